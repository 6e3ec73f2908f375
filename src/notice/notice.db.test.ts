import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import * as house from '../../test/support/office.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import { loadCalendar } from '../calendar/calendar.ts'
import { firstNewDay } from '../dossier/clocks/apology.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { stateById } from '../dossier/store.ts'
import { dayOf, showDay } from '../lib/time.ts'
import { localMail, localSms } from './carrier.ts'
import type { Outcome, SmsCarrier, TextToSend } from './carrier.ts'
import { sweep } from './jobs.ts'
import { loadNoticeTemplates } from './load.ts'
import { tryDelivery } from './send.ts'
import type { SendDeps } from './send.ts'
import { storeReceipt } from './answer-store.ts'
import { localMessages, sendAgain, stuckDeliveries } from './stuck-store.ts'
import { noticeSubscriber } from './subscriber.ts'

const HOUR = 3_600_000
let database: TestDatabase
const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))

before(async () => {
  database = await withDatabase()
  await house.furnish(database.owner)
})
after(() => database.close())

type Row = {
  dossierId: string
  id: string
  kind: string
  channel: string
  recipient: string
  body: string
  segments: number
  state: string
  attempts: number
  next: Date | null
  error: string | null
  carrier: string | null
}

async function deliveriesOf(dossierId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select dossier_id as "dossierId", id, kind, channel, recipient, body, segments, state, attempts, next_try_at as next,
           last_error as error, carrier
      from notice_delivery where dossier_id = ${dossierId}::uuid order by created_at, id`.execute(
    database.worker,
  )
  return rows
}
const only = async (dossierId: string): Promise<Row> => {
  const rows = await deliveriesOf(dossierId)
  assert.equal(rows.length, 1)
  return rows[0]!
}

/** Hands the history on to the notices, as the worker does. */
async function handOn(): Promise<void> {
  const failures: unknown[] = []
  const subscriber = noticeSubscriber({
    templates,
    trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
    now: () => new Date(),
  })
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [subscriber],
    onError: (error) => failures.push(error),
  })
  await dispatcher.drain()
  await dispatcher.stop()
  assert.deepEqual(failures, [])
}

async function filed(
  more: { phone?: string; email?: string } = {},
  origin: 'live' | 'demo' = 'live',
) {
  const applicant = house.citizen()
  const command = house.filing(applicant, more)
  const handled = await house.fileFor(house.depsFor(database.app), applicant, {
    command,
    origin,
  })
  await handOn()
  return { ...handled, applicant }
}

/** A carrier that answers as told and remembers what it was given. */
function carrier(answers: (Outcome['verdict'] | Outcome)[], acceptsKeys = false) {
  const given: TextToSend[] = []
  const sms: SmsCarrier = {
    ...localSms(),
    name: 'fake',
    acceptsKeys,
    send: (text) => {
      given.push(text)
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!
      if (typeof answer !== 'string') return Promise.resolve(answer)
      const taken = { part: 1, carrier: 'fake', messageId: `m-${text.key}` }
      return Promise.resolve({
        verdict: answer,
        parts: answer === 'accepted' ? [taken] : [],
        reason: answer,
      })
    },
  }
  return { sms, given }
}

const sender = (sms: SmsCarrier, now = new Date()): SendDeps => ({
  db: database.worker,
  sms,
  mail: localMail(),
  now: () => now,
})

test('filing a dossier makes one text with its code, and telling the history again makes no second', async () => {
  const { id, code } = await filed()
  const row = await only(id)
  assert.equal(
    row.body,
    `Hồ sơ ${code} đã nộp đến UBND phường Một và đang chờ tiếp nhận. Theo dõi tại https://motcua.hanoi.gov.vn/tra-cuu`,
  )
  assert.deepEqual(
    [row.kind, row.channel, row.recipient, row.segments, row.state],
    ['submitted', 'sms', '84912345678', 2, 'queued'],
  )
  await sql`insert into dossier_pending (dossier_id, from_seq) values (${id}::uuid, 1)`.execute(
    database.owner,
  )
  await handOn()
  await only(id)
})

