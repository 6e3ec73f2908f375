import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { pino } from 'pino'
import { withDatabase, type TestDatabase } from '../test/support/database.ts'
import { webApp } from '../test/support/web.ts'
import { openBeats } from './beats.ts'
import { checkout } from './checkout.ts'
import { loadConfig } from './config.ts'
import { listenForWatchers } from './metrics-door.ts'
import { openMetrics, type Metrics } from './metrics.ts'

const TOKEN = 'mã đọc số liệu của phép thử'.replaceAll(' ', '-')
const TOKEN_ASCII = Buffer.from(TOKEN).toString('base64url')

let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(() => database.close())

function metricsOn(lawFaults = 0): { metrics: Metrics; beats: ReturnType<typeof openBeats> } {
  const beats = openBeats()
  const metrics = openMetrics({
    db: database.worker,
    pools: () => ({ web: database.app.pool }),
    beats,
    lawFaults: () => lawFaults,
    filesFolder: checkout,
  })
  return { metrics, beats }
}

async function textOf(metrics: Metrics, accept?: string): Promise<string> {
  return (await metrics.exposition(accept)).text
}

test('operations.md explains every metric, and explains none that does not exist', () => {
  const document = readFileSync(join(checkout, 'docs/operations.md'), 'utf8')
    .split('## What to watch')[1]!
    .split('\n## ')[0]!
  const explained = new Set(
    [...document.matchAll(/`((?:motcua|process|nodejs)_[a-z0-9_]+)`/g)].map(([, name]) => name!),
  )
  const names = metricsOn().metrics.names()
  assert.ok(names.length > 40)
  assert.deepEqual(
    names.filter((name) => !explained.has(name)),
    [],
  )
  assert.deepEqual(
    [...explained].filter((name) => name.startsWith('motcua_') && !names.includes(name)),
    [],
  )
})

test('a thousand made addresses are one line, made methods are one more, and labels never hold them', async () => {
  const { metrics } = metricsOn()
  const app = await webApp(
    async (each) => {
      each.get('/ho-so/:code', async () => ({ ok: true }))
    },
    { metrics },
  )
  for (let nth = 0; nth < 1000; nth += 1)
    await app.inject(`/ho-so/H26.146-20261123-${nth}?so=${nth}`)
  for (let nth = 0; nth < 300; nth += 1) await app.inject(`/${nth}/nguyen-van-${nth}`)
  await app.inject({ method: 'PROPFIND' as 'GET', url: '/ho-so/1' })
  const lines = (await textOf(metrics))
    .split('\n')
    .filter((line) => line.startsWith('motcua_http_requests_total'))
  assert.deepEqual(
    lines.map((line) => line.replace(/ \d+$/, '')),
    [
      'motcua_http_requests_total{route="/ho-so/:code",method="GET",status="200"}',
      'motcua_http_requests_total{route="(none)",method="GET",status="404"}',
      'motcua_http_requests_total{route="(none)",method="other",status="404"}',
    ],
  )
  assert.match(lines[0]!, / 1000$/)
})

test('even if a command or a refusal had endless names, the metrics would not', async () => {
  const { metrics } = metricsOn()
  for (let nth = 0; nth < 2000; nth += 1) {
    metrics.commandEnded({ command: `made ${nth}`, outcome: 'refused', code: 'x' })
    metrics.commandEnded({ command: 'file', outcome: 'refused', code: `made ${nth}` })
    metrics.answered({ route: `/made/${nth}`, method: 'GET', status: 200, seconds: 0.001 })
  }
  const text = await textOf(metrics)
  const many = (name: string): number =>
    text.split('\n').filter((line) => line.startsWith(`${name}{`)).length
  assert.ok(many('motcua_commands_total') < 450, String(many('motcua_commands_total')))
  assert.equal(many('motcua_http_requests_total'), 501)
  assert.match(text, /command="other"/)
})

