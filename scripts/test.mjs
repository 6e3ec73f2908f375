// `npm test [-- files or options of the test runner]`: every test that needs nothing but this checkout, against
// one PostgreSQL of its own (or the one of TEST_DATABASE_URL, as superuser). Ends with the runner's own summary.
import { join } from 'node:path'
import { checkout } from './install.mjs'
import { runNode } from './spawn.mjs'

export async function run(args) {
  const launcher = join(checkout, 'scripts/test-launcher.ts')
  return runNode(['--import', 'tsx', launcher, ...args], { cwd: checkout })
}
