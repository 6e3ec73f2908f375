import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { Client } from 'pg'
import { databaseUrlOf, withEmptyDatabase } from '../../test/support/database.ts'
import { nextSize } from './apply-migration.ts'
import { migrate } from './migrate.ts'

const secret = 'a secret of this test'
let folder: string
let empty: Awaited<ReturnType<typeof withEmptyDatabase>>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-apply-'))
})
after(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  empty = await withEmptyDatabase()
})
afterEach(() => empty.close())

async function migrated(files: Record<string, string>): Promise<string[]> {
  const set = await mkdtemp(join(folder, 'set-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(set, name), text)
  const patience = { batchRows: 100, pauseMs: 20, totalMs: 200, lockMs: 100 }
  return (await migrate(empty.ownerUrl, { secret, folder: set, patience })).applied
}

async function asked(words: string, url = empty.ownerUrl): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(words)).rows
  } finally {
    await client.end()
  }
}

const table = {
  '0001_table.sql': `create table counted (id int primary key, times int not null default 0, at int not null);
    insert into counted (id, at) select n * 3, n from generate_series(1, 2500) n;`,
}

test('a migration in batches touches every row once, also when it was interrupted in the middle', async () => {
  const files = {
    ...table,
    '0002_batches.sql':
      '-- motcua: in batches of counted (id)\nupdate counted set times = times + 1 / at where id between $1 and $2;',
  }
  await migrated(table)
  await asked('update counted set at = 0 where id = 3000')
  await assert.rejects(migrated(files), /0002_batches\.sql: division by zero/)
  const [half] = (await asked('select count(*)::int as many from counted where times = 1')) as {
    many: number
  }[]
  assert.deepEqual(half, { many: 1 }) // 1 / at is 1 for the first row alone
  assert.equal((await asked('select done_until from schema_migration_progress')).length, 1)
  await asked('update counted set at = 1')
  assert.deepEqual(await migrated(files), ['0002_batches.sql'])
  const counts = await asked(
    'select times, count(*)::int as many from counted group by 1 order by 1',
  )
  const [before, since] = counts as { times: number; many: number }[]
  assert.ok(before!.many < 1000, 'what was done before the interruption is not done again')
  assert.deepEqual([before!.times, since!.times], [0, 1])
  assert.deepEqual(await asked('select 1 from schema_migration_progress'), [])
  assert.deepEqual(await migrated(files), [])
})

test('batches grow while they are quick, and shrink when they hold rows for long', () => {
  assert.equal(nextSize(1000, 10), 2000)
  assert.equal(nextSize(1000, 100), 1000)
  assert.equal(nextSize(1000, 400), 500)
  assert.equal(nextSize(60, 400), 50)
  assert.equal(nextSize(20_000, 1), 20_000)
})

const index = {
  ...table,
  '0002_index.sql':
    '-- motcua: outside a transaction\ncreate index concurrently if not exists counted_at on counted (at);',
}

test('an index whose building was interrupted is built again', async () => {
  await migrated(table)
  await asked('create index counted_at on counted (at)')
  const admin = databaseUrlOf(empty.adminUrl, empty.ownerUrl)
  await asked(
    "update pg_index set indisvalid = false where indexrelid = 'counted_at'::regclass",
    admin,
  )
  await migrated(index)
  const state = await asked(
    "select indisvalid from pg_index where indexrelid = 'counted_at'::regclass",
  )
  assert.deepEqual(state, [{ indisvalid: true }])
})

test('of two programs that migrate at once one builds the index beside the other that waits', async () => {
  await migrated(table)
  const both = await Promise.all([migrated(index), migrated(index)])
  assert.deepEqual(both.flat(), ['0002_index.sql'])
})

test('a table that stays busy is given up in the end, with what to look for', async () => {
  await migrated(table)
  const holder = new Client({ connectionString: empty.ownerUrl })
  await holder.connect()
  await holder.query('begin; select 1 from counted limit 1')
  const column = { ...table, '0002_column.sql': 'alter table counted add column more int;' }
  await assert.rejects(migrated(column), /0002_column\.sql: sau .*pg_stat_activity/)
  await holder.query('rollback')
  await holder.end()
  assert.deepEqual(await migrated(column), ['0002_column.sql'])
})
