import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openLaw, type Law } from '../catalogue/law.ts'
import { join } from 'node:path'
import { checkout } from '../checkout.ts'
import {
  answer,
  answerAll,
  begin,
  birthNotice,
  fileIt,
  fillIn,
  START,
  upload,
} from '../../test/support/birth-filing.ts'
import {
  NGOC_HA,
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { OTHER_WARD, WARD } from '../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { stateById } from '../dossier/store.ts'
import { inContext } from '../db/context.ts'
import { forgetLasting } from '../interruption/in-force.ts'
import { eraseExpiredDrafts } from './jobs.ts'

const published = openLaw(join(checkout, 'data'))
let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const newcomer = () => doors.citizen(`Người Nộp ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)
const look = (mother: Citizen) => mother.formOn(`${START}/kiem-tra`, `${START}/nop`)

async function dossiersOf({ actor }: Citizen): Promise<{ id: string; competent: number }[]> {
  const { rows } = await sql<{ id: string; competent: number }>`
    select id, competent_office_id as competent from dossier where applicant_person_id = ${actor.personId}`.execute(
    doors.database.owner,
  )
  return rows
}

test('before sending, the page says that nothing is sent, the date it may lead to, and the declaration', async () => {
  doors.clock.now = new Date('2026-11-25T02:00:00Z')
  const mother = await newcomer()
  await fillIn(mother)
  const { body } = await mother.get(`${START}/kiem-tra`)
  assert.match(body, /Hồ sơ chưa được gửi\./)
  assert.match(body, /Nếu được tiếp nhận hôm nay thì hẹn trả[^]*thứ Tư, 25\/11\/2026, trước 17:00/)
  assert.match(body, /UBND phường Một giải quyết\. Không mất phí\./)
  assert.match(body, /Ngày mười chín tháng mười năm hai nghìn không trăm hai mươi sáu/)
  assert.ok(body.indexOf('Tôi cam đoan nội dung') < body.indexOf('Tôi cam đoan và nộp hồ sơ'))
  doors.clock.now = new Date('2026-11-25T08:00:00Z')
  await mother.get(`/vao/${mother.actor.personId}`)
  const late = await mother.get(`${START}/kiem-tra`)
  assert.match(late.body, /thứ Năm, 26\/11\/2026, trước 17:00/)
  doors.clock.now = new Date()
})

test('a change from the last look returns straight to it', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const { body } = await mother.get(`${START}/kiem-tra`)
  assert.match(body, /href="\/nop\/1\.001193\/birth\?ve=kiem-tra#f-child-homeTown"/)
  const page = `${START}/birth?ve=kiem-tra`
  const form = await mother.formOn(page, page)
  const sent = await mother.post(page, {
    ...form,
    'child.birthPlace.commune': 'Phường Ba Đình, Thành phố Hà Nội',
    'child.birthPlace.detail': 'Nhà hộ sinh Thử',
    'child.homeTown': 'xã Đông Anh',
  })
  assert.equal(sent.headers.location, `${START}/kiem-tra`)
  assert.match((await mother.get(`${START}/kiem-tra`)).body, /Nhà hộ sinh Thử/)
})

test('an unfinished filing is not sent: everything missing is listed, each line leads to its row', async () => {
  const mother = await newcomer()
  await begin(mother)
  const first = await mother.get(`${START}/kiem-tra`)
  assert.match(first.body, /Hồ sơ còn thiếu vài điều/)
  assert.deepEqual(summaryOf(first.body), [])
  const sent = await mother.post(`${START}/nop`, await look(mother))
  assert.equal(sent.statusCode, 422)
  assert.ok(summaryOf(sent.body).length > 5)
  assertAnchorsExist(sent.body)
  assert.deepEqual(await dossiersOf(mother), [])
})

test('parents in two wards: the mother chooses who decides', async () => {
  const mother = await newcomer()
  await answerAll(mother, { father: { 'father.residence.commune': NGOC_HA } })
  await upload(mother, [birthNotice])
  const undecided = await mother.post(`${START}/nop`, await look(mother))
  assert.match(summaryOf(undecided.body).join(), /Hãy chọn nơi giải quyết hồ sơ/)
  assertAnchorsExist(undecided.body)
  const page = `${START}/noi-giai-quyet`
  const forged = await mother.post(page, { ...(await mother.formOn(page, page)), office: '103' })
  assert.equal(forged.statusCode, 422)
  await mother.post(page, { ...(await mother.formOn(page, page)), office: String(OTHER_WARD) })
  await fileIt(mother)
  assert.equal((await dossiersOf(mother))[0]?.competent, OTHER_WARD)
})

test('where the applicant merely lives does not decide while a parent lives in the city', async () => {
  const grandmother = await newcomer()
  const childs = { 'requester.relation': 'grandparent' }
  await answerAll(grandmother, {
    requester: childs,
    contact: { 'requester.residence.commune': NGOC_HA },
    mother: {
      'mother.fullName': 'Lê Thị Thử',
      'mother.birthOn.year': '1996',
      'mother.residence.commune': 'Phường Ba Đình, Thành phố Hà Nội',
    },
  })
  await upload(grandmother, [birthNotice])
  await fileIt(grandmother)
  assert.equal((await dossiersOf(grandmother))[0]?.competent, WARD)
})

test('a residence outside Hà Nội is told where to go', async () => {
  const mother = await newcomer()
  const outside = 'Phường Hải Châu, Thành phố Đà Nẵng'
  await answerAll(mother, {
    contact: { 'requester.residence.commune': outside },
    father: { 'father.residence.commune': outside },
  })
  await upload(mother, [birthNotice])
  const sent = await mother.post(`${START}/nop`, await look(mother))
  assert.equal(sent.statusCode, 422)
  assert.match(summaryOf(sent.body).join(), /không thuộc Hà Nội/)
})

test('50 presses at once are one dossier, and all get the same receipt', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const form = await look(mother)
  const sent = await Promise.all(
    Array.from({ length: 50 }, () => mother.post(`${START}/nop`, form)),
  )
  const receipts = new Set(sent.map(({ headers }) => headers.location))
  const dossiers = await dossiersOf(mother)
  assert.equal(dossiers.length, 1)
  assert.deepEqual([...receipts], [`/ho-so/${dossiers[0]!.id}/da-nop`])
})

test('the dossier holds what was declared, who declared it, and the files under their hashes', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const id = await fileIt(mother)
  const state = await inContext(doors.database.app, mother.actor, (tx) => stateById(tx, id))
  assert.deepEqual(
    [state?.source, state?.kindOfFiling, state?.applicantPersonId, state?.filedBy],
    ['ownPortal', 'selfOnline', mother.actor.personId, `citizen:${mother.actor.personId}`],
  )
  assert.deepEqual(state?.offices, { receiving: WARD, competent: WARD, returning: WARD })
  assert.equal(state?.procedure.caseCode, '1.001193')
})

test('a page of the sent draft leads to its receipt; the answers stand only in the dossier', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const old = await mother.formOn(`${START}/child`, `${START}/child`)
  const id = await fileIt(mother)
  for (const path of ['child', 'giay-to', 'nop', 'xoa']) {
    const again = await mother.post(`${START}/${path}`, { ...old, 'child.fullName': 'Khác' })
    assert.equal(again.headers.location, `/ho-so/${id}/da-nop`, path)
  }
  const { rows } = await sql<{ raw: object; files: number }>`
    select raw, (select count(*)::int from filing_draft_file f where f.draft_id = d.id) as files
      from filing_draft d where person_id = ${mother.actor.personId}`.execute(doors.database.owner)
  assert.deepEqual(rows, [{ raw: {}, files: 0 }])
  assert.match((await mother.get(START)).body, /Bắt đầu/)
})

test('a program that dies after filing leaves one dossier: the draft is known as sent, and a twin may follow', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const form = await look(mother)
  const id = await fileIt(mother)
  await sql`update filing_draft set submitted_at = null, dossier_id = null
             where person_id = ${mother.actor.personId}`.execute(doors.database.owner)
  const again = await mother.post(`${START}/nop`, form)
  assert.equal(again.headers.location, `/ho-so/${id}/da-nop`)
  await sql`update filing_draft set submitted_at = null, dossier_id = null
             where person_id = ${mother.actor.personId}`.execute(doors.database.owner)
  await fillIn(mother, { child: { 'child.fullName': 'Nguyễn Hoàng Minh Em' } })
  const twin = await fileIt(mother)
  assert.notEqual(twin, id)
  assert.equal((await dossiersOf(mother)).length, 2)
})

test('after 30 days without a change a draft is gone for its owner, and then for everybody', async () => {
  const mother = await newcomer()
  await answerAll(mother)
  const old = await mother.formOn(`${START}/child`, `${START}/child`)
  doors.clock.now = new Date(Date.now() + 30 * 86_400_000 + 1000)
  await mother.get(`/vao/${mother.actor.personId}`)
  assert.match((await mother.get(START)).body, /Bắt đầu/)
  const late = await mother.post(`${START}/child`, { ...old, 'child.fullName': 'Muộn' })
  assert.equal(late.statusCode, 410)
  assert.match(late.body, /quá 30 ngày/)
  assert.doesNotMatch((await mother.get('/ho-so')).body, /<h2>Bản nháp/)
  assert.ok((await eraseExpiredDrafts(doors.database.worker, doors.clock.now)) >= 1)
  const { rows } = await sql`
    select 1 from filing_draft where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  assert.equal(rows.length, 0)
  doors.clock.now = new Date()
})

