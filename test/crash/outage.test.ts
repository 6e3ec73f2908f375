import assert from 'node:assert/strict'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { PHOTO, START } from '../support/birth-filing.ts'
import { caller, type Caller } from '../support/caller.ts'
import { draftOf, signIn } from '../support/crowd.ts'
import { liveThroughOutage, startOn, startOwnServer, type OwnServer } from '../support/outage.ts'
import type { Running } from '../support/running.ts'
import { multipart } from '../support/visitor.ts'

const CANARY = 'Nguyễn Thị Bí Mật 001196001234'

/** A fault that nothing catches, as a program error in a callback would be one. */
const THROWS_ON_SIGUSR2 = `--import=data:text/javascript,${encodeURIComponent(
  `process.on('SIGUSR2', () => { throw Object.assign(new Error('${CANARY}'), { detail: '${CANARY}' }) })`,
)}`

describe('the real program on a server of its own', { timeout: 300_000 }, () => {
  let server: OwnServer
  let running: Running
  before(async () => {
    server = await startOwnServer()
    running = await startOn(server, {
      NODE_OPTIONS: THROWS_ON_SIGUSR2,
      SHUTDOWN_SECONDS: '20',
      LOG_LEVEL: 'debug',
    })
  })
  after(async () => {
    await running?.stop()
    await server?.remove()
  })

  test('lives through the loss of every connection and of the server: plain words meanwhile, nothing half done, everything works again', async (t) => {
    const pid = running.pid()
    const outage = await liveThroughOutage(running, server, {
      awaySeconds: 1,
      citizens: 2,
      portals: 2,
    })
    t.diagnostic(`${outage.acknowledged} acknowledged, ${outage.retries} sent again`)
    assert.deepEqual({ lost: outage.lost, faults: outage.faults }, { lost: [], faults: [] })
    assert.ok(outage.retries > 0, 'the outage was noticed')
    assert.ok(outage.afterwards > 0)
    const [alive, ready, page, document, program] = outage.told
    assert.deepEqual([alive?.status, alive?.body], [200, 'ok'])
    assert.equal(ready?.status, 503)
    assert.equal(
      (JSON.parse(ready.body) as { checks: { database: string } }).checks.database,
      'unreachable',
    )
    for (const shown of [page, document]) {
      assert.deepEqual([shown?.status, shown?.retryAfter], [503, '5'], shown?.path ?? '')
      assert.match(shown!.body, /Hệ thống tạm thời chưa lưu được/)
      assert.match(shown!.body, /Bạn chưa gửi gì nên không mất gì/)
    }
    assert.deepEqual([program?.status, program?.retryAfter], [503, '5'])
    assert.equal((JSON.parse(program!.body) as { code: string }).code, 'unavailable')
    assert.equal(running.pid(), pid, 'without a restart')
    assert.match(running.printed(), /"code":"57P01"/)
    assert.doesNotMatch(
      running.printed(),
      /Minh Anh|Minh Đức|phố Thử|0011\d{8}|TN9\d-|-\d{8}-\d{4}|chung-sinh/,
    )
    assert.deepEqual(outage.listeners, ['motcua jobs', 'motcua web'])
  })

  test('told to stop, it finishes a submission and an upload under way, refuses new connections, and ends with 0', async (t) => {
    const [mother, father] = [caller(running.url), caller(running.url)]
    await signIn(mother, 'thu-nghiem-05')
    await signIn(father, 'thu-nghiem-06')
    const [filed, halfSent] = [await draftOf(mother), await draftOf(father)]
    const held = await holdBack(server)
    t.after(held.letGo)
    const submission = mother.post(`${START}/nop`, filed)
    await held.somebodyWaits()
    const upload = await beginUpload(running.url, father, halfSent)
    const exit = running.exitCode()
    running.tell('SIGTERM')
    await untilRefused(running.url)
    await held.letGo()
    const answer = await submission
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('connection'), 'close')
    upload.finish()
    assert.match(await text(upload.socket), /^HTTP\/1\.1 303 [^]*connection: close/i)
    assert.equal(await exit, 0)
    const id = answer.location.split('/')[2]
    assert.equal(await count(server, 'dossier where id = $1', [id]), 1)
    assert.equal(
      await count(server, "filing_draft_file where draft_id = $1 and name = 'muon.png'", [
        halfSent._draft,
      ]),
      1,
    )
  })

  test('a second signal ends it at once with 143; what was under way is undone and can be sent again', async (t) => {
    await running.start()
    const again = caller(running.url)
    await signIn(again, 'thu-nghiem-05')
    const hidden = await draftOf(again)
    const before = await count(server, 'dossier', [])
    const held = await holdBack(server)
    t.after(held.letGo)
    const submission = again.post(`${START}/nop`, hidden).then(
      () => 'answered',
      () => 'cut off',
    )
    await held.somebodyWaits()
    const exit = running.exitCode()
    running.tell('SIGTERM')
    await untilRefused(running.url)
    await sleep(1100) // a signal within a second is the same one, heard twice
    running.tell('SIGTERM')
    assert.equal(await exit, 143)
    assert.equal(await submission, 'cut off')
    await held.letGo()
    assert.equal(await count(server, 'dossier', []), before)
    await running.start()
    assert.equal((await again.post(`${START}/nop`, hidden)).status, 303)
    assert.equal(await count(server, 'dossier', []), before + 1)
  })

  test('a fault that nothing catches is written down without its message and ends it in order, with 1', async () => {
    const exit = running.exitCode()
    running.tell('SIGUSR2')
    assert.equal(await exit, 1)
    assert.match(running.printed(), /"fault":\{"kind":"Error"/)
    assert.doesNotMatch(running.printed(), /Bí Mật|001196001234/)
  })

  test('the log of the embedded server holds no value of a statement that failed', async () => {
    await server.asAdmin(async (admin) => {
      for (const [statement, values] of [
        [
          `insert into session (token_hash, person_id, kind, expires_at) values ($1, -5, $2, now())`,
          [CANARY, CANARY],
        ],
        [`select $1::text::uuid`, [CANARY]],
        [`select '${CANARY}'::int`, []],
        [`do $$ begin raise warning '${CANARY}'; end $$`, []],
      ] satisfies [string, string[]][]) {
        await admin.query(statement, values).catch(() => undefined)
      }
      await admin.query('create temporary table once (who text primary key)')
      await admin.query('insert into once values ($1)', [CANARY])
      await assert.rejects(admin.query('insert into once values ($1)', [CANARY]), /duplicate key/)
    })
    const logs = globSync(`${server.stateDir}/{postgres/data/log/*,postgres-start.log}`)
    const written = logs.map((file) => readFileSync(file, 'utf8')).join('')
    assert.match(written, /database system is ready/)
    assert.doesNotMatch(written, /Bí Mật|001196001234/)
  })
})

