import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { webApp } from '../../test/support/web.ts'
import { eraseOldCounts } from './limit-store.ts'
import { countAgainst, limited, MOST_A_MINUTE, networkOf } from './limits.ts'
import { openSessions } from './session.ts'

let database: TestDatabase
let processes: FastifyInstance[]
const clock = { now: new Date('2026-11-28T03:00:10Z') }
const now = () => clock.now

/** Two web processes over one database. */
before(async () => {
  database = await withDatabase()
  const deps = { db: database.app, now }
  const sessions = openSessions({ ...deps, publicUrl: 'http://localhost:3000' })
  const open = (trustedProxies: string[]) =>
    webApp(sessions.plugin, {
      trustedProxies,
      routes: [
        sessions.plugin,
        async (app) => {
          for (const kind of ['lookUp', 'verify', 'upload', 'search'] as const)
            app.get(`/${kind}`, limited(deps, kind), async () => 'here')
          app.get('/api/lookUp', limited(deps, 'lookUp'), async () => 'here')
        },
      ],
    })
  processes = [await open([]), await open([]), await open(['192.0.2.0/24'])]
})
after(async () => {
  for (const app of processes) await app.close()
  await database.close()
})

const ask = (n: number, url: string, remoteAddress: string, headers = {}) =>
  processes[n]!.inject({ url, remoteAddress, headers })

test('the limit counts for all processes together, and for each address and purpose apart', async () => {
  const from = '203.0.113.1'
  for (let n = 0; n < MOST_A_MINUTE.lookUp; n++)
    assert.equal((await ask(n % 2, '/lookUp', from)).statusCode, 200)
  for (const n of [0, 1]) assert.equal((await ask(n, '/lookUp', from)).statusCode, 429)
  assert.equal((await ask(0, '/lookUp', '203.0.113.2')).statusCode, 200)
  assert.equal((await ask(0, '/verify', from)).statusCode, 200)
})

test('who asked too often hears in plain words when to come back, and is let in again then', async () => {
  const from = '203.0.113.1'
  const page = await ask(0, '/lookUp', from)
  assert.equal(page.headers['retry-after'], '50')
  assert.match(page.body, /Bạn thao tác quá nhanh.*Hãy đợi một phút rồi thử lại/s)
  const program = await ask(0, '/api/lookUp', from)
  assert.equal(program.json<{ code: string }>().code, 'tooManyRequests')
  assert.match(String(program.headers['content-type']), /problem\+json/)
  assert.equal(program.headers['retry-after'], '50')
  clock.now = new Date('2026-11-28T03:01:00Z')
  assert.equal((await ask(0, '/lookUp', from)).statusCode, 200)
})

test('a forwarded address counts only from a proxy that the operator named', async () => {
  const proxy = '192.0.2.9'
  for (let n = 0; n < 2 * MOST_A_MINUTE.lookUp; n++) {
    const headers = { 'x-forwarded-for': `198.51.100.${n}` }
    assert.equal((await ask(2, '/lookUp', proxy, headers)).statusCode, 200)
  }
  const lied = await Promise.all(
    Array.from({ length: MOST_A_MINUTE.lookUp + 1 }, (_, n) =>
      ask(0, '/lookUp', proxy, { 'x-forwarded-for': `198.51.100.${n}` }),
    ),
  )
  assert.equal(lied.filter(({ statusCode }) => statusCode === 429).length, 1)
  // What a stranger wrote before the proxy added his address does not count either.
  const through = await Promise.all(
    Array.from({ length: MOST_A_MINUTE.lookUp + 1 }, (_, n) =>
      ask(2, '/lookUp', proxy, { 'x-forwarded-for': `198.51.100.${n}, 203.0.113.99` }),
    ),
  )
  assert.equal(through.filter(({ statusCode }) => statusCode === 429).length, 1)
})

test('one line of IPv6 is one asker, however many addresses it has', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:0db8:1:2::9'))
  assert.notEqual(networkOf('2001:db8:1:2::9'), networkOf('2001:db8:1:3::9'))
  assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9')
  assert.equal(networkOf('203.0.113.9'), '203.0.113.9')
  assert.equal(networkOf('::1'), '0:0:0:0')
})

test('parallel requests are all counted', async () => {
  const deps = { db: database.app, now }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () => countAgainst(deps, 'signIn', 'address 203.0.113.50')),
  )
  const let_in = outcomes.filter(({ status }) => status === 'fulfilled').length
  assert.equal(let_in, MOST_A_MINUTE.signIn)
})

test('the counts are forgotten after an hour, and hold no address', async () => {
  const { rows } = await database.owner
    .selectFrom('request_count')
    .selectAll()
    .execute()
    .then((all) => ({ rows: all }))
  assert.ok(rows.length > 5)
  assert.ok(!JSON.stringify(rows).includes('203.0.113'))
  const gone = await eraseOldCounts(database.worker, new Date('2026-11-28T05:00:00Z'))
  assert.equal(gone, rows.length)
})