test('a new version of the form keeps the answers, asks only what is new, and is looked at before it is sent', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const form = await look(mother)
  doors.enact(withNewForm(published))
  const stopped = await mother.post(`${START}/nop`, form)
  assert.equal(stopped.statusCode, 409)
  assert.match(stopped.body, /Tờ khai vừa có bản mới/)
  const missing = await mother.post(`${START}/nop`, await look(mother))
  assert.deepEqual(summaryOf(missing.body), ['Hãy nhập nhóm máu của con.'])
  const page = await mother.get(`${START}/child`)
  assert.match(page.body, /name="child\.bloodGroup"/)
  assert.doesNotMatch(page.body, /name="child\.fullName"/)
  const whole = await mother.get(`${START}/child?ve=kiem-tra`)
  assert.match(whole.body, /value="Nguyễn Hoàng Minh Anh"/)
  const sent = await answer(mother, 'child', {
    'child.fullName': 'Nguyễn Hoàng Minh Anh',
    'child.birthOn.day': '19',
    'child.birthOn.month': '10',
    'child.birthOn.year': '2026',
    'child.sex': 'female',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.bloodGroup': 'O',
  })
  assert.equal(sent.statusCode, 303)
  doors.enact(published)
})

/** The law after a made amendment: version 2 of the form asks one question more and no longer asks for the home town. */
function withNewForm(law: Law): Law {
  const form = structuredClone(law.form('khai-sinh', 1))
  form.version = 2
  form.topics = form.topics.map((topic) => ({
    ...topic,
    questions: topic.questions.filter(({ id }) => id !== 'child.homeTown'),
  }))
  form.topics
    .find(({ id }) => id === 'child')!
    .questions.push({
      id: 'child.bloodGroup',
      kind: 'text',
      label: { vi: 'Nhóm máu của con', en: 'Child’s blood group' },
      required: true,
    })
  const procedure = {
    ...law.procedure('1.001193')!,
    version: 2,
    form: { id: 'khai-sinh', version: 2 },
  }
  return {
    ...law,
    procedures: () => [procedure],
    procedure: (code, version) => (version === 1 ? law.procedure(code, 1) : procedure),
    form: (id, version) => (version === 2 ? form : law.form(id, version)),
    terms: (code, caseCode) => law.terms(code, caseCode, 1),
  }
}

