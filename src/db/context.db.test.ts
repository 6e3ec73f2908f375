import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { openDb } from './connect.ts'
import type { Db, Tx } from './connect.ts'
import { inContext } from './context.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(() => database.close())

async function scopesSeen(tx: Tx | Db): Promise<string | null> {
  const { rows } = await sql<{ scopes: string | null }>`
    select current_setting('motcua.scopes', true) scopes`.execute(tx)
  return rows[0]?.scopes ?? null
}

test('a transaction sees the scopes of its actor, and none for an actor without any', async () => {
  const seen = await inContext(database.app, { scopes: [7, 1_000_003] }, scopesSeen)
  assert.equal(seen, '7,1000003')
  assert.equal(await inContext(database.app, { scopes: [] }, scopesSeen), '')
})

test('the next user of the same connection inherits no scopes, after commit or rollback', async () => {
  const single = openDb(database.appUrl, { name: 'one connection', max: 1 })
  try {
    await inContext(single, { scopes: [7] }, scopesSeen)
    assert.ok(['', null].includes(await scopesSeen(single)))
    const failing = inContext(single, { scopes: [8] }, () => Promise.reject(new Error('no')))
    await assert.rejects(failing, /^Error: no$/)
    assert.ok(['', null].includes(await scopesSeen(single)))
  } finally {
    await single.destroy()
  }
})

test('fifty transactions at once on eight connections keep their scopes apart', async () => {
  const pool = openDb(database.appUrl, { name: 'eight', max: 8 })
  try {
    const seen = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        inContext(pool, { scopes: [index + 1] }, async (tx) => {
          const first = await scopesSeen(tx)
          await sql`select pg_sleep(0.005)`.execute(tx)
          return [first, await scopesSeen(tx)]
        }),
      ),
    )
    for (const [index, pair] of seen.entries()) {
      assert.deepEqual(pair, [String(index + 1), String(index + 1)])
    }
  } finally {
    await pool.destroy()
  }
})

test('what is not a scope never reaches the server', async () => {
  for (const scope of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
    await assert.rejects(inContext(database.app, { scopes: [scope] }, scopesSeen), /not a scope/)
  }
  const forged = ["1'; drop table dossier; --"] as unknown as number[]
  await assert.rejects(inContext(database.app, { scopes: forged }, scopesSeen), /not a scope/)
})

test('begin and scopes are one message: three round trips for a transaction of one query', async () => {
  const single = openDb(database.appUrl, { name: 'count', max: 1 })
  try {
    const client = await single.pool.connect()
    const sent: unknown[] = []
    const query = client.query.bind(client)
    Object.assign(client, {
      query: (...args: Parameters<typeof query>) => (sent.push(args[0]), query(...args)),
    })
    client.release()
    await inContext(single, { scopes: [7] }, scopesSeen)
    assert.equal(sent.length, 3)
    assert.equal(sent[0], "begin; set local motcua.scopes = '7'")
    assert.equal(sent[2], 'commit')
  } finally {
    await single.destroy()
  }
})

test('a connection that dies inside the transaction reports the loss, and the pool recovers', async () => {
  const single = openDb(database.appUrl, { name: 'dying', max: 1 })
  try {
    const lost = inContext(single, { scopes: [7] }, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() pid`.execute(tx)
      // a login may end connections of its own role
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(database.app)
      await sql`select 1`.execute(tx)
    })
    // the server's farewell, or the socket's: whichever is read first
    await assert.rejects(lost, /terminat|connection error|EPIPE|ECONNRESET/i)
    assert.equal(await inContext(single, { scopes: [9] }, scopesSeen), '9')
  } finally {
    await single.destroy()
  }
})
