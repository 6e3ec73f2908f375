/** The dependency rules of the house. Each answers with its violations in plain words; none means the rule holds. */
import { fileName, importsOf, isTest, sliceOf, withoutComments } from './source-tree.ts'
import type { Tree } from './source-tree.ts'

export type Rule = (tree: Tree) => string[]

/** A slice imports only itself and earlier ones. */
export const sliceOrder =
  'lib db ui office calendar interruption population catalogue dossier paper signing result payment booking counter desk notice exchange measure audit petition survey tracking filing backup replay demo'.split(
    ' ',
  )

/** Files in src itself that slices may import: where the checkout is, and the type of the settings. */
const commonFiles = new Set(['src/checkout.ts'])
const commonTypes = new Set(['src/config.ts'])

function sources(tree: Tree): [string, string][] {
  return [...tree].filter(([path]) => path.startsWith('src/') && !isTest(path))
}

/** The only files that may put slices and adapters together: those directly in src, and the demo. */
function isRoot(path: string): boolean {
  return sliceOf(path) === undefined || sliceOf(path) === 'demo'
}

/** Rule 1: `lib` imports nothing of ours. */
export const libStandsAlone: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => sliceOf(path) === 'lib')
    .flatMap(([path, source]) =>
      importsOf(path, source)
        .filter(({ ours, to }) => ours && sliceOf(to) !== 'lib')
        .map(({ to }) => `${path} imports ${to}`),
    )

/** Rule 2: slices form one order. */
export const slicesFormOneOrder: Rule = (tree) =>
  sources(tree).flatMap(([path, source]) => {
    const slice = sliceOf(path)
    if (slice === undefined || slice === 'adapters') return []
    if (!sliceOrder.includes(slice))
      return [`${path}: the slice "${slice}" has no place in the order`]
    return importsOf(path, source)
      .filter(({ ours, to, typeOnly }) => ours && !mayImport(slice, to, typeOnly))
      .map(({ to }) => `${path} imports ${to}`)
  })

function mayImport(slice: string, to: string, typeOnly: boolean): boolean {
  if (to.startsWith('data/')) return true // published law, not code
  const target = sliceOf(to)
  if (target === undefined) {
    return commonFiles.has(to) || (typeOnly && commonTypes.has(to)) || slice === 'demo'
  }
  if (target === 'adapters') return slice === 'demo'
  return sliceOrder.indexOf(target) <= sliceOrder.indexOf(slice)
}

/** Rule 3a: SQL stands only where one looks for it. */
export const sqlStandsInStores: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => !maySpeakSql(path))
    .flatMap(([path, source]) => {
      const drivers = importsOf(path, source)
        .filter(({ to, typeOnly }) => !typeOnly && ['pg', 'kysely'].includes(to))
        .map(({ to }) => `${path} imports ${to}`)
      const words = sqlWords.exec(withoutComments(source))?.[0]
      return words === undefined ? drivers : [...drivers, `${path} speaks SQL: ${words.trim()}`]
    })

