/** Times at a counter, on a real database: never more people than seats, one open booking each, told when the counter stops. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { join } from 'node:path'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { CITY, furnish, OTHER_WARD, staff, WARD } from '../../test/support/office.ts'
import { hanoiCalendar } from '../calendar/published.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { NotFound } from '../lib/problem.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import type { CitizenActor, StaffActor } from '../office/actor.ts'
import { bookingTeller } from '../notice/booking-told.ts'
import { loadNoticeTemplates } from '../notice/load.ts'
import { openDirectory } from '../office/directory.ts'
import { upsertCitizen } from '../office/store.ts'
import { markArrival, today } from './arrivals.ts'
import { book, bookable, cancel, daysAt, move, ownBooking, type BookingDeps } from './book.ts'
import { endStopped, eraseOldBookings, remindOfTomorrow, type Told } from './jobs.ts'
import { placeById, type Place } from './store.ts'
import { readBookingTerms } from './load.ts'
import { isOfAge, type Comes } from './who-comes.ts'

const POINT = 1
const OTHER_POINT = 2
const law = openLaw(join(checkout, 'data'))
const terms = readBookingTerms(join(checkout, 'data'))
const COPIES = '2.000815'
const SIGNATURE = '2.000884'
const AT: LocalMinute = '2026-12-01T09:00'
const clock = { now: new Date() }

let database: TestDatabase
let deps: BookingDeps
let place: Place
let receptionist: StaffActor
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await sql`
    insert into service_point (id, office_id, name, address) values
      (${POINT}, ${WARD}, 'Điểm phục vụ phường Một', '1 phố Một'), (${OTHER_POINT}, ${OTHER_WARD}, 'Điểm phục vụ phường Hai', null)`.execute(
    database.owner,
  )
  deps = {
    db: database.app,
    law: { calendar: hanoiCalendar, procedure: law.procedure },
    terms,
    directory: await openDirectory(database.app),
    now: () => clock.now,
    preparedCode: async () => undefined,
  }
  place = (await placeById(database.app, POINT))!
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', 'Cán bộ quầy', 'quay@thu.example') returning id`.execute(
    database.owner,
  )
  receptionist = { ...staff('receptionist'), personId: rows[0]!.id }
})
beforeEach(async () => {
  clock.now = new Date('2026-11-27T09:00+07:00')
  await sql`delete from booking`.execute(database.owner)
  await sql`delete from interruption`.execute(database.owner)
})
after(() => database.close())

let people = 0
async function citizen(phone = '', email = ''): Promise<CitizenActor> {
  const subject = `đặt lịch ${++people}`
  const who = { issuer: 'https://dinh-danh.example', subject, fullName: `Người Hẹn ${people}` }
  const more = {
    personalNumber: '001196999000',
    birthOn: '1996-03-14',
    phone,
    email,
  } as const
  const personId = (await upsertCitizen(database.app, { ...who, ...more }))!
  return { kind: 'citizen', personId, name: who.fullName, scopes: [personId], ...more }
}

type Wish = {
  comes?: Comes
  code?: string
  at?: LocalMinute
  key?: string
  place?: Place
  preparedCode?: string
}
const wish = (actor: CitizenActor, { code = COPIES, at = AT, ...over }: Wish = {}) =>
  book(deps, {
    actor,
    at,
    place: over.place ?? place,
    key: over.key ?? randomUUID(),
    procedure: bookable(deps, code),
    preparedCode: over.preparedCode ?? null,
    comes: over.comes,
  })
const idOf = (booked: Awaited<ReturnType<typeof book>>): string => {
  assert.ok(booked.ok, JSON.stringify(booked))
  return booked.id
}
const refusalOf = (booked: Awaited<ReturnType<typeof book>>) =>
  booked.ok ? 'none' : booked.refusal

test('twelve people want one time at the same moment: as many get it as there are seats, and no seat is given twice', async () => {
  const crowd = await Promise.all(Array.from({ length: 12 }, () => citizen()))
  const answers = await Promise.all(crowd.map((each) => wish(each)))
  assert.equal(answers.filter(({ ok }) => ok).length, terms.seats.value)
  assert.ok(answers.every((each) => each.ok || each.refusal === 'full'))
  const { rows } = await sql<{ seat: number }>`
    select seat from booking where starts_at = '2026-12-01T09:00+07:00' order by seat`.execute(
    database.owner,
  )
  assert.deepEqual(
    rows.map(({ seat }) => seat),
    [1, 2],
  )
  const shown = (await daysAt(deps, place))
    .flatMap(({ slots }) => slots)
    .find(({ at }) => at === AT)
  assert.equal(shown?.free, 0)
})

test('the database itself refuses a second holder of a seat', async () => {
  const [one, two] = [await citizen(), await citizen()]
  const id = idOf(await wish(one))
  const twin = sql`
    insert into booking (id, person_id, office_id, service_point_id, procedure_code, starts_at, ends_at, seat, booked_at)
    select ${randomUUID()}::uuid, ${two.personId}, office_id, service_point_id, procedure_code, starts_at, ends_at, seat, booked_at
      from booking where id = ${id}::uuid`.execute(database.owner)
  await assert.rejects(twin, /booking_seat/)
})

test('one open booking for each procedure, at most two a day; the same click twice is one booking', async () => {
  const actor = await citizen()
  const key = randomUUID()
  const clicks = await Promise.all([wish(actor, { key }), wish(actor, { key })])
  assert.equal(idOf(clicks[0]), idOf(clicks[1]))
  const again = await wish(actor, { at: '2026-12-02T09:00' })
  assert.deepEqual(again, { ok: false, refusal: 'haveOne', id: idOf(clicks[0]) })
  const tabs = await citizen()
  const raced = await Promise.all(
    (['2026-12-02T08:00', '2026-12-02T09:00', '2026-12-03T08:00'] as const).map((at) =>
      wish(tabs, { at }),
    ),
  )
  assert.equal(raced.filter(({ ok }) => ok).length, 1)
  idOf(await wish(actor, { code: SIGNATURE, at: '2026-12-01T10:00' }))
  const strict = { ...deps, terms: { ...terms, mostADay: { ...terms.mostADay, value: 1 } } }
  const other = await citizen()
  idOf(await wish(other, { at: '2026-12-03T09:00' }))
  const second = {
    actor: other,
    place,
    at: '2026-12-03T10:00',
    key: randomUUID(),
    preparedCode: null,
  } as const
  assert.equal(
    refusalOf(await book(strict, { ...second, procedure: bookable(deps, SIGNATURE) })),
    'tooManyThatDay',
  )
})

test('for others one holds a few times, one for each of them and procedure; the daily most holds for all together', async () => {
  const actor = await citizen()
  const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'] as const
  const forName = (name: string, day: string, code = COPIES) =>
    wish(actor, { code, at: `${day}T09:00` as LocalMinute, comes: { name, isOld: false } })
  const mother = idOf(await forName('Mẹ Tôi', days[0]))
  assert.deepEqual(await forName('Mẹ Tôi', days[1]), { ok: false, refusal: 'haveOne', id: mother })
  idOf(await forName('Mẹ Tôi', days[0], SIGNATURE))
  assert.equal(refusalOf(await forName('Cha Tôi', days[0])), 'tooManyThatDay')
  idOf(await forName('Cha Tôi', days[1]))
  idOf(await forName('Bà Tôi', days[2]))
  assert.equal(refusalOf(await forName('Người Lạ', days[3])), 'tooManyForOthers')
  const own = idOf(await wish(actor, { at: `${days[4]}T09:00` }))
  assert.equal((await ownBooking(deps, actor, own)).comesName, null)
  idOf(await cancel(deps, actor, mother))
  idOf(await forName('Người Lạ', days[3]))
})

test('whoever has turned the age is called first: by the birthday that the identity told, or as said of another', async () => {
  for (const [birthOn, on, is] of [
    ['1951-12-01', '2026-12-01', true],
    ['1951-12-02', '2026-12-01', false],
    ['1940', '2026-12-01', false],
  ] as const)
    assert.equal(isOfAge(birthOn, on as Day, terms), is, birthOn)
  assert.equal(isOfAge(undefined, '2026-12-01', terms), false)
  const actor = { ...(await citizen()), birthOn: '1950-01-01' }
  const firstOf = async (id: string) => (await ownBooking(deps, actor, id)).comesFirst
  assert.equal(await firstOf(idOf(await wish(actor))), true)
  const comes = { name: 'Con Tôi', isOld: false }
  assert.equal(await firstOf(idOf(await wish(actor, { comes, at: '2026-12-02T09:00' }))), false)
})

test('a time outside the hours, too soon, too far, or of a procedure that needs no counter is not given', async () => {
  const actor = await citizen()
  for (const at of [
    '2026-12-01T12:00',
    '2026-11-29T09:00',
    '2026-12-01T09:10',
    '2026-11-27T09:30',
    '2026-12-28T09:00',
    '2026-11-26T09:00',
  ] as const)
    assert.equal(refusalOf(await wish(actor, { at })), 'notOffered', at)
  assert.throws(() => bookable(deps, '1.001193'), NotFound)
  assert.throws(() => bookable(deps, '3.000346'), NotFound)
})

test('moved, the old time is free and the new one held; cancelled, it is free and another can be booked', async () => {
  const crowd = await Promise.all(Array.from({ length: 3 }, () => citizen()))
  const id = idOf(await wish(crowd[0]!))
  idOf(await wish(crowd[1]!))
  assert.equal(refusalOf(await wish(crowd[2]!)), 'full')
  const actor = crowd[0]!
  idOf(await move(deps, id, { actor, place, at: '2026-12-01T10:00' }))
  idOf(await move(deps, id, { actor, place, at: '2026-12-01T10:00' }))
  const theirs = idOf(await wish(crowd[2]!))
  assert.equal(refusalOf(await move(deps, id, { actor, place, at: AT })), 'full')
  idOf(await cancel(deps, crowd[2]!, theirs))
  idOf(await cancel(deps, crowd[2]!, theirs))
  idOf(await move(deps, id, { actor, place, at: AT }))
  assert.equal(
    (await ownBooking(deps, actor, id)).startsAt.getTime(),
    Date.parse('2026-12-01T09:00+07:00'),
  )
  idOf(await wish(crowd[2]!, { at: '2026-12-02T09:00' }))
  clock.now = new Date('2026-12-01T09:05+07:00')
  assert.equal(refusalOf(await move(deps, id, { actor, place, at: '2026-12-02T10:00' })), 'over')
  assert.equal(refusalOf(await cancel(deps, actor, id)), 'over')
})

test('nobody reads, moves, cancels or settles the booking of another, whatever the database is asked', async () => {
  const [owner, stranger] = [await citizen(), await citizen()]
  const id = idOf(await wish(owner))
  await assert.rejects(ownBooking(deps, stranger, id), NotFound)
  await assert.rejects(cancel(deps, stranger, id), NotFound)
  await assert.rejects(move(deps, id, { actor: stranger, place, at: '2026-12-01T10:00' }), NotFound)
  clock.now = new Date('2026-12-01T08:50+07:00')
  const elsewhere = staff('receptionist', OTHER_WARD)
  assert.deepEqual(await today(deps, elsewhere), [])
  await assert.rejects(markArrival(deps, elsewhere, { id, as: 'arrived' }), NotFound)
  await assert.rejects(markArrival(deps, staff('officer'), { id, as: 'arrived' }), NotFound)
  const seen = await database.app
    .scoped(`set local motcua.scopes = '${stranger.personId}'`)
    .transaction()
    .execute((tx) => sql`select 1 from booking`.execute(tx))
  assert.equal(seen.rows.length, 0)
})

test('the counter sees who comes today and marks it: not come only after the time has begun, mended on the same day', async () => {
  const actor = await citizen()
  const id = idOf(await wish(actor, { preparedCode: '7KQ492MX' }))
  assert.deepEqual(await today(deps, receptionist), [])
  assert.equal(
    await markArrival(deps, receptionist, { id, as: 'arrived' }),
    'booked',
    'days too early',
  )
  clock.now = new Date('2026-12-01T08:50+07:00')
  const [row] = await today(deps, receptionist)
  assert.deepEqual([row?.personName, row?.preparedCode], [actor.name, '7KQ492MX'])
  assert.equal(await markArrival(deps, receptionist, { id, as: 'missed' }), 'booked')
  clock.now = new Date('2026-12-01T09:20+07:00')
  assert.equal(await markArrival(deps, receptionist, { id, as: 'missed' }), 'missed')
  assert.equal(await markArrival(deps, receptionist, { id, as: 'arrived' }), 'arrived')
  clock.now = new Date('2026-12-02T09:20+07:00')
  assert.equal(await markArrival(deps, receptionist, { id, as: 'missed' }), 'arrived')
})

const jobs = (told: Told[]) => ({
  db: database.worker,
  terms,
  directory: deps.directory,
  tell: async (_: unknown, each: Told) => void told.push(each),
  now: () => clock.now,
})

async function interrupt(of: { officeId: number; pointId?: number; from: string; to: string }) {
  await sql`
    insert into interruption (office_id, service_point_id, reason, words, legal_basis, is_planned, stops, from_at, to_at, declared_at)
    values (${of.officeId}, ${of.pointId ?? null}::int, 'power', 'Mất điện cả khu vực', 'thử', false, '{receiving}',
            ${of.from}::timestamptz, ${of.to}::timestamptz, ${clock.now})`.execute(database.owner)
}

test('a declared interruption ends the bookings that it touches, tells each person once, and offers none of its times', async () => {
  const [hit, after, other] = [await citizen(), await citizen(), await citizen()]
  const id = idOf(await wish(hit))
  const kept = idOf(await wish(after, { at: '2026-12-01T14:00' }))
  const there = idOf(await wish(other, { place: (await placeById(database.app, OTHER_POINT))! }))
  await interrupt({ officeId: WARD, from: '2026-12-01T08:00+07:00', to: '2026-12-01T12:00+07:00' })
  const told: Told[] = []
  const runs = await Promise.all([endStopped(jobs(told)), endStopped(jobs(told))])
  assert.equal(runs[0] + runs[1], 1)
  assert.deepEqual(
    told.map(({ personId, kind }) => [personId, kind]),
    [[hit.personId, 'bookingStopped']],
  )
  assert.equal((await ownBooking(deps, hit, id)).state, 'stopped')
  assert.equal((await ownBooking(deps, after, kept)).state, 'booked')
  assert.equal((await ownBooking(deps, other, there)).state, 'booked')
  assert.equal(refusalOf(await wish(hit, { at: '2026-12-01T10:00' })), 'notOffered')
  idOf(await wish(hit, { at: '2026-12-01T15:00' }))
  assert.equal(await endStopped(jobs(told)), 0)
  await interrupt({ officeId: CITY, from: '2026-12-01T13:00+07:00', to: '2026-12-01T18:00+07:00' })
  assert.equal(
    await endStopped(jobs(told)),
    2,
    'an interruption of the whole city reaches every ward',
  )
})

test('the day before, in waking hours, each is reminded once; whoever has moved is reminded of the new day', async () => {
  const actor = await citizen()
  const id = idOf(await wish(actor))
  const told: Told[] = []
  clock.now = new Date('2026-11-29T10:00+07:00')
  assert.equal(await remindOfTomorrow(jobs(told)), 0, 'two days before')
  clock.now = new Date('2026-11-30T07:50+07:00')
  assert.equal(await remindOfTomorrow(jobs(told)), 0, 'too early in the morning')
  clock.now = new Date('2026-11-30T08:00+07:00')
  const runs = await Promise.all([remindOfTomorrow(jobs(told)), remindOfTomorrow(jobs(told))])
  assert.equal(runs[0] + runs[1], 1)
  assert.equal(await remindOfTomorrow(jobs(told)), 0)
  idOf(await move(deps, id, { actor, place, at: '2026-12-02T09:00' }))
  clock.now = new Date('2026-12-01T08:00+07:00')
  assert.equal(await remindOfTomorrow(jobs(told)), 1)
  assert.equal(new Set(told.map(({ key }) => key)).size, 2)
  idOf(await cancel(deps, actor, id))
  clock.now = new Date('2026-12-01T09:00+07:00')
  assert.equal(await remindOfTomorrow(jobs(told)), 0)
})

test('the messages name time and place, and no procedure or name where others may read along', async () => {
  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const actor = await citizen('0912345678')
  idOf(await wish(actor))
  const tell = bookingTeller({
    templates,
    ownUrl: 'https://motcua.example/ho-so',
    procedureName: () => 'Chứng thực bản sao',
    now: () => clock.now,
  })
  clock.now = new Date('2026-11-30T08:00+07:00')
  assert.equal(await remindOfTomorrow({ ...jobs([]), tell }), 1)
  await interrupt({ officeId: WARD, from: '2026-12-01T08:00+07:00', to: '2026-12-01T12:00+07:00' })
  assert.equal(await endStopped({ ...jobs([]), tell }), 1)
  const { rows } = await sql<{ recipient: string; body: string }>`
    select recipient, body from duty_notice where person_id = ${actor.personId} order by key`.execute(
    database.owner,
  )
  assert.deepEqual(
    rows.map(({ body }) => body),
    [
      'Bạn có lịch hẹn lúc 09:00 ngày 01/12/2026 tại Điểm phục vụ phường Một. Đổi hoặc hủy: https://motcua.example/ho-so',
      'Lịch hẹn lúc 09:00 ngày 01/12/2026 tại Điểm phục vụ phường Một bị hủy vì nơi này tạm ngừng tiếp nhận. Đặt lại: https://motcua.example/ho-so',
    ],
  )
  assert.equal(rows[0]?.recipient, '84912345678')
})

test('a mail about a time that was booked for somebody else says for whom; the message on the telephone does not', async () => {
  const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
  const actor = await citizen('0912345679', 'con@thu.example')
  idOf(await wish(actor, { comes: { name: 'Nguyễn Thị Bà', isOld: true } }))
  const tell = bookingTeller({
    templates,
    ownUrl: 'https://motcua.example/ho-so',
    procedureName: () => 'Chứng thực bản sao',
    now: () => clock.now,
  })
  clock.now = new Date('2026-11-30T08:00+07:00')
  assert.equal(await remindOfTomorrow({ ...jobs([]), tell }), 1)
  const { rows } = await sql<{ channel: string; body: string }>`
    select channel, body from duty_notice where person_id = ${actor.personId} order by channel`.execute(
    database.owner,
  )
  assert.deepEqual(
    rows.map(({ channel, body }) => [channel, body.includes('Nguyễn Thị Bà')]),
    [
      ['mail', true],
      ['sms', false],
    ],
  )
  assert.match(rows[0]!.body, /làm Chứng thực bản sao \(người đến: Nguyễn Thị Bà\) lúc/)
})

test('what nobody settled keeps nobody from booking again, and every booking is erased when its days are over', async () => {
  const actor = await citizen()
  const id = idOf(await wish(actor))
  clock.now = new Date('2026-12-01T16:00+07:00')
  idOf(await wish(actor, { at: '2026-12-02T09:00' }))
  assert.equal((await ownBooking(deps, actor, id)).state, 'lapsed')
  clock.now = new Date('2026-12-31T09:31+07:00')
  assert.equal(await eraseOldBookings(jobs([])), 1)
  clock.now = new Date('2027-02-01T09:00+07:00')
  assert.equal(await eraseOldBookings(jobs([])), 1)
})
