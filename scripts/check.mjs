// `npm run check -- types | openapi | lint | format | architecture | all [--frozen]`, and apart from all: sbom | advisories
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, say } from './install.mjs'
import { runNode } from './spawn.mjs'

const tool = (name, ...args) => [programOf(name), ...args]

/** Each check as the list of its steps; `types` first brings src/db/types.ts up to date (--frozen: only compares). */
const checks = {
  types: (frozen) => [
    ['--import', 'tsx', 'scripts/types.ts', ...(frozen ? ['--frozen'] : [])],
    tool('typescript', '-p', 'tsconfig.json', '--noEmit'),
  ],
  openapi: (frozen) => [['--import', 'tsx', 'scripts/openapi.ts', ...(frozen ? ['--frozen'] : [])]],
  lint: () => [tool('oxlint', '--type-aware', '--max-warnings=0')],
  format: () => [tool('prettier', '--check', '.')],
  architecture: () => [['--import', 'tsx', '--test', 'test/architecture.test.ts']],
  sbom: () => [['--import', 'tsx', 'scripts/sbom.ts']],
  advisories: () => [['--import', 'tsx', 'scripts/advisories.ts']],
}

/** Written or asked on purpose: they say nothing about whether a change is good. */
const apart = new Set(['sbom', 'advisories'])

export async function run(args) {
  const frozen = args.includes('--frozen')
  const [wanted = 'all'] = args.filter((arg) => arg !== '--frozen')
  const names = wanted === 'all' ? Object.keys(checks).filter((each) => !apart.has(each)) : [wanted]
  if (!names.every((name) => Object.hasOwn(checks, name))) {
    say(`Không có kiểm tra "${wanted}": ${Object.keys(checks).join(', ')}, all. (No such check.)`)
    return 2
  }
  let worst = 0
  for (const name of names) {
    for (const step of checks[name](frozen)) {
      const code = await runNode(step, { cwd: checkout })
      if (code !== 0) say(`✖ ${name}`)
      worst = Math.max(worst, code)
    }
  }
  return worst
}

/** The JavaScript file behind a package's command. */
function programOf(name) {
  const folder = join(checkout, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const names = { typescript: 'tsc' }
  return join(folder, typeof bin === 'string' ? bin : bin[names[name] ?? name])
}