test('the receipt says what was sent, when an answer comes, and survives a bookmark', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const id = await fileIt(mother)
  for (let visit = 0; visit < 2; visit++) {
    const { body, statusCode } = await mother.get(`/ho-so/${id}/da-nop`)
    assert.equal(statusCode, 200)
    assert.match(body, /Xác nhận đã nộp hồ sơ/)
    assert.match(body, /Có trả lời về việc tiếp nhận trước/)
    assert.match(body, /Nếu được tiếp nhận ngay trong ngày nộp thì hẹn trả/)
    assert.match(body, /Mã cơ quan trong mã này là mã tạm, chưa công bố/)
    assert.match(body, /••• ••• •001/)
    assert.match(body, /(?:[0-9a-f]{4} ){15}[0-9a-f]{4}/)
  }
  const pdf = await mother.get(`/ho-so/${id}/giay-to/submission.pdf`)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-')
})

test('while the ward takes nothing in, the filing is received by the place that stands in, and the page says so; who decides stays', async () => {
  const { owner, app } = doors.database
  await sql`
    insert into service_point (id, office_id, name) values (902, ${OTHER_WARD}, 'Điểm phục vụ đứng thay')`.execute(
    owner,
  )
  await sql`
    insert into interruption (office_id, reason, words, legal_basis, is_planned, stops, from_at, to_at, substitute_point_id)
    values (${WARD}, 'powerOrNetwork', 'Mất điện toàn phường', 'thử', false, '{receiving}', now() - interval '1 hour',
            now() + interval '1 hour', 902)`.execute(owner)
  forgetLasting(app)
  const mother = await newcomer()
  await fillIn(mother)
  const { body } = await mother.get(`${START}/kiem-tra`)
  assert.match(
    body,
    /Phường Một tạm dừng tiếp nhận đến .* tại Điểm phục vụ đứng thay; cơ quan giải/,
  )
  const key = await look(mother)
  const first = await mother.post(`${START}/nop`, { ...key, declared: 'yes' })
  assert.equal(first.statusCode, 303)
  await sql`update interruption set to_at = now()`.execute(owner)
  forgetLasting(app)
  const again = await mother.post(`${START}/nop`, { ...key, declared: 'yes' })
  assert.equal(again.headers.location, first.headers.location, 'the same filing, sent again later')
  const { rows } = await sql<{ receiving: number; competent: number }>`
    select receiving_office_id as receiving, competent_office_id as competent from dossier
     where applicant_person_id = ${mother.actor.personId}`.execute(owner)
  assert.deepEqual(rows, [{ receiving: OTHER_WARD, competent: WARD }])
})