test('every step that the applicant must know of makes its notice, by text and by mail', async () => {
  const { id } = await filed({ email: 'me@example.vn' })
  const deps = house.depsFor(database.app)
  const receptionist = house.staff('receptionist')
  house.accepted(await house.act(deps, id, receptionist, { type: 'accept', originals: [] }))
  await handOn()
  const rows = await deliveriesOf(id)
  assert.deepEqual(rows.map((r) => `${r.kind} ${r.channel}`).sort(), [
    'accepted mail',
    'accepted sms',
    'submitted mail',
    'submitted sms',
  ])
  const told = rows.find((r) => r.kind === 'accepted' && r.channel === 'sms')!
  assert.match(told.body, /tiếp nhận, hẹn trả 17:00 ngày \d\d\/\d\d\/\d{4}/)
  for (const { body } of rows) assert.doesNotMatch(body, /Người dân|Nguyễn|Minh Anh|0912/)
})

test('a made dossier of the demonstration never makes a message', async () => {
  const { id } = await filed({}, 'demo')
  assert.deepEqual(await deliveriesOf(id), [])
})

test('somebody who cannot be reached is on the list instead of being forgotten', async () => {
  const { id } = await filed({ phone: '02438253536' })
  const row = await only(id)
  assert.equal(row.state, 'suppressed')
  assert.match(row.error ?? '', /không nhận được tin nhắn/)
})

test('without a carrier the message stays on this machine and its outbox page shows it', async () => {
  const { id, code } = await filed()
  await tryDelivery(sender(localSms()), await only(id))
  const row = await only(id)
  assert.deepEqual([row.state, row.carrier], ['sent', 'localOutbox'])
  const shown = await localMessages(database.app, code)
  assert.deepEqual(
    shown.map((m) => m.body),
    [row.body],
  )
})

test('what a real carrier got is never on the outbox page', async () => {
  const { id, code } = await filed()
  await tryDelivery(sender(carrier(['accepted']).sms), await only(id))
  assert.deepEqual(await localMessages(database.app, code), [])
})

test('twenty workers try one delivery at once: the carrier is asked once', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const { sms, given } = carrier(['accepted'])
  await Promise.all(Array.from({ length: 20 }, () => tryDelivery(sender(sms), ref)))
  assert.equal(given.length, 1)
  const row = await only(id)
  assert.deepEqual([row.state, row.attempts], ['sent', 1])
})

test('a carrier down for six hours: nothing lost, nothing doubled', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const { sms, given } = carrier(['later'])
  let now = new Date()
  const back = now.getTime() + 6 * HOUR
  for (let row = ref; now.getTime() < back; row = await only(id)) {
    now = row.next ?? now
    await tryDelivery(sender(sms, now), ref)
  }
  const up = carrier(['accepted'])
  await tryDelivery(sender(up.sms, (await only(id)).next!), ref)
  await tryDelivery(sender(up.sms, new Date(back + HOUR)), ref)
  assert.equal((await only(id)).state, 'sent')
  assert.equal(up.given.length, 1)
  assert.equal(new Set([...given, ...up.given].map((text) => text.key)).size, 1)
})

test('a text that came too late is dropped and listed', async () => {
  const { id } = await filed()
  const { sms, given } = carrier(['accepted'])
  await tryDelivery(sender(sms, new Date(Date.now() + 25 * HOUR)), await only(id))
  assert.equal(given.length, 0)
  const row = await only(id)
  assert.equal(row.state, 'expired')
  const stuck = await inContext(database.app, { scopes: [house.WARD] }, (tx) =>
    stuckDeliveries(tx, new Date(), 1000),
  )
  assert.ok(stuck.some((s) => s.id === row.id))
})

test('no answer: once more where the carrier knows keys, otherwise flagged and left to a person', async () => {
  const keyless = await filed()
  const first = carrier(['noAnswer'])
  await tryDelivery(sender(first.sms), await only(keyless.id))
  await tryDelivery(sender(first.sms, new Date(Date.now() + HOUR)), await only(keyless.id))
  assert.equal(first.given.length, 1)
  assert.equal((await only(keyless.id)).state, 'unknown')

  const keyed = await filed()
  const second = carrier(['noAnswer'], true)
  for (const hours of [0, 1, 2, 3]) {
    await tryDelivery(sender(second.sms, new Date(Date.now() + hours * HOUR)), await only(keyed.id))
  }
  assert.equal(second.given.length, 2)
  assert.equal((await only(keyed.id)).state, 'unknown')
})

