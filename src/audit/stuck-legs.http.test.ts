/** Legs of other agencies in the list of what is stuck: who waits since when, and what may be done about it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { CITY, OTHER_WARD, staff, WARD } from '../../test/support/office.ts'
import {
  partnerWorld,
  RESULT,
  status,
  WHY,
  type Joint,
  type PartnerWorld,
} from '../../test/support/partner.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { checkout } from '../checkout.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { messagesWithoutEvent, untoldEvents } from './invariants/told-store.ts'
import { readIntegrityPolicy } from './policy.ts'
import { auditRoutes } from './routes.ts'

const LIST = '/giam-sat/he-thong/bi-ket'
const LEGS = `${LIST}?loai=leg`
const THING = `${LIST}/viec`

let world: PartnerWorld
let mine: StaffActor
let other: StaffActor
before(async () => {
  world = await partnerWorld()
  mine = await hired('supervisor', WARD)
  other = await hired('supervisor', OTHER_WARD)
})
after(() => world.close())

async function hired(role: Role, officeId: number): Promise<StaffActor> {
  const actor = staff(role, officeId)
  await sql`
    insert into person (id, kind, full_name) overriding system value
    values (${actor.personId}, 'staff', ${`Người ${actor.personId}`})`.execute(world.database.owner)
  await sql`
    insert into assignment (person_id, office_id, role, title, valid_from)
    values (${actor.personId}, ${officeId}, ${role}, ${actor.title}, '2025-07-01')`.execute(
    world.database.owner,
  )
  return actor
}

async function as(actor: StaffActor) {
  const app = await webApp(async (scope) => {
    scope.decorateRequest('actor')
    scope.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    await auditRoutes(scope, {
      db: world.database.app,
      policy: readIntegrityPolicy(join(checkout, 'data')),
      now: () => new Date(),
      poke: () => undefined,
      partners: world.deps,
    })
  })
  return visitor(app)
}

const weekAgo = () => new Date(Date.now() - 9 * 86_400_000)
const place = (subject: string) => `${THING}?viec=${encodeURIComponent(subject)}`

async function press(actor: StaffActor, viec: string, fields: Record<string, string>) {
  const browser = await as(actor)
  const form = await browser.formOn(LIST, '/dang-xuat')
  return browser.post(THING, { ...form, _key: randomUUID(), viec, ...fields })
}

async function stateOfMessage(of: Joint): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select state from partner_delivery where dossier_id = ${of.id}::uuid and leg = 'residence' order by seq desc limit 1`.execute(
    world.database.owner,
  )
  return rows[0]!.state
}

test('an agency that has not acknowledged in its time is listed with its age, and may be told again', async () => {
  const of = await world.joint(weekAgo())
  await world.tell()
  await sql`update partner_delivery set state = 'sent', next_try_at = null where dossier_id = ${of.id}::uuid`.execute(
    world.database.owner,
  )
  const list = await (await as(mine)).get(LEGS)
  assert.match(list.body, /Chặng “Chặng residence” ở Công an cấp xã/)
  assert.match(list.body, /cơ quan chưa xác nhận, đã quá giờ/)
  assert.match(list.body, new RegExp(of.code))
  assert.doesNotMatch((await (await as(other)).get(LEGS)).body, new RegExp(of.code))
  const subject = `leg:wait:${of.id}:residence`
  assert.equal((await press(mine, subject, { act: 'retry' })).statusCode, 303)
  assert.equal(await stateOfMessage(of), 'queued')
  assert.equal((await press(other, subject, { act: 'retry' })).statusCode, 404)
  const answer = await world.send(status(of, 1, { at: new Date().toISOString() }))
  assert.equal(answer.statusCode, 200)
  await world.tell()
  assert.equal((await (await as(mine)).get(place(subject))).statusCode, 404)
})

test('an agency that is silent past its own time is listed; while papers of the citizen are waited for it is not', async () => {
  const of = await world.joint(weekAgo())
  await world.send(status(of, 1, { at: new Date(weekAgo().getTime() + 3_600_000).toISOString() }))
  await world.tell()
  const subject = `leg:wait:${of.id}:residence`
  const page = await (await as(mine)).get(place(subject))
  assert.match(page.body, /cơ quan quá hạn, chưa trả lời/)
  const missing = [{ paper: 'residence-consent', fault: 'Mờ.' }]
  await world.send(status(of, 2, { status: '2', missing, ...WHY }))
  await world.tell()
  assert.equal((await (await as(mine)).get(place(subject))).statusCode, 404)
})

test('an unknown code waits for a person, who tries it again once it is in the table, or leaves it so', async () => {
  const of = await world.joint()
  await world.send(status(of, 1, { status: '88', result: RESULT }))
  const subject = `leg:in:${of.id}:residence:1`
  const page = await (await as(mine)).get(place(subject))
  assert.match(page.body, /Tin mã 88 của Công an cấp xã/)
  assert.match(page.body, /mã trạng thái chưa có trong bảng/)
  const police = world.deps.partners.find(({ id }) => id === 'police')!
  police.statuses.codes.push({ code: '88', name: 'Xong', means: 'done' })
  assert.equal((await press(mine, subject, { act: 'retry' })).statusCode, 303)
  const leg = (await world.state(of.id)).legs!.find(({ leg: id }) => id === 'residence')!
  assert.equal(leg.ended, 'done')
  assert.equal((await (await as(mine)).get(place(subject))).statusCode, 404)
  await world.send(status(of, 2, { status: '77' }))
  const second = `leg:in:${of.id}:residence:2`
  assert.equal((await press(mine, second, { act: 'giveUp', reason: '' })).statusCode, 422)
  assert.equal(
    (await press(mine, second, { act: 'giveUp', reason: 'Đã hỏi Công an.' })).statusCode,
    303,
  )
  assert.equal((await (await as(mine)).get(place(second))).statusCode, 404)
})

test('a number that never comes is passed over only by a person with a reason', async () => {
  const of = await world.joint()
  await world.send(status(of, 2))
  await sql`update partner_arrival set received_at = now() - interval '11 minutes' where dossier_id = ${of.id}::uuid`.execute(
    world.database.owner,
  )
  const subject = `leg:in:${of.id}:residence:2`
  assert.match((await (await as(mine)).get(LEGS)).body, /chờ tin trước đó chưa đến/)
  assert.equal((await press(mine, subject, { act: 'retry', reason: '' })).statusCode, 422)
  const reason = 'Công an xác nhận không có tin số 1.'
  assert.equal((await press(mine, subject, { act: 'retry', reason })).statusCode, 303)
  const leg = (await world.state(of.id)).legs!.find(({ leg: id }) => id === 'residence')!
  assert.notEqual(leg.acknowledgedAt, null)
  const late = await world.send(status(of, 1, { status: '6', ...WHY }))
  assert.equal(late.json().state, 'declined')
})

test('what has no address or was refused stands in the list, and is handed to whoever may see it', async () => {
  const of = await world.joint()
  await world.tell(['insurance'])
  assert.match((await (await as(mine)).get(LEGS)).body, /chưa cấu hình địa chỉ cơ quan/)
  const { rows } = await sql<{ subject: string }>`
    select 'leg:out:' || dossier_id || ':' || seq || ':' || place as subject from partner_delivery
     where dossier_id = ${of.id}::uuid and leg = 'residence'`.execute(world.database.owner)
  const { subject } = rows[0]!
  const colleague = await hired('supervisor', CITY)
  assert.equal(
    (await press(mine, subject, { act: 'assign', person: String(other.personId) })).statusCode,
    422,
  )
  const person = String(colleague.personId)
  assert.equal((await press(mine, subject, { act: 'assign', person })).statusCode, 303)
  const list = await (await as(mine)).get(LEGS)
  assert.match(list.body, new RegExp(`Người ${person}`))
  const { rows: acts } = await sql<{ action: string; person: number }>`
    select action, person_id as person from operator_action where subject = ${subject}`.execute(
    world.database.owner,
  )
  assert.deepEqual(acts, [{ action: 'assign', person: mine.personId }])
})

test('a leg that was opened and never told to its agency is found at night, and a message about nothing too', async () => {
  const of = await world.joint()
  await world.tell()
  const { owner } = world.database
  const kinds = { notice: [], portal: [] }
  const untold = () => owner.transaction().execute((tx) => untoldEvents(tx, [of.id], kinds))
  const strays = () => owner.transaction().execute((tx) => messagesWithoutEvent(tx, [of.id]))
  assert.deepEqual([await untold(), await strays()], [[], []])
  await sql`update partner_delivery set seq = 900 where dossier_id = ${of.id}::uuid and leg = 'residence'`.execute(
    owner,
  )
  assert.deepEqual(
    (await untold()).map(({ subscriber }) => subscriber),
    ['partner-messages'],
  )
  assert.deepEqual(await strays(), [{ id: of.id, part: 'partner:900:0' }])
})

test('an office of ours that has not acknowledged its leg is listed too; there is nobody outside to tell again', async () => {
  const of = await world.joint(weekAgo())
  await world.tell()
  await sql`
    update leg set where_done = 'inside', office_id = ${OTHER_WARD}, partner = null
     where dossier_id = ${of.id}::uuid and leg = 'residence'`.execute(world.database.owner)
  const page = await (await as(mine)).get(place(`leg:wait:${of.id}:residence`))
  assert.match(page.body, /đơn vị chưa xác nhận, đã quá giờ/)
  assert.doesNotMatch(page.body, /Báo lại cho cơ quan/)
})
