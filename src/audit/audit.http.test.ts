/** The page of the house's state: what is stuck is seen by those who may, and may be tried again. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  CITY,
  OTHER_WARD,
  WARD,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
  terms,
} from '../../test/support/office.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { PUBLIC, type Actor } from '../office/actor.ts'
import { runVerify } from './cli.ts'
import { auditRoutes } from './routes.ts'

const PAGE = '/giam-sat/he-thong'
let database: TestDatabase
let code: string
let dossierId: string
let pokes = 0

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  const filed = await fileFor(depsFor(database.app), citizen())
  ;({ id: dossierId, code } = filed)
  await park()
})
after(() => database.close())

/** A subscriber that fails: the dispatcher puts its pair on the stuck list. */
async function park(): Promise<void> {
  await sql`
    insert into dossier_pending (dossier_id, from_seq) values (${dossierId}::uuid, 1) on conflict do nothing`.execute(
    database.owner,
  )
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [
      {
        name: 'notice',
        effects: 'inside',
        onEvents: async () => {
          throw new Error('mẫu tin không có')
        },
      },
    ],
    onError: () => undefined,
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

function appFor(actor: Actor): Promise<FastifyInstance> {
  return webApp(async (app) => {
    app.decorateRequest('actor')
    app.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    const poke = () => void (pokes += 1)
    await auditRoutes(app, { db: database.app, now: () => new Date(), poke })
  })
}

const as = async (actor: Actor) => visitor(await appFor(actor))
const admin = () => ({ ...staff('admin', CITY), scopes: [] })

const retryAt = async () =>
  (
    await sql<{ at: Date }>`
      select retry_at as at from subscriber_parked where dossier_id = ${dossierId}::uuid`.execute(
      database.owner,
    )
  ).rows[0]!.at

test('the supervisor of the ward sees what is stuck with its dossier; another ward sees nothing', async () => {
  const own = await (await as(staff('supervisor', WARD))).get(PAGE)
  assert.equal(own.statusCode, 200)
  assert.match(own.body, new RegExp(code))
  assert.match(own.body, /Soạn tin nhắn, thư báo/)
  assert.match(own.body, /mẫu tin không có/)
  const other = await (await as(staff('supervisor', OTHER_WARD))).get(PAGE)
  assert.doesNotMatch(other.body, new RegExp(code))
  assert.doesNotMatch(other.body, /mẫu tin không có/)
  assert.match(other.body, /Không có việc nào bị kẹt/)
})

test('the administrator sees that something is stuck without learning whose dossier it is', async () => {
  const { body } = await (await as(admin())).get(PAGE)
  assert.match(body, /mẫu tin không có/)
  assert.match(body, /ngoài quyền xem/)
  assert.doesNotMatch(body, new RegExp(code))
})

test('trying again moves the stuck pair to the front and wakes the dispatcher', async () => {
  for (const actor of [staff('supervisor', WARD), admin()]) {
    await sql`update subscriber_parked set retry_at = now() + interval '1 hour'`.execute(
      database.owner,
    )
    const page = await as(actor)
    const pair = { dossierId, subscriber: 'notice' }
    const before = pokes
    const form = { ...(await page.formOn(PAGE, `${PAGE}/thu-lai`)), ...pair }
    const answer = await page.post(`${PAGE}/thu-lai`, form)
    assert.equal(answer.statusCode, 303)
    assert.ok((await retryAt()) <= new Date(Date.now() + 5000))
    assert.equal(pokes, before + 1)
  }
})

test('a pair of another unit cannot be tried again, nor one that is not stuck', async () => {
  const pair = { dossierId, subscriber: 'notice' }
  const own = await as(staff('supervisor', WARD))
  const hidden = await own.formOn(PAGE, `${PAGE}/thu-lai`)
  const settled = await own.post(`${PAGE}/thu-lai`, { ...hidden, ...pair, subscriber: 'nobody' })
  assert.equal(settled.statusCode, 409)
  const wrong = await own.post(`${PAGE}/thu-lai`, { ...hidden, ...pair, dossierId: 'x' })
  assert.equal(wrong.statusCode, 404)
  assert.equal((await own.post(`${PAGE}/thu-lai`, pair)).statusCode, 403, 'a forged form')

  const before = await retryAt()
  const app = await appFor(staff('supervisor', OTHER_WARD))
  app.get('/form', async (req) => req.csrf())
  const other = visitor(app)
  const { body: token } = await other.get('/form')
  const foreign = await other.post(`${PAGE}/thu-lai`, { _csrf: token, ...pair })
  assert.equal(foreign.statusCode, 404)
  const asked = await other.post(`${PAGE}/hoi-lai`, { _csrf: token, dossierId })
  assert.equal(asked.statusCode, 404)
  assert.deepEqual(await retryAt(), before)
})

test('a stuck request to the civil register is listed with its reason and can be asked again', async () => {
  await sql`
    insert into register_request (dossier_id, state, idempotency_key, attempts, last_error, scopes)
    values (${dossierId}::uuid, 'stuck', ${randomUUID()}::uuid, 9, 'timeout', ${[CITY, WARD]})`.execute(
    database.owner,
  )
  const page = await as(staff('supervisor', WARD))
  const { body } = await page.get(PAGE)
  assert.match(body, /không trả lời kịp/)
  assert.match(body, /Cơ sở dữ liệu hộ tịch<\/th><td>bị kẹt, cần người xem/)
  const seenByAdmin = await (await as(admin())).get(PAGE)
  assert.match(seenByAdmin.body, /bị kẹt, cần người xem/)
  assert.doesNotMatch(seenByAdmin.body, /không trả lời kịp/)

  const form = await page.formOn(PAGE, `${PAGE}/hoi-lai`)
  assert.equal((await page.post(`${PAGE}/hoi-lai`, { ...form, dossierId })).statusCode, 303)
  const { rows } = await sql<{ state: string; isDue: boolean }>`
    select state, next_try_at <= now() as "isDue" from register_request`.execute(database.owner)
  assert.deepEqual(rows, [{ state: 'waiting', isDue: true }])
})

test('the last verification is shown; a broken history is said at once, with its first fault', async () => {
  const verify = () =>
    runVerify([], { db: database.worker, termsOf: () => terms, out: () => undefined })
  const page = await as(staff('supervisor', WARD))
  assert.match((await page.get(PAGE)).body, /Chưa có lần kiểm tra lịch sử nào/)
  assert.equal(await verify(), 0)
  assert.match((await page.get(PAGE)).body, /1 hồ sơ, 1\s+dòng lịch sử, nguyên vẹn/)
  await sql`update dossier_event set office_id = ${OTHER_WARD}`.execute(database.owner)
  assert.equal(await verify(), 1)
  const { body } = await page.get(PAGE)
  assert.match(body, /1 hồ sơ có lỗi/)
  assert.match(body, /nội dung dòng này đã bị sửa/)
})

test('only administrators and supervisors come in', async () => {
  for (const role of ['receptionist', 'officer', 'leader', 'clerk', 'controller'] as const)
    assert.equal((await (await as(staff(role, WARD))).get(PAGE)).statusCode, 403, role)
  assert.equal((await (await as(PUBLIC)).get(PAGE)).statusCode, 303)
})
