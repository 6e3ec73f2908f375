// `npm run bench -- NAME [arguments]`: one measurement of bench/NAME.ts; without a name it lists them.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, say } from './install.mjs'
import { runNode } from './spawn.mjs'

export async function run([name, ...args]) {
  const folder = join(checkout, 'bench')
  const known = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => file.slice(0, -3))
    : []
  if (name === undefined || !known.includes(name)) {
    say(`Chọn một phép đo (choose a measurement): ${known.join(', ') || '–'}`)
    return 2
  }
  return runNode(['--import', 'tsx', join(folder, `${name}.ts`), ...args], { cwd: checkout })
}
