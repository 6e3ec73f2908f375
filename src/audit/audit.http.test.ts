/** The page of the house's state: what is stuck is seen by those who may, and may be tried again. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { partnerDepsFor } from '../../test/support/partner.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { diskFiles } from '../adapters/disk-files.ts'
import type { PartnerDeps } from '../exchange/partner-deps.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { prepareJobs } from '../notice/jobs.ts'
import { PUBLIC, type Actor, type Role, type StaffActor } from '../office/actor.ts'
import { checkout } from '../checkout.ts'
import { runVerify } from './cli.ts'
import { readIntegrityPolicy } from './policy.ts'
import { auditRoutes } from './routes.ts'

const PAGE = '/giam-sat/he-thong'
let database: TestDatabase
let code: string
let dossierId: string
let pokes = 0
let partners: PartnerDeps
let today = () => new Date()

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  const filed = await fileFor(depsFor(database.app), citizen())
  ;({ id: dossierId, code } = filed)
  await park()
  partners = await partnerDepsFor(database, diskFiles(tmpdir()))
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
    const policy = readIntegrityPolicy(join(checkout, 'data'))
    await auditRoutes(app, { db: database.app, policy, now: () => today(), poke, partners })
  })
}

const as = async (actor: Actor) => visitor(await appFor(actor))
const admin = async () => ({ ...(await hired('admin', CITY)), scopes: [] })

/** Somebody whom the house's own list of roles knows. */
async function hired(role: Role, officeId: number): Promise<StaffActor> {
  const actor = staff(role, officeId)
  await sql`
    insert into person (id, kind, full_name) overriding system value
    values (${actor.personId}, 'staff', ${actor.name})`.execute(database.owner)
  await sql`
    insert into assignment (person_id, office_id, role, title, valid_from)
    values (${actor.personId}, ${officeId}, ${role}, ${actor.title}, '2025-07-01')`.execute(
    database.owner,
  )
  return actor
}

const actsOf = async (personId: number) =>
  (
    await sql<{ action: string; subject: string; reason: string | null }>`
      select action, subject, reason from operator_action where person_id = ${personId} order by id`.execute(
      database.owner,
    )
  ).rows

const retryAt = async () =>
  (
    await sql<{ at: Date }>`
      select retry_at as at from subscriber_parked where dossier_id = ${dossierId}::uuid`.execute(
      database.owner,
    )
  ).rows[0]!.at

const LIST = `${PAGE}/bi-ket`
const THING = `${LIST}/viec`
const FINDINGS = `${PAGE}/sai-lech`
const parked = () => `parked:notice:${dossierId}`

test('the supervisor of the ward sees what is stuck with its dossier; another ward sees nothing', async () => {
  const own = await (await as(await hired('supervisor', WARD))).get(LIST)
  assert.equal(own.statusCode, 200)
  assert.match(own.body, new RegExp(code))
  assert.match(own.body, /Soạn tin nhắn, thư báo/)
  assert.match(own.body, /mẫu tin không có/)
  const other = await (await as(await hired('supervisor', OTHER_WARD))).get(LIST)
  assert.doesNotMatch(other.body, new RegExp(code))
  assert.doesNotMatch(other.body, /mẫu tin không có/)
  assert.match(other.body, /Không có việc nào bị kẹt/)
})

test('the administrator sees that something is stuck without learning whose dossier it is', async () => {
  const page = await as(await admin())
  for (const path of [LIST, `${THING}?viec=${parked()}`]) {
    const { body } = await page.get(path)
    assert.match(body, /mẫu tin không có/)
    assert.match(body, /ngoài quyền xem/)
    assert.doesNotMatch(body, new RegExp(code))
  }
  assert.match((await page.get(PAGE)).body, /Soạn tin nhắn, thư báo/)
})

