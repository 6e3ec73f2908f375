/** An import that is killed in the middle leaves the catalogue as it was; the same command again finishes it. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Client } from 'pg'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { checkout } from '../../checkout.ts'

const SNAPSHOT = join(checkout, 'data', 'procedures', 'chi_tiet_api_502.jsonl.gz')
const stateDir = mkdtempSync(join(tmpdir(), 'motcua-killed-'))
let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(async () => {
  rmSync(stateDir, { recursive: true, force: true })
  await database.close()
})

function motcua(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], {
    cwd: checkout,
    env: { ...process.env, DATABASE_URL: database.ownerUrl, MOTCUA_STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  return { child, ended: once(child, 'exit'), output: () => output }
}

const count = async (table: string) =>
  (
    await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
      database.owner,
    )
  ).rows[0]!.n

/** Until the import waits for our lock: its records are written then, and not committed. */
async function untilWaiting(output: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name = 'motcua command' and wait_event_type = 'Lock'`.execute(
      database.owner,
    )
    if (rows[0]!.n > 0) return
    await sleep(100)
  }
  assert.fail(`the import never came to the lock:\n${output()}`)
}

test('kill -9 in the middle of an import: nothing of it stays, and the next run brings everything', async () => {
  const holder = new Client({ connectionString: database.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table catalogue_finding in exclusive mode')
  const killed = motcua('import', 'catalogue', SNAPSHOT)
  await untilWaiting(killed.output)
  killed.child.kill('SIGKILL')
  await killed.ended
  await holder.query('rollback')
  await holder.end()
  for (const table of ['procedure_source', 'catalogue_finding', 'catalogue_snapshot'])
    assert.equal(await count(table), 0, table)

  const again = motcua('import', 'catalogue', SNAPSHOT)
  const [code] = (await again.ended) as [number | null]
  assert.equal(code, 0, again.output())
  assert.equal(await count('procedure_source'), 502)
  assert.match(again.output(), /Đã đọc chi_tiet_api_502\.jsonl\.gz: 502 dòng/)

  const third = motcua('import', 'catalogue', SNAPSHOT)
  await third.ended
  assert.match(third.output(), /đã được đọc trước đây[^]*Không dòng nào thay đổi/)
})

test('a refused file ends the command with code 1, a wrongly written command with 2', async () => {
  const refused = motcua(
    'import',
    'catalogue',
    join(checkout, 'README.md'),
    '--taken-on',
    '2026-07-18',
  )
  assert.deepEqual(await refused.ended, [1, null])
  assert.match(refused.output(), /\[foreignTable\]/)
  const wrong = motcua('import', 'catalogue')
  assert.deepEqual(await wrong.ended, [2, null])
  assert.match(wrong.output(), /Cách dùng: motcua import catalogue/)
})