const sqlWords =
  /\bsql(?:<[^`]*>)?`|\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|`\s*(?:select|insert into|update|delete from)\s/i

function maySpeakSql(path: string): boolean {
  return (
    sliceOf(path) === 'db' ||
    path === 'src/dossier/access.ts' ||
    /^(?:store|subscriber|jobs)(?:-[a-z-]+)?\.ts$/.test(fileName(path)) ||
    fileName(path).endsWith('-store.ts')
  )
}

const writes = [
  /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"](\w+)/g,
  /\b(?:insert\s+into|delete\s+from|merge\s+into)\s+(\w+)/gi,
  /\bupdate\s+(\w+)\s+(?:as\s+\w+\s+|\w+\s+)?set\b/gi,
]

/** Rule 3b: a table is written by one slice. */
export const tablesHaveOneWriter: Rule = (tree) => {
  const writers = new Map<string, Set<string>>()
  for (const [path, source] of sources(tree)) {
    const slice = sliceOf(path)
    if (slice === undefined || !maySpeakSql(path) || slice === 'db') continue
    for (const table of tablesWritten(source)) {
      writers.set(table, (writers.get(table) ?? new Set()).add(slice))
    }
  }
  return [...writers]
    .filter(([, slices]) => slices.size > 1)
    .map(([table, slices]) => `${table} is written by ${[...slices].join(' and ')}`)
}

function tablesWritten(source: string): Set<string> {
  const code = withoutComments(source)
  return new Set(
    writes.flatMap((pattern) => [...code.matchAll(pattern)].map(([, table = '']) => table)),
  )
}

/** Rule 4: only composition roots know adapters. */
export const onlyRootsKnowAdapters: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => !isRoot(path) && sliceOf(path) !== 'adapters')
    .flatMap(([path, source]) =>
      importsOf(path, source)
        .filter(({ ours, to }) => ours && sliceOf(to) === 'adapters')
        .map(({ to }) => `${path} imports ${to}`),
    )

/** Rule 5: routes parse, call and render; neither they nor pages decide, and pages fetch nothing. */
export const routesAndPagesDecideNothing: Rule = (tree) =>
  sources(tree).flatMap(([path, source]) => {
    const isRoute = /^(?:routes|[a-z-]+-routes)\.ts$/.test(fileName(path))
    const isPage = path.endsWith('.tsx')
    const refused = isPage ? notForPages : isRoute ? notForRoutes : undefined
    if (refused === undefined) return []
    return importsOf(path, source)
      .filter(({ ours, typeOnly, to }) => ours && !typeOnly && refused.test(to))
      .map(({ to }) => `${path} imports ${to}`)
  })

const notForRoutes = /\/(?:decide|evolve)\.ts$/
const notForPages = /\/(?:decide|evolve|handle|store|subscriber|jobs|access)\.ts$|^src\/db\//

/** Who else may open a connection, and why. */
const otherWaysOut: Readonly<Record<string, string>> = {
  'src/adapters/outbound.ts': 'the door itself',
  'src/adapters/smtp.ts': 'mail, to the one server of SMTP_URL',
  'src/adapters/smpp-link.ts': 'texts, to the carriers of SMPP_URL',
  'src/adapters/clamd.ts': 'the scanner of CLAMD_ADDRESS, in its own protocol',
  'src/adapters/oidc.ts': 'its fetch is the door, or one inside this program',
  'src/db/': 'the database',
  'src/start.ts': 'listens for a free port',
  'src/demo/': 'plays people who use this very program',
}

const waysOut =
  /^(?:node:)?(?:http|https|http2|net|tls|dgram|dns|dns\/promises)$|^(?:undici|smpp|openid-client)$|^nodemailer\b/

/** Requests leave the house through src/adapters/outbound.ts; who asks only what an address is may import that much. */
export const oneDoorOut: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => !Object.keys(otherWaysOut).some((known) => path.startsWith(known)))
    .flatMap(([path, source]) => {
      const code = withoutComments(source)
      const imports = importsOf(path, source)
        .filter(
          ({ to, typeOnly }) => !typeOnly && waysOut.test(to) && !onlyReadsAddresses(code, to),
        )
        .map(({ to }) => `${path} imports ${to}`)
      return /\b(?:fetch|WebSocket|EventSource)\(/.test(code.replace(/\.fetch\(/g, ''))
        ? [...imports, `${path} calls fetch`]
        : imports
    })

function onlyReadsAddresses(code: string, module: string): boolean {
  const names = [...code.matchAll(/import \{([^}]*)\} from '(?:node:)?net'/g)].flatMap(
    ([, list = '']) => list.split(',').map((name) => name.trim()),
  )
  return (
    module.endsWith('net') &&
    names.length > 0 &&
    names.every((name) => ['', 'isIP', 'BlockList'].includes(name))
  )
}

/** Only src/config.ts reads the environment. */
export const oneReaderOfTheEnvironment: Rule = (tree) =>
  sources(tree)
    .filter(
      ([path, source]) =>
        path !== 'src/config.ts' && /\bprocess\.env\b/.test(withoutComments(source)),
    )
    .filter(([path]) => path !== 'src/db/postmaster.ts') // hands PATH to the server process, nothing else
    .map(([path]) => `${path} reads process.env`)

const emptyNames =
  /^(?:index|utils?|helpers?|services?|managers?|data|infos?|items?|common|misc)\.tsx?$/

/** A file's name says which thing of the office it is about. */
export const namesSaySomething: Rule = (tree) =>
  [...tree.keys()].filter((path) => emptyNames.test(fileName(path)) || /[^\w./-]/.test(path))
