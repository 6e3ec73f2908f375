/** Rule 1, second half: the files that hold the rules of the law ask for nothing and touch nothing. */
import type { Rule } from './architecture.ts'
import { fileName, importsOf, isTest, sliceOf, withoutComments } from './source-tree.ts'
import type { Tree } from './source-tree.ts'

/** In the calendar everything is a rule, except what reads the published file and talks to the terminal. */
const calendarEdges = new Set([
  'routes.ts',
  'store.ts',
  'cli.ts',
  'pages.tsx',
  'published.ts',
  'lines.ts',
])
const ruleNames = new Set([
  'decide.ts',
  'evolve.ts',
  'events.ts',
  'commands.ts',
  'terms.ts',
  'workflow.ts',
])

export function isRuleFile(path: string): boolean {
  const slice = sliceOf(path)
  if (slice === undefined || isTest(path) || slice === 'adapters') return false
  const name = fileName(path)
  if (slice === 'calendar') return !calendarEdges.has(name)
  return ruleNames.has(name) || name === `${slice}.ts`
}

const world =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bTemporal\.Now\b|\bperformance\.|\bprocess\.|\bcrypto\.|\bsetTimeout\b|\bfetch\(/
const drivers = /^(?:node:|pg$|kysely$|fastify$|graphile-worker$|pino$)/

/** What in this one file reaches for the world; undefined when nothing does. */
function impurity(path: string, source: string): string | undefined {
  const driver = importsOf(path, source).find(
    ({ ours, typeOnly, to }) => !ours && !typeOnly && drivers.test(to),
  )
  return driver === undefined ? world.exec(withoutComments(source))?.[0] : driver.to
}

/** Pure means: itself and everything it imports (types apart). */
export const ruleFilesArePure: Rule = (tree) =>
  [...tree.keys()].filter(isRuleFile).flatMap((path) => impureWithin(tree, path, new Set()))

function impureWithin(tree: Tree, path: string, seen: Set<string>, via = path): string[] {
  const source = tree.get(path)
  if (source === undefined || seen.has(path)) return []
  seen.add(path)
  const found = impurity(path, source)
  const here = found === undefined ? [] : [`${via}: ${found}`]
  const below = importsOf(path, source)
    .filter(({ ours, typeOnly }) => ours && !typeOnly)
    .flatMap(({ to }) => impureWithin(tree, to, seen, `${via} → ${to}`))
  return [...here, ...below]
}
