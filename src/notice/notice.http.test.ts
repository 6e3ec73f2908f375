import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { withDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import * as house from '../../test/support/office.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { checkout } from '../checkout.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { PUBLIC } from '../office/actor.ts'
import type { Actor } from '../office/actor.ts'
import { localMail, localSms } from './carrier.ts'
import { loadNoticeTemplates } from './load.ts'
import { noticeRoutes } from './routes.ts'
import { tryDelivery } from './send.ts'
import { noticeSubscriber } from './subscriber.ts'

let database: TestDatabase
const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))

before(async () => {
  database = await withDatabase()
  await house.furnish(database.owner)
})
after(() => database.close())

/** The application as this actor sees it. */
function appFor(actor: Actor, hasLocalOutbox = true): Promise<FastifyInstance> {
  return webApp(async (app) => {
    app.decorateRequest('actor')
    app.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    const health = () => [{ name: 'smpp', ok: false, detail: '0/2 kết nối SMPP đang mở' }]
    await noticeRoutes(app, { db: database.app, now: () => new Date(), hasLocalOutbox, health })
  })
}

type Told = { dossierId: string; id: string; code: string }

/** A filed dossier whose text has gone to the local outbox. */
async function told(over: Parameters<typeof house.filing>[1] = {}): Promise<Told> {
  const applicant = house.citizen()
  const command = house.filing(applicant, over)
  const { id, code } = await house.fileFor(house.depsFor(database.app), applicant, { command })
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [
      noticeSubscriber({ templates, trackingUrl: 'http://x/tra-cuu', now: () => new Date() }),
    ],
    onError: (error) => assert.fail(String(error)),
  })
  await dispatcher.drain()
  await dispatcher.stop()
  const { rows } = await sql<{ id: string }>`
    select id from notice_delivery where dossier_id = ${id}::uuid`.execute(database.worker)
  const ref = { dossierId: id, id: rows[0]!.id }
  await tryDelivery(
    { db: database.worker, sms: localSms(), mail: localMail(), now: () => new Date() },
    ref,
  )
  return { ...ref, code }
}

async function fail({ dossierId, id }: Told, reason = 'Nhà mạng từ chối'): Promise<void> {
  await sql`update notice_delivery set state = 'failed', last_error = ${reason}
             where dossier_id = ${dossierId}::uuid and id = ${id}::uuid`.execute(database.owner)
}

const stateOf = async ({ id }: Told) =>
  (
    await sql<{ state: string; by: number | null }>`
      select state, sent_again_by as by from notice_delivery where id = ${id}::uuid`.execute(
      database.worker,
    )
  ).rows[0]

test('the outbox page shows what nobody got, says so, and hides the number', async () => {
  const { code } = await told()
  const app = await appFor(PUBLIC)
  const { body, statusCode } = await visitor(app).get(`/hop-thu-di?ma=${code}`)
  assert.equal(statusCode, 200)
  assert.match(body, /Hộp thư đi trên máy này: chưa gửi cho ai/)
  assert.ok(body.includes(`Hồ sơ ${code} đã nộp đến UBND phường Một`))
  assert.match(body, /••• ••• •678/)
  assert.doesNotMatch(body, /84912345678|0912345678/)
  assert.match((await visitor(app).get('/hop-thu-di?ma=khong-co')).body, /Chưa có tin nào/)
  await app.close()
})

test('the outbox page speaks English to those who chose it', async () => {
  const app = await appFor(PUBLIC)
  const { body } = await visitor(app).get('/hop-thu-di?lang=en&ma=none')
  assert.match(body, /Outbox of this machine: sent to nobody/)
  assert.match(body, /No messages yet/)
  await app.close()
})

test('where a carrier is configured there is no outbox page', async () => {
  const app = await appFor(PUBLIC, false)
  assert.equal((await visitor(app).get('/hop-thu-di')).statusCode, 404)
  await app.close()
})

test('the supervisor sees the stuck message with its reason, sends it again once, and the row says who did', async () => {
  const stuck = await told()
  await fail(stuck, 'Nhà mạng <b>từ chối</b>')
  const supervisor = house.staff('supervisor')
  const app = await appFor(supervisor)
  const browser = visitor(app)
  const page = await browser.get('/tin-chua-gui')
  assert.ok(page.body.includes(stuck.code))
  assert.ok(
    page.body.includes('Nhà mạng &lt;b>từ chối') || page.body.includes('Nhà mạng &lt;b&gt;từ chối'),
  )
  assert.match(page.body, /Kênh smpp đang không gửi được/)
  const hidden = await browser.formOn('/tin-chua-gui', '/tin-chua-gui/gui-lai')
  const fields = { ...hidden, dossierId: stuck.dossierId, id: stuck.id }
  const answer = await browser.post('/tin-chua-gui/gui-lai', fields)
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/tin-chua-gui'])
  assert.deepEqual(await stateOf(stuck), { state: 'queued', by: supervisor.personId })
  const again = await browser.post('/tin-chua-gui/gui-lai', fields)
  assert.equal(again.statusCode, 303, 'the same form sent twice is one act')
  const another = { ...fields, _key: randomUUID() }
  assert.equal((await browser.post('/tin-chua-gui/gui-lai', another)).statusCode, 409)
  const { rows } = await sql`
    select person_id, action from operator_action where subject = ${`delivery:${stuck.dossierId}:${stuck.id}`}`.execute(
    database.owner,
  )
  assert.deepEqual(rows, [{ person_id: supervisor.personId, action: 'retry' }])
  await app.close()
})

test('another ward neither sees nor sends it, a forged or foreign form does nothing, and other roles stay outside', async () => {
  const stuck = await told()
  await fail(stuck)
  const fields = { dossierId: stuck.dossierId, id: stuck.id }
  const stranger = await appFor(house.staff('supervisor', house.OTHER_WARD))
  const browser = visitor(stranger)
  assert.ok(!(await browser.get('/tin-chua-gui')).body.includes(stuck.code))
  const hidden = await browser.formOn('/tin-chua-gui', '/dang-xuat')
  assert.equal(
    (await browser.post('/tin-chua-gui/gui-lai', { ...hidden, _key: randomUUID(), ...fields }))
      .statusCode,
    409,
  )
  assert.equal(
    (
      await browser.post('/tin-chua-gui/gui-lai', {
        ...hidden,
        _key: randomUUID(),
        dossierId: '1',
        id: '2',
      })
    ).statusCode,
    404,
  )
  assert.equal((await browser.post('/tin-chua-gui/gui-lai', fields)).statusCode, 403)
  await stranger.close()
  const receptionist = await appFor(house.staff('receptionist'))
  assert.equal((await visitor(receptionist).get('/tin-chua-gui')).statusCode, 403)
  await receptionist.close()
  assert.equal((await stateOf(stuck))?.state, 'failed')
})
