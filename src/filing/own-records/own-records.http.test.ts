import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { confirmed } from '../../../test/support/acting.ts'
import { fileIt, fillIn, START } from '../../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../../test/support/citizen-doors.ts'
import { CITY, WARD } from '../../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../../test/support/page-checks.ts'
import { NotFound } from '../../lib/problem.ts'
import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { addAssignment, endAssignment } from '../../office/store.ts'
import { answerRequest, type StaffDeed } from './handle.ts'
import { requestsBy } from './store.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const newcomer = () => doors.citizen(`Người Hỏi ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
const ASK = '/toi/yeu-cau/moi'
const WISH = { kind: 'rectify', about: 'account', words: 'Ngày sinh của tôi sai' }

async function ask(who: Citizen, over: Record<string, string> = {}) {
  const form = await who.formOn(ASK, ASK)
  return who.post(ASK, { ...form, ...WISH, ...over })
}

async function asked(who: Citizen) {
  const rows = await requestsBy(doors.database.app, who.actor.personId)
  assert.ok(rows[0])
  return rows[0]
}

/** A supervisor whom the directory knows. */
async function supervisor(officeId: number) {
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', 'Người Giám Sát Mật', ${`gs${people++}@thu.example`})
    returning id`.execute(doors.database.owner)
  const personId = rows[0]!.id
  const role = { officeId, role: 'supervisor' as const, title: 'Công chức' }
  const assignmentId = await addAssignment(doors.database.app, personId, {
    ...role,
    validFrom: '2020-01-01',
  })
  const me: StaffActor = {
    kind: 'staff',
    personId,
    name: 'Người Giám Sát Mật',
    title: 'Công chức',
    officeId,
    officeName: '',
    assignmentId,
    role: 'supervisor',
    roles: [{ role: 'supervisor', officeId }],
    scopes: [officeId],
  }
  return { me, assignmentId }
}

const SEE: StaffDeed = { type: 'see' }

test('a request arrives at a person of the city with two terms, and the one who asked reads the answer', async () => {
  const { me } = await supervisor(CITY)
  doors.clock.now = new Date('2026-11-25T02:00:00Z')
  const who = await newcomer()
  assert.equal((await ask(who)).headers.location, '/toi?xong=1')
  const row = await asked(who)
  assert.equal(row.holder, me.personId)
  assert.equal(showMoment(row.answerBy), '17:00, thứ Sáu, 27/11/2026')
  assert.equal(showMoment(row.doneBy), '17:00, thứ Hai, 07/12/2026')
  await answerRequest(doors.ownRecords, {
    id: row.id,
    me,
    deed: { type: 'extend', why: 'Chờ VNeID' },
  })
  assert.equal(showMoment((await asked(who)).doneBy), '17:00, thứ Ba, 22/12/2026')
  const again = { id: row.id, me, deed: { type: 'extend', why: 'Chờ nữa' } as const }
  assert.equal(await answerRequest(doors.ownRecords, again), 'late', 'once only')
  const answer = { type: 'refuse' as const, answer: 'Ngày sinh theo căn cước, Điều 10' }
  await answerRequest(doors.ownRecords, { id: row.id, me, deed: answer })
  const page = await who.get('/toi')
  assert.match(page.body, /Không thực hiện[^]*Trả lời: Ngày sinh theo căn cước, Điều 10/)
  assert.doesNotMatch(page.body, /Người Giám Sát Mật/)
  const grant = { type: 'grant' as const, answer: 'Đã sửa' }
  assert.equal(await answerRequest(doors.ownRecords, { id: row.id, me, deed: grant }), 'late')
  doors.clock.now = new Date()
})

test('only a supervisor of the city at that moment answers, and nobody their own request', async () => {
  const city = await supervisor(CITY)
  const ward = await supervisor(WARD)
  const former = await supervisor(CITY)
  await endAssignment(doors.database.app, former.assignmentId, '2026-01-01')
  const who = await newcomer()
  await ask(who)
  const { id } = await asked(who)
  const refused = [
    ward.me,
    former.me,
    { ...city.me, conflicts: { accounts: [who.actor.personId], parties: [] } },
  ]
  for (const me of refused)
    await assert.rejects(answerRequest(doors.ownRecords, { id, me, deed: SEE }), NotFound)
  assert.equal((await asked(who)).seenAt, null)
  assert.equal(await answerRequest(doors.ownRecords, { id, me: city.me, deed: SEE }), 'done')
})

test('a form sent twice is one request, what is missing is said at once, and only the one who asked takes it back', async () => {
  const who = await newcomer()
  const form = await who.formOn(ASK, ASK)
  const empty = await who.post(ASK, form)
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 3)
  assertAnchorsExist(empty.body)
  await Promise.all([who.post(ASK, { ...form, ...WISH }), who.post(ASK, { ...form, ...WISH })])
  assert.equal((await requestsBy(doors.database.app, who.actor.personId)).length, 1)
  const { id } = await asked(who)
  const stranger = await newcomer()
  const token = await stranger.formOn(ASK, ASK)
  assert.equal((await stranger.post(`/toi/yeu-cau/${id}/rut`, token)).statusCode, 404)
  await who.post(`/toi/yeu-cau/${id}/rut`, await who.formOn('/toi', `/toi/yeu-cau/${id}/rut`))
  assert.equal((await asked(who)).state, 'taken back')
})

test('a consent is never given beforehand; given and taken back, both days are told', async () => {
  const who = await newcomer()
  const action = '/toi/dong-y/phoneCode'
  const before = await who.get('/toi')
  for (const to of ['/kho-giay-to', '/toi/thong-bao', '/toi/dai-dien'])
    assert.match(before.body, new RegExp(`href="${to}"`))
  assert.match(before.body, /Bạn chưa đồng ý\./)
  await who.post(action, await who.formOn('/toi', action))
  assert.match((await who.get('/toi')).body, /Bạn đã đồng ý lúc/)
  await who.post(action, await who.formOn('/toi', action))
  assert.match((await who.get('/toi')).body, /Bạn đã rút lại lúc/)
  const token = await who.formOn('/toi', action)
  assert.equal((await who.post('/toi/dong-y/khong-co', token)).statusCode, 404)
})

test('pressed twice, from an old page, without the token or by a stranger: one consent, and only one’s own', async () => {
  const [who, stranger] = [await newcomer(), await newcomer()]
  const action = '/toi/dong-y/phoneCode'
  const rows = async () =>
    doors.database.owner
      .selectFrom('consent')
      .select(['withdrawn_at'])
      .where('person_id', '=', who.actor.personId)
      .execute()
  const give = await who.formOn('/toi', action)
  const foreign = (await stranger.formOn('/toi', action))['_csrf']!
  for (const _csrf of ['', foreign])
    assert.equal((await who.post(action, { ...give, _csrf })).statusCode, 403)
  assert.deepEqual(await rows(), [])
  await Promise.all([who.post(action, give), who.post(action, give)])
  assert.deepEqual(await rows(), [{ withdrawn_at: null }])
  const takeBack = await who.formOn('/toi', action)
  await stranger.post(action, { ...takeBack, _csrf: foreign })
  assert.deepEqual(await rows(), [{ withdrawn_at: null }])
  await Promise.all([who.post(action, takeBack), who.post(action, takeBack)])
  const [taken, ...more] = await rows()
  assert.ok(taken?.withdrawn_at)
  assert.deepEqual(more, [])
})

test('the copy holds everything of mine in both forms, no official and nothing of those whom I act for', async () => {
  const who = await newcomer()
  const other = await newcomer()
  await fillIn(who)
  const own = await fileIt(who)
  const { name, personalNumber: number = '' } = other.actor
  const { personId } = who.actor
  const id = await confirmed(doors.database.app, { personId, of: { kind: 'person', number, name } })
  await who.post(START, { ...(await who.formOn(START, START)), cho: String(id) })
  await fillIn(who)
  const theirs = await fileIt(who)
  const { owner } = doors.database
  await sql`
    insert into notice_choice (person_id, choices, language, phone, phone_confirmed_at, changed_at)
    values (${personId}, '{}', 'en', '84912000111', now(), now())`.execute(owner)
  await sql`insert into service_point (id, office_id, name) values (77, ${WARD}, 'Điểm Thử')`.execute(
    owner,
  )
  await sql`
    insert into booking (id, person_id, office_id, service_point_id, procedure_code, starts_at, ends_at, seat, booked_at, comes_name)
    values (gen_random_uuid(), ${personId}, ${WARD}, 77, '2.000815', now(), now() + interval '30 minutes', 1, now(), 'Mẹ Của Tôi'),
           (gen_random_uuid(), ${other.actor.personId}, ${WARD}, 77, '2.000815', now(), now() + interval '30 minutes', 2, now(), 'Người Lạ')`.execute(
    owner,
  )
  await sql`
    insert into rating (dossier_id, person_id, office_id, overall, aspects, note, rated_at, changed_at)
    select id, ${personId}, competent_office_id, 3, '{}', 'Lời nhắn của tôi', now(), now() from dossier where id = ${own}::uuid`.execute(
    owner,
  )
  const sent = await who.get('/toi/ban-sao.json')
  assert.match(String(sent.headers['content-disposition']), /^attachment/)
  const copy = JSON.parse(sent.body) as {
    account: { name: string }
    iActFor: { whom: string }[]
    bookings: { comesName: string; place: string }[]
    notices: { phone: string; language: string }
    storedPapers: unknown[]
    preparedDeclarations: unknown[]
    dossiers: {
      id: string
      answers: Record<string, unknown>
      files: unknown[]
      payments: unknown[]
      rating: { note: string } | null
    }[]
  }
  assert.equal(copy.account.name, who.actor.name)
  assert.deepEqual(
    copy.bookings.map(({ comesName, place }) => [comesName, place]),
    [['Mẹ Của Tôi', 'Điểm Thử']],
  )
  assert.deepEqual([copy.notices.phone, copy.notices.language], ['84912000111', 'en'])
  assert.deepEqual([copy.storedPapers, copy.preparedDeclarations], [[], []])
  assert.equal(copy.dossiers[0]?.rating?.note, 'Lời nhắn của tôi')
  assert.deepEqual(copy.dossiers[0]?.payments, [])
  assert.ok(!sent.body.includes('Người Lạ'))
  assert.deepEqual(
    copy.dossiers.map((each) => each.id),
    [own],
  )
  assert.equal(copy.dossiers[0]?.answers['child.fullName'], 'Nguyễn Hoàng Minh Anh')
  assert.equal(copy.dossiers[0]?.files.length, 1)
  assert.equal(copy.iActFor[0]?.whom, name)
  assert.ok(!sent.body.includes(theirs))
  assert.ok(!sent.body.includes('Người Giám Sát Mật'))
  const page = await who.get('/toi/ban-sao')
  assert.ok(page.body.includes(`/ho-so/${own}`))
  assert.ok(!page.body.includes(theirs))
  await other.get(`/vao/${other.actor.personId}`)
  assert.match((await other.get('/toi')).body, new RegExp(`nộp cho bạn[^]*${theirs}`))
})

test('English pages are English, with signing in and without', async () => {
  const who = await newcomer()
  await ask(who, { words: 'Wrong' })
  for (const path of ['/toi', '/toi/ban-sao', ASK, '/quyen-rieng-tu', '/tro-nang']) {
    const { statusCode, body } = await who.get(`${path}?lang=en`)
    assert.equal(statusCode, 200, path)
    assert.deepEqual(vietnameseIn(mainOf(body).replaceAll(who.actor.name, '')), [], path)
  }
})