test('figures of the database: pending, parked, outside, sessions, proofs; absent when it does not answer', async () => {
  const id = '0190a000-0000-7000-8000-000000000001'
  await sql`insert into dossier_pending (dossier_id, from_seq, since) values (${id}::uuid, 1, now() - interval '90 seconds')`.execute(
    database.owner,
  )
  await sql`insert into subscriber_parked (subscriber, dossier_id, from_seq, error)
            values ('notices', ${id}::uuid, 1, 'Nguyễn Thị Hoa 0912345678')`.execute(database.owner)
  await sql`insert into verification_run (started_at, finished_at, dossiers, events, faults, first_fault)
            values (now(), now() - interval '1 hour', 5, 9, 2, 'H26.146-20261123-0318')`.execute(
    database.owner,
  )
  const { metrics, beats } = metricsOn(3)
  beats.beat('dispatcher')
  const text = await textOf(metrics)
  assert.match(text, /^motcua_dispatcher_pending 1$/m)
  assert.match(text, /^motcua_dispatcher_oldest_pending_seconds 9\d\.\d+$/m)
  assert.match(text, /^motcua_dispatcher_parked\{subscriber="notices"\} 1$/m)
  assert.match(text, /^motcua_verification_faults 2$/m)
  assert.match(text, /^motcua_verification_age_seconds 36\d\d/m)
  assert.match(text, /^motcua_sessions\{kind="staff"\} 0$/m)
  assert.match(text, /^motcua_law_faults 3$/m)
  assert.match(text, /^motcua_worker_beat_age_seconds\{loop="dispatcher"\} /m)
  assert.match(text, /^motcua_disk_free_bytes \d{6,}$/m)
  assert.match(text, /^motcua_figures_failed\{figures="dispatcher"\} 0$/m)
  // The queue's tables are made by the worker's first start: here they are missing, which must not hide the rest.
  assert.match(text, /^motcua_figures_failed\{figures="jobs"\} 1$/m)
  assert.doesNotMatch(text, /^motcua_jobs_oldest_due_seconds /m)
  assert.doesNotMatch(text, /^motcua_checkpoint_age_seconds /m)
  assert.doesNotMatch(text, /Nguyễn|0912345678|H26|0190a000/)
})

test('is closed to strangers: on the main port only with the token, without one it does not exist', async () => {
  const { metrics } = metricsOn()
  const none = async (): Promise<void> => undefined
  const without = await webApp(none, { metrics })
  assert.equal((await without.inject('/metrics')).statusCode, 404)
  const app = await webApp(none, { metrics, metricsToken: TOKEN_ASCII })
  const ask = (authorization?: string) =>
    app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } })
  const [stranger, unknown] = [await ask(), await app.inject('/khong-co-trang-nay')]
  assert.deepEqual([stranger.statusCode, unknown.statusCode], [404, 404])
  for (const wrong of ['Bearer ', `Bearer ${TOKEN_ASCII}x`, TOKEN_ASCII, `Basic ${TOKEN_ASCII}`])
    assert.equal((await ask(wrong)).statusCode, 404, wrong)
  const right = await ask(`Bearer ${TOKEN_ASCII}`)
  assert.equal(right.statusCode, 200)
  assert.match(String(right.headers['content-type']), /^text\/plain; version=0\.0\.4/)
  assert.equal(right.headers['cache-control'], 'no-store')
  const open = await metrics.exposition('application/openmetrics-text; version=1.0.0')
  assert.match(open.type, /^application\/openmetrics-text/)
  assert.match(open.text, /# EOF\n?$/)
})

test('has a listener of its own for watchers, on this machine only unless a token guards it', async () => {
  const state = { MOTCUA_STATE_DIR: join(checkout, 'dist'), MOTCUA_SECRET: 'x'.repeat(32) }
  const { metrics } = metricsOn()
  const ready = async () => ({ ok: true, checks: {} })
  assert.equal(await listenForWatchers(loadConfig(state), { metrics, ready }), undefined)
  assert.throws(
    () => loadConfig({ ...state, METRICS_PORT: '9100', METRICS_HOST: '0.0.0.0' }),
    /METRICS_TOKEN/,
  )
  assert.throws(() => loadConfig({ ...state, METRICS_TOKEN: 'short' }), /16/)
  assert.throws(() => loadConfig({ ...state, SHUTDOWN_SECONDS: '0' }), /SHUTDOWN_SECONDS/)
  const config = { ...loadConfig(state), metricsPort: 0 }
  const app = (await listenForWatchers(config, { metrics, ready }))!
  try {
    assert.equal((await app.inject('/metrics')).statusCode, 200)
    assert.equal((await app.inject('/readyz')).statusCode, 200)
    assert.equal((await app.inject('/')).statusCode, 404)
    assert.match(JSON.stringify(app.addresses()), /"address":"127\.0\.0\.1"/)
  } finally {
    await app.close()
  }
})

test('what became of a request that broke off is counted as well', async () => {
  const { metrics } = metricsOn()
  const app = await webApp(
    async (each) => {
      each.get('/hong', async () => Promise.reject(new Error('x')))
    },
    { metrics, log: pino({ level: 'silent' }) },
  )
  await app.inject('/hong')
  const text = await textOf(metrics)
  assert.match(text, /route="\/hong",method="GET",status="500"\} 1/)
  assert.match(text, /^motcua_http_requests_open 0$/m)
})