test('a worker that died between asking and keeping the answer leaves a flagged delivery, not a second text', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const dies: SmsCarrier = {
    ...carrier(['accepted']).sms,
    send: () => new Promise(() => undefined),
  }
  void tryDelivery(sender(dies), ref)
  while ((await only(id)).state !== 'sending') await new Promise((go) => setTimeout(go, 10))
  await sweep(sender(localSms(), new Date(Date.now() + 5 * 60_000)))
  assert.equal((await only(id)).state, 'sending')
  await sweep({ ...sender(carrier(['accepted']).sms, new Date(Date.now() + 11 * 60_000)) })
  const row = await only(id)
  assert.equal(row.state, 'unknown')
  assert.match(row.error ?? '', /dừng giữa chừng/)
})

const part = (n: number, messageId: string) => ({ part: n, carrier: 'fake', messageId })

test('segments that the carrier has taken are not sent again with the next try', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const { sms, given } = carrier([
    { verdict: 'later', parts: [part(1, 'a1')], reason: 'chậm lại' },
    { verdict: 'accepted', parts: [part(2, 'a2')] },
  ])
  await tryDelivery(sender(sms), ref)
  await tryDelivery(sender(sms, new Date(Date.now() + HOUR)), ref)
  assert.deepEqual(given[1]?.acceptedParts, [part(1, 'a1')])
  assert.equal((await only(id)).state, 'sent')
})

test('receipts move the delivery on: also one that was faster than the answer, and one that came twice', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const receipt = (messageId: string, state: 'delivered' | 'failed') =>
    storeReceipt(database.worker, { carrier: 'fake', messageId, state, reason: 'X' }, new Date())
  await receipt('b1', 'delivered')
  const { sms } = carrier([{ verdict: 'accepted', parts: [part(1, 'b1'), part(2, 'b2')] }])
  await tryDelivery(sender(sms), ref)
  assert.equal((await only(id)).state, 'sent')
  await receipt('b2', 'delivered')
  assert.equal((await only(id)).state, 'delivered')
  await receipt('b2', 'failed')
  assert.equal((await only(id)).state, 'delivered')
  await receipt('of nobody', 'delivered')
})

test('a receipt that missed its answer by a moment is joined by the sweep', async () => {
  const { id } = await filed()
  const ref = await only(id)
  const { sms } = carrier([{ verdict: 'accepted', parts: [part(1, 'c1'), part(2, 'c2')] }])
  await tryDelivery(sender(sms), ref)
  await sql`insert into notice_receipt (carrier, message_id, state, reason)
            values ('fake', 'c1', 'delivered', 'X'), ('fake', 'c2', 'failed', 'UNDELIV')`.execute(
    database.owner,
  )
  await sweep(sender(sms))
  const row = await only(id)
  assert.equal(row.state, 'failed')
  assert.match(row.error ?? '', /UNDELIV|X/)
})

test('a person of the office sends a failed text again; somebody of another office cannot see it', async () => {
  const { id } = await filed()
  const ref = await only(id)
  await tryDelivery(sender(carrier(['rejected']).sms), ref)
  assert.equal((await only(id)).state, 'failed')
  const by = { personId: 1_000_001, now: new Date() }
  const as = (scopes: number[]) =>
    inContext(database.app, { scopes }, (tx) => sendAgain(tx, ref, by))
  assert.equal(await as([house.OTHER_WARD]), false)
  assert.equal(await as([house.WARD]), true)
  assert.equal(await as([house.WARD]), false)
  const { sms, given } = carrier(['accepted'])
  await tryDelivery(sender(sms), ref)
  assert.equal(given.length, 1)
  assert.equal((await only(id)).state, 'sent')
})

test('the list of the stuck shows each office its own', async () => {
  const { id } = await filed()
  await tryDelivery(sender(carrier(['rejected']).sms), await only(id))
  const seenBy = async (scopes: number[]) =>
    (await inContext(database.app, { scopes }, (tx) => stuckDeliveries(tx, new Date(), 1000))).some(
      (row) => row.dossierId === id,
    )
  assert.equal(await seenBy([house.WARD]), true)
  assert.equal(await seenBy([house.OTHER_WARD]), false)
  assert.equal(await seenBy([]), false)
})

