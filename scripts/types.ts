/** Writes src/db/types.ts from a freshly migrated database. With --frozen: fails when the file is out of date. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { withDatabase } from '../test/support/database.ts'

const target = join(checkout, 'src/db/types.ts')

function generate(url: string, folder: string): string {
  const file = join(folder, 'types.ts')
  const codegen = join(checkout, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const flags = ['--dialect=postgres', `--url=${url}`, `--out-file=${file}`, '--log-level=error']
  // the same shapes as src/db/parsers.ts gives
  const mapping = { date: 'string', int8: 'number', numeric: 'string' }
  const shapes = ['--date-parser=string', `--type-mapping=${JSON.stringify(mapping)}`]
  // the job library keeps its own schema and its own types
  shapes.push('--exclude-pattern=graphile_worker.*')
  execFileSync(process.execPath, [codegen, ...flags, ...shapes], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [, body = ''] = /^\/\*\*[\s\S]*?\*\/\s*([\s\S]*)$/.exec(readFileSync(file, 'utf8')) ?? []
  return `/** Generated from the migrated database by \`npm run check -- types\`; do not edit. */\n${body}`
}

const database = await withDatabase()
const folder = mkdtempSync(join(tmpdir(), 'motcua-types-'))
try {
  const fresh = generate(database.ownerUrl, folder)
  if (fresh !== readFileSync(target, 'utf8')) {
    if (process.argv.includes('--frozen')) {
      throw new Error('src/db/types.ts is out of date: run `npm run check -- types`')
    }
    writeFileSync(target, fresh)
    console.error('src/db/types.ts written')
  }
} finally {
  rmSync(folder, { recursive: true })
  await database.close()
}