test('trying again moves the stuck pair to the front, wakes the dispatcher, and is written down once', async () => {
  for (const actor of [await hired('supervisor', WARD), await admin()]) {
    await sql`update subscriber_parked set retry_at = now() + interval '1 hour'`.execute(
      database.owner,
    )
    const page = await as(actor)
    const before = pokes
    const form = { ...(await page.formOn(`${THING}?viec=${parked()}`, THING)), act: 'retry' }
    assert.equal((await page.post(THING, form)).statusCode, 303)
    assert.ok((await retryAt()) <= new Date(Date.now() + 5000))
    assert.equal(pokes, before + 1)
    await sql`update subscriber_parked set retry_at = now() + interval '1 hour'`.execute(
      database.owner,
    )
    assert.equal((await page.post(THING, form)).statusCode, 303)
    assert.ok((await retryAt()) > new Date(Date.now() + 60_000), 'the same form is the same act')
    const acts = await actsOf(actor.personId)
    assert.deepEqual(acts, [{ action: 'retry', subject: parked(), reason: '' }])
  }
})

test('a pair of another unit cannot be tried again, nor one that is not stuck, nor without a role any more', async () => {
  const own = await as(await hired('supervisor', WARD))
  const hidden = await own.formOn(`${THING}?viec=${parked()}`, THING)
  const act = { ...hidden, act: 'retry' }
  const settled = await own.post(THING, { ...act, viec: `parked:nobody:${dossierId}` })
  assert.equal(settled.statusCode, 404)
  assert.equal((await own.post(THING, { ...act, viec: 'x' })).statusCode, 404)
  assert.equal(
    (await own.post(THING, { viec: parked(), act: 'retry' })).statusCode,
    403,
    'a forged form',
  )

  const before = await retryAt()
  const other = await as(await hired('supervisor', OTHER_WARD))
  const theirs = await other.formOn(LIST, '/dang-xuat')
  const foreign = { ...theirs, _key: randomUUID(), act: 'retry', viec: parked() }
  assert.equal((await other.post(THING, foreign)).statusCode, 404)
  const left = await hired('supervisor', WARD)
  const leaver = await as(left)
  const form = await leaver.formOn(`${THING}?viec=${parked()}`, THING)
  await sql`update assignment set valid_to = '2025-12-31' where person_id = ${left.personId}`.execute(
    database.owner,
  )
  assert.equal((await leaver.post(THING, { ...form, act: 'retry' })).statusCode, 403)
  assert.deepEqual(await retryAt(), before)
  assert.deepEqual(await actsOf(left.personId), [])
})

test('a note and an owner stand in the list; a note without words is sent back with what to mend', async () => {
  const me = await hired('supervisor', WARD)
  const page = await as(me)
  const form = async () => page.formOn(`${THING}?viec=${parked()}`, THING)
  const empty = await page.post(THING, { ...(await form()), act: 'note', reason: '' })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /href="#f-reason"/)
  await page.post(THING, { ...(await form()), act: 'note', reason: 'Đợi sửa mẫu tin' })
  await page.post(THING, { ...(await form()), act: 'take' })
  const { body } = await page.get(LIST)
  assert.match(body, /Đợi sửa mẫu tin/)
  assert.match(body, new RegExp(me.name))
})

test('all pairs of one subscriber are tried at once by the administrator alone', async () => {
  await sql`update subscriber_parked set retry_at = now() + interval '1 hour'`.execute(
    database.owner,
  )
  const boss = await as(await admin())
  const form = { ...(await boss.formOn(LIST, THING)), act: 'retry', viec: 'subscriber:notice' }
  const ward = await as(await hired('supervisor', WARD))
  const theirs = { ...(await ward.formOn(LIST, '/dang-xuat')), _key: randomUUID() }
  const refused = await ward.post(THING, { ...theirs, act: 'retry', viec: 'subscriber:notice' })
  assert.equal(refused.statusCode, 403)
  assert.equal((await boss.post(THING, form)).statusCode, 303)
  assert.ok((await retryAt()) <= new Date(Date.now() + 5000))
})

