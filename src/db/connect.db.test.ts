import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { openDb } from './connect.ts'
import { statementName } from './statements.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(() => database.close())

test('days stay text, big counts are exact numbers, amounts stay text, instants are dates', async () => {
  const { rows } = await sql<Record<string, unknown>>`select
    date '2026-04-30' as day, array[date '2026-04-30', null] as days, 9007199254740991::int8 as most,
    array[1::int8] as counts, '{}'::date[] as none, 8000.50::numeric as fee, timestamptz '2026-04-30 00:00+07' as at,
    int4 '7' as n, array['a', null] as words`.execute(database.app)
  assert.deepEqual(rows[0], {
    day: '2026-04-30',
    days: ['2026-04-30', null],
    most: 9_007_199_254_740_991,
    counts: [1],
    none: [],
    fee: '8000.50',
    at: new Date('2026-04-29T17:00:00Z'),
    n: 7,
    words: ['a', null],
  })
})

test('a count beyond exact numbers is an error, never a rounded figure', async () => {
  const tooBig = sql`select 9007199254740993::int8 as n`.execute(database.app)
  await assert.rejects(tooBig, /beyond exact numbers/)
})

test('a query with values is prepared once under the name of its text', async () => {
  const single = openDb(database.appUrl, { name: 'named', max: 1 })
  try {
    for (const n of [1, 2]) await sql`select ${n}::int + 40 as sum`.execute(single)
    const { rows } = await sql<{ name: string; times: number }>`
      select name, (generic_plans + custom_plans)::int times from pg_prepared_statements`.execute(
      single,
    )
    assert.deepEqual(rows, [{ name: statementName('select $1::int + 40 as sum'), times: 2 }])
  } finally {
    await single.destroy()
  }
})

test('names can be switched off, for a proxy that pools transactions', async () => {
  const single = openDb(database.appUrl, { name: 'unnamed', max: 1, namedStatements: false })
  try {
    const { rows: sums } = await sql<{ sum: number }>`select ${2}::int + 40 as sum`.execute(single)
    assert.deepEqual(sums, [{ sum: 42 }])
    const { rows } = await sql`select name from pg_prepared_statements`.execute(single)
    assert.deepEqual(rows, [])
  } finally {
    await single.destroy()
  }
})

test('a thousand different texts leave a bounded number of prepared statements', async () => {
  const single = openDb(database.appUrl, { name: 'many', max: 1 })
  try {
    for (let n = 0; n < 500; n++)
      await sql`select ${n}::int + ${sql.raw(String(n))}`.execute(single)
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int n from pg_prepared_statements`.execute(single)
    assert.equal(rows[0]?.n, 400)
  } finally {
    await single.destroy()
  }
})

test('the operator sees in pg_stat_activity whose connection it is', async () => {
  const { rows } = await sql<{
    name: string
  }>`select current_setting('application_name') name`.execute(database.app)
  assert.equal(rows[0]?.name, 'motcua test app')
})

test('an idle connection that breaks is told and replaced', async () => {
  const told: Error[] = []
  const single = openDb(database.appUrl, {
    name: 'idle',
    max: 1,
    onError: (error) => told.push(error),
  })
  try {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(single)
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(database.app)
    while (told.length === 0) await new Promise((done) => setTimeout(done, 5))
    const { rows: again } = await sql<{ n: number }>`select 1 as n`.execute(single)
    assert.deepEqual(again, [{ n: 1 }])
  } finally {
    await single.destroy()
  }
})