test('the application may neither invent a delivery, nor change its text, nor reach the queue but by the one door', async () => {
  const { id } = await filed()
  const attempts = [
    sql`insert into notice_delivery select * from notice_delivery`,
    sql`update notice_delivery set body = 'khác' where dossier_id = ${id}::uuid`,
    sql`update notice_delivery set recipient = '84900000000' where dossier_id = ${id}::uuid`,
    sql`delete from notice_delivery`,
    sql`select * from notice_part`,
    sql`insert into deadline_warning (dossier_id, threshold, due_at) values (${id}::uuid, 'x', now())`,
  ]
  for (const attempt of attempts) {
    await assert.rejects(
      inContext(database.app, { scopes: [house.WARD] }, (tx) => attempt.execute(tx)),
      /permission denied/,
    )
  }
})

test('an apology, a payment and a calendar that moves the day are told; one that leaves the day as it is is not', async () => {
  const { id, code } = await filed()
  const deps = house.depsFor(database.app)
  const [receptionist, officer, leader] = (['receptionist', 'officer', 'leader'] as const).map(
    (role) => house.staff(role),
  )
  house.accepted(await house.act(deps, id, receptionist!, { type: 'accept', originals: [] }))
  house.accepted(await house.act(deps, id, officer!, { type: 'claim' }))
  const why = { reason: 'r', legalBasis: 'l' }
  const before = (await stateOf(id)).clock!
  const next = firstNewDay(deps.law.calendar(), before, before.countsFrom)
  const paper = { documentId: crypto.randomUUID(), sha256: 'ab'.repeat(32) }
  house.accepted(await house.act(deps, id, leader!, { type: 'apologise', to: next, paper, ...why }))
  house.accepted(
    await house.act(deps, id, officer!, {
      type: 'requestFee',
      amount: 150_000,
      currency: 'VND',
      ...why,
    }),
  )
  await handOn()
  const bodies = async () => (await deliveriesOf(id)).map(({ kind, body }) => `${kind}: ${body}`)
  const told = (await bodies()).filter((body) => /^(?:apologised|feeAsked):/.test(body))
  const day = showDay(next)
  assert.deepEqual(told.toSorted(), [
    `apologised: UBND phường Một xin lỗi: hồ sơ ${code} hẹn lại 17:00 ngày ${day}. Xem tại https://motcua.hanoi.gov.vn/tra-cuu`,
    `feeAsked: Hồ sơ ${code} tại UBND phường Một cần nộp 150.000 đ để được giải quyết tiếp. Xem tại https://motcua.hanoi.gov.vn/tra-cuu`,
  ])

  const { id: other, code: otherCode } = await filed()
  house.accepted(await house.act(deps, other, receptionist!, { type: 'accept', originals: [] }))
  const { dueAt } = (await stateOf(other)).clock!
  const edited = (version: number, on: `${number}-${number}-${number}`[]) => {
    const { document } = deps.law.calendar()
    const free = on.map((each) => ({
      on: each,
      kind: 'local' as const,
      name: 'n',
      legalBasis: 'l',
    }))
    const days = [...document.days, ...free].toSorted((a, b) => (a.on < b.on ? -1 : 1))
    return loadCalendar({ ...document, version, days, makeUpHours: document.makeUpHours })
  }
  const reproject = async (calendar: ReturnType<typeof edited>) => {
    const law = { ...deps.law, calendar: () => calendar }
    const calendarVersion = calendar.document.version
    const command = { type: 'reprojectClock' as const, calendarVersion, reason: 'r' }
    return house.act({ ...house.depsFor(database.worker), law }, other, house.clock, command)
  }
  house.accepted(await reproject(edited(2, [dayOf(dueAt)])))
  await handOn()
  const moved = (await deliveriesOf(other)).filter(({ kind }) => kind === 'dayMoved')
  assert.equal(moved.length, 1)
  assert.match(
    moved[0]!.body,
    new RegExp(`^Đổi lịch làm việc: hồ sơ ${otherCode} tại UBND phường Một`),
  )
  // Hours that end at noon: the same day, another minute.
  const present = edited(3, [dayOf(dueAt)]).document
  const noon = present.hours.map((each) => ({ ...each, periods: [['08:00', '12:00'] as const] }))
  house.accepted(await reproject(loadCalendar({ ...present, hours: noon })))
  await handOn()
  assert.equal((await deliveriesOf(other)).filter(({ kind }) => kind === 'dayMoved').length, 1)
})

async function stateOf(id: string) {
  const state = await database.owner.transaction().execute((tx) => stateById(tx, id))
  assert.ok(state)
  return state
}