test('the list goes on page by page without losing or repeating anything', async () => {
  await sql`
    insert into subscriber_parked (subscriber, dossier_id, from_seq, error, parked_at)
    select 'portal-messages', gen_random_uuid(), 1, 'lỗi ' || n, '2026-01-01T00:00:00.0001Z' from generate_series(1, 120) n`.execute(
    database.owner,
  )
  const page = await as(await admin())
  const seen: string[] = []
  for (let next: string | undefined = LIST; next !== undefined;) {
    const { body } = await page.get(next)
    seen.push(...[...body.matchAll(/viec\?viec=([^"]+)"/g)].map(([, subject]) => subject!))
    next = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(seen.length, 121)
  assert.equal(new Set(seen).size, 121)
  await sql`delete from subscriber_parked where subscriber = 'portal-messages'`.execute(
    database.owner,
  )
})

test('a stuck request to the civil register is listed with its reason and can be asked again', async () => {
  await sql`
    insert into register_request (dossier_id, state, idempotency_key, attempts, last_error, scopes)
    values (${dossierId}::uuid, 'stuck', ${randomUUID()}::uuid, 9, 'timeout', ${[CITY, WARD]})`.execute(
    database.owner,
  )
  const page = await as(await hired('supervisor', WARD))
  const subject = `register:${dossierId}`
  assert.match((await page.get(`${LIST}?loai=register`)).body, /không trả lời kịp/)
  assert.match((await page.get(PAGE)).body, /Cơ sở dữ liệu hộ tịch<\/th><td>bị kẹt, cần người xem/)
  const seenByAdmin = await (await as(await admin())).get(`${LIST}?loai=register`)
  assert.match(seenByAdmin.body, /chỉ thấy số lượng/)
  assert.doesNotMatch(seenByAdmin.body, /không trả lời kịp/)
  const form = await page.formOn(`${THING}?viec=${subject}`, THING)
  assert.equal((await page.post(THING, { ...form, act: 'retry' })).statusCode, 303)
  const { rows } = await sql<{ state: string; isDue: boolean }>`
    select state, next_try_at <= now() as "isDue" from register_request`.execute(database.owner)
  assert.deepEqual(rows, [{ state: 'waiting', isDue: true }])
})

test('a message that may have arrived is sent again only for a reason; given up, it leaves the list with its reason', async () => {
  const id = randomUUID()
  await sql`
    insert into notice_delivery (dossier_id, id, key, kind, template_version, channel, recipient, body, segments, state, expires_at, scopes)
    values (${dossierId}::uuid, ${id}::uuid, '1:submitted:sms', 'submitted', 1, 'sms', '84912345678', 'x', 1, 'unknown',
            now() + interval '1 day', ${[CITY, WARD]})`.execute(database.owner)
  const subject = `delivery:${dossierId}:${id}`
  const me = await hired('supervisor', WARD)
  const page = await as(me)
  assert.doesNotMatch((await page.get(`${THING}?viec=${subject}`)).body, /84912345678/)
  const post = async (over: Record<string, string>) =>
    page.post(THING, { ...(await page.formOn(`${THING}?viec=${subject}`, THING)), ...over })
  assert.equal((await post({ act: 'retry', reason: '' })).statusCode, 422)
  assert.equal((await post({ act: 'retry', reason: 'Người nộp báo chưa nhận' })).statusCode, 303)
  await sql`update notice_delivery set state = 'failed', next_try_at = null where id = ${id}::uuid`.execute(
    database.owner,
  )
  assert.equal((await post({ act: 'giveUp', reason: '' })).statusCode, 422)
  assert.equal((await post({ act: 'giveUp', reason: 'Đã gọi điện cho người nộp' })).statusCode, 303)
  assert.equal((await page.get(`${THING}?viec=${subject}`)).statusCode, 404)
  assert.deepEqual(
    (await actsOf(me.personId)).map(({ action, reason }) => [action, reason]),
    [
      ['retry', 'Người nộp báo chưa nhận'],
      ['giveUp', 'Đã gọi điện cho người nộp'],
    ],
  )
})

test('jobs that failed for good are counted without what could name somebody, run again or dropped for a reason', async () => {
  await prepareJobs(database.ownerUrl)
  await sql`
    select graphile_worker.add_job('deliverNotice', '{}'::json, max_attempts => 1) from generate_series(1, 3)`.execute(
    database.worker,
  )
  await sql`
    update graphile_worker._private_jobs set attempts = 1, last_error = 'no mailbox <mai@thu.example> 0912345678 today'`.execute(
    database.worker,
  )
  const page = await as(await admin())
  const { body } = await page.get(LIST)
  assert.match(body, /deliverNotice/)
  assert.match(body, /no mailbox/)
  assert.doesNotMatch(body, /mai@thu|0912345678/)
  const hidden = async () => ({ ...(await page.formOn(LIST, THING)), viec: 'jobs:deliverNotice' })
  assert.equal(
    (await page.post(THING, { ...(await hidden()), act: 'giveUp', reason: '' })).statusCode,
    422,
  )
  assert.equal((await page.post(THING, { ...(await hidden()), act: 'retry' })).statusCode, 303)
  const waiting = () =>
    sql<{ attempts: number }>`select attempts from graphile_worker._private_jobs`.execute(
      database.worker,
    )
  assert.deepEqual(
    (await waiting()).rows,
    Array.from({ length: 3 }, () => ({ attempts: 0 })),
  )
  await sql`update graphile_worker._private_jobs set attempts = 1`.execute(database.worker)
  const dropped = { ...(await hidden()), act: 'giveUp', reason: 'Đã gửi bằng tay' }
  assert.equal((await page.post(THING, dropped)).statusCode, 303)
  assert.equal((await waiting()).rows.length, 0)
})

test('a finding is taken on, given to somebody, looked at again and repaired by the worker, each once and each written down', async () => {
  const { rows } = await sql<{ id: number }>`
    insert into invariant_finding (invariant, place, dossier_id, what)
    values ('search-follows-words', ${dossierId}, ${dossierId}::uuid, 'từ tìm kiếm khác với hồ sơ') returning id`.execute(
    database.owner,
  )
  const path = `${FINDINGS}/${rows[0]!.id}`
  const me = await hired('supervisor', WARD)
  const page = await as(me)
  assert.match((await page.get(FINDINGS)).body, /từ tìm kiếm khác với hồ sơ/)
  assert.match((await page.get(PAGE)).body, /Bảng tìm kiếm theo hồ sơ/)
  const post = async (over: Record<string, string>) =>
    (await page.post(path, { ...(await page.formOn(path, path)), ...over })).statusCode
  assert.equal(await post({ act: 'acknowledge' }), 303)
  assert.equal(await post({ act: 'acknowledge' }), 409)
  assert.equal(await post({ act: 'assign', person: '1' }), 422)
  assert.equal(await post({ act: 'assign', person: String(me.personId) }), 303)
  assert.equal(await post({ act: 'reproject', reason: '' }), 422)
  assert.equal(await post({ act: 'recheck' }), 303)
  assert.equal(await post({ act: 'reproject', reason: 'Bảng tìm kiếm bị xóa nhầm' }), 303)
  const asked = await sql<{ task: string; payload: { personId: number } }>`
    select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`.execute(
    database.worker,
  )
  assert.deepEqual(
    asked.rows.map(({ task, payload }) => [task, payload.personId]),
    [
      ['recheckFinding', me.personId],
      ['reprojectDossier', me.personId],
    ],
  )
  const { body } = await page.get(path)
  assert.match(body, /Yêu cầu dựng lại từ lịch sử/)
  assert.match(body, /Bảng tìm kiếm bị xóa nhầm/)
  assert.match((await page.get(`${PAGE}/nhat-ky`)).body, /Yêu cầu dựng lại từ lịch sử/)
  const other = await as(await hired('supervisor', OTHER_WARD))
  assert.equal((await other.get(path)).statusCode, 404)
  assert.doesNotMatch((await other.get(FINDINGS)).body, /từ tìm kiếm khác/)
  assert.equal((await page.get(`${FINDINGS}/x`)).statusCode, 404)
  await sql`delete from graphile_worker._private_jobs`.execute(database.worker)
})

test('the application cannot ask the worker for anything else', async () => {
  await assert.rejects(
    sql`select ask_worker('verifyHistories', '{}'::json, 'x')`.execute(database.app),
    /not asked/,
  )
  await assert.rejects(sql`delete from operator_action`.execute(database.app), /permission denied/)
  await assert.rejects(sql`delete from operator_action`.execute(database.owner), /append-only/)
})

test('nobody named is said loudly; the administrator names two people, and nobody else does', async () => {
  const boss = await admin()
  const page = await as(boss)
  assert.match((await page.get(PAGE)).body, /Chưa phân công người phụ trách/)
  const path = `${PAGE}/phan-cong`
  const second = await hired('supervisor', CITY)
  const post = async (over: Record<string, string>) =>
    page.post(path, { ...(await page.formOn(path, path)), ...over })
  const wrong = await post({ first: '', second: '7' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /href="#f-first"[^]*href="#f-second"/)
  const me = String(boss.personId)
  assert.equal((await post({ first: me, second: me })).statusCode, 422)
  assert.equal((await post({ first: me, second: String(second.personId) })).statusCode, 303)
  assert.match((await page.get(path)).body, new RegExp(`${boss.name}, từ`))
  assert.doesNotMatch((await page.get(PAGE)).body, /Chưa phân công/)
  const ward = await as(await hired('supervisor', WARD))
  const theirs = { ...(await ward.formOn(PAGE, '/dang-xuat')), _key: randomUUID() }
  assert.equal((await ward.post(path, { ...theirs, first: me })).statusCode, 403)
})

test('nights that did not come are said, and the last one that did with what it looked at', async () => {
  const page = await as(await admin())
  assert.match((await page.get(PAGE)).body, /lần đầu chạy vào 03:10/)
  await sql`
    insert into invariant_run (cause, started_at, finished_at, dossiers, files) values ('nightly', now(), now(), 12, 34)`.execute(
    database.owner,
  )
  assert.match((await page.get(PAGE)).body, /12 hồ sơ, 34 tệp, mọi điều kiện đều đúng/)
  today = () => new Date(Date.now() + 40 * 3_600_000)
  const late = await (await as(await admin())).get(PAGE)
  assert.match(late.body, /chưa thấy lần kiểm tra toàn vẹn hằng đêm nào xong trong 26 giờ qua/)
  today = () => new Date()
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
    for (const path of [PAGE, LIST, FINDINGS, `${PAGE}/nhat-ky`, `${PAGE}/phan-cong`])
      assert.equal((await (await as(staff(role, WARD))).get(path)).statusCode, 403, role)
  assert.equal((await (await as(PUBLIC)).get(PAGE)).statusCode, 303)
})

test('whoever takes a silent office on says why, and that is kept', async () => {
  const { rows } = await sql<{ id: number }>`
    insert into invariant_finding (invariant, place, what)
    values ('offices-are-not-silent', 'office:101:receiving', 'Phường Một: 2 ngày không tiếp nhận') returning id`.execute(
    database.owner,
  )
  const path = `${FINDINGS}/${rows[0]!.id}`
  const me = await hired('supervisor', CITY)
  const page = await as(me)
  const hidden = () => page.formOn(path, path)
  const silent = await page.post(path, { ...(await hidden()), act: 'acknowledge' })
  assert.equal(silent.statusCode, 422)
  const reason = 'Phường nghỉ tập huấn, đã nhắc khai gián đoạn'
  const taken = await page.post(path, { ...(await hidden()), act: 'acknowledge', reason })
  assert.equal(taken.statusCode, 303)
  assert.deepEqual(
    (await actsOf(me.personId)).map((act) => [act.action, act.reason]),
    [['acknowledge', reason]],
  )
})