type Held = { somebodyWaits(): Promise<void>; letGo(): Promise<void> }

/** Keeps filings waiting for the number of their code. */
async function holdBack(server: OwnServer): Promise<Held> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>()
  const done = server.asAdmin(async (admin) => {
    await admin.query('begin; lock table dossier_counter in access exclusive mode')
    isLocked()
    await promise
    await admin.query('rollback')
  })
  await Promise.race([locked, done])
  const waiting = async (admin: Client): Promise<boolean> => {
    const { rows } = await admin.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'motcua web'`,
    )
    return rows.length > 0
  }
  return {
    somebodyWaits: () =>
      server.asAdmin(async (admin) => {
        while (!(await waiting(admin))) await sleep(10)
      }),
    letGo: async () => {
      resolve()
      await done
    },
  }
}

/** Half of a photograph is on its way. */
async function beginUpload(
  url: string,
  browser: Caller,
  hidden: Record<string, string>,
): Promise<{ socket: Socket; finish(): void }> {
  const file = { field: 'birth-notice', filename: 'muon.png', type: 'image/png', bytes: PHOTO }
  const { payload, type } = multipart(hidden, [file])
  const { port, host } = new URL(url)
  const socket = connect({ port: Number(port), host: '127.0.0.1' })
  await once(socket, 'connect')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  socket.write(
    `POST ${START}/giay-to HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\ncontent-type: ${type}\r\ncontent-length: ${payload.length}\r\n\r\n`,
  )
  const half = Math.floor(payload.length / 2)
  socket.write(payload.subarray(0, half))
  await sleep(50)
  return { socket, finish: () => void socket.write(payload.subarray(half)) }
}

async function untilRefused(url: string): Promise<void> {
  for (;;) {
    const { port } = new URL(url)
    const socket = connect({ port: Number(port), host: '127.0.0.1' })
    const isIn = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (!isIn) return
    await sleep(10)
  }
}

function count(server: OwnServer, what: string, values: unknown[]): Promise<number> {
  return server.asAdmin(async (admin) => {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int as n from ${what}`,
      values,
    )
    return rows[0]!.n
  })
}
