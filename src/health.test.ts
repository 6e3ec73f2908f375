import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBeats } from './beats.ts'
import { openHealth, type HealthOptions } from './health.ts'
import { webApp } from '../test/support/web.ts'

const healthy = (overrides: Partial<HealthOptions> = {}): HealthOptions => ({
  appliedMigrations: async () => [1, 2, 3],
  neededMigrations: [1, 2, 3],
  isLoaded: () => true,
  isStopping: () => false,
  beats: openBeats(),
  databaseMs: 20,
  ...overrides,
})

const ALL_WELL = { database: 'ok', migrations: 'ok', law: 'ok', worker: 'none', program: 'ok' }

test('ready says each reason in one stable word, and any of them is 503', async () => {
  let at = 0
  const silent = openBeats(() => at)
  silent.beat('dispatcher')
  at = 121_000
  const table: [Partial<HealthOptions>, Record<string, string>][] = [
    [{}, {}],
    [{ appliedMigrations: async () => [1, 2, 3, 4] }, {}], // the new program of a deploy was here before us
    [{ appliedMigrations: async () => [1, 2] }, { migrations: 'behind' }],
    [
      { appliedMigrations: async () => Promise.reject(new Error('password=123')) },
      { database: 'unreachable', migrations: 'unknown' },
    ],
    [
      { appliedMigrations: () => new Promise(() => undefined) },
      { database: 'unreachable', migrations: 'unknown' },
    ],
    [{ isLoaded: () => false }, { law: 'loading' }],
    [{ isStopping: () => true }, { program: 'stopping' }],
    [{ beats: silent }, { worker: 'silent' }],
  ]
  for (const [overrides, different] of table) {
    const app = await webApp(async () => undefined, { ready: openHealth(healthy(overrides)) })
    const answer = await app.inject('/readyz')
    const isWell = Object.keys(different).length === 0
    assert.equal(answer.statusCode, isWell ? 200 : 503, JSON.stringify(different))
    assert.deepEqual(answer.json(), { ok: isWell, checks: { ...ALL_WELL, ...different } })
    assert.equal((await app.inject('/healthz')).statusCode, 200)
  }
})

test('a worker that came round lately is well; one that was stopped on purpose is not missed', async () => {
  const beats = openBeats()
  beats.beat('dispatcher')
  assert.equal((await openHealth(healthy({ beats }))()).checks['worker'], 'ok')
  beats.forget()
  assert.equal((await openHealth(healthy({ beats }))()).checks['worker'], 'none')
})

test('a hundred who ask at once cost the database one question', async () => {
  let questions = 0
  const ready = openHealth(
    healthy({ appliedMigrations: async () => ((questions += 1), [1, 2, 3]) }),
  )
  await Promise.all(Array.from({ length: 100 }, () => ready()))
  assert.equal(questions, 1)
})
