import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  answer,
  answerAll,
  begin,
  fileIt,
  fillIn,
  MOTHERS_ANSWERS,
  START,
} from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { visitor } from '../../test/support/visitor.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

/** Somebody who has not been here before. */
const newcomer = () => doors.citizen(`Người Thử ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)

async function rawOf(mother: Citizen): Promise<Record<string, string>> {
  const { rows } = await sql<{ raw: Record<string, string> }>`
    select raw from filing_draft where person_id = ${mother.actor.personId} and submitted_at is null`.execute(
    doors.database.owner,
  )
  return rows[0]!.raw
}

test('a mother files: page by page, one photograph, one press, one receipt', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const look = await mother.get(`${START}/kiem-tra`)
  assert.match(look.body, /Nguyễn Hoàng Minh Anh/)
  const id = await fileIt(mother)
  const receipt = await mother.get(`/ho-so/${id}/da-nop`)
  assert.equal(receipt.statusCode, 200)
  assert.match(receipt.body, /H26\.101-\d{8}-0001/)
})

test('whoever has not signed in is led to the door and back to the very question', async () => {
  for (const page of [START, `${START}/child`, `${START}/giay-to`, `${START}/kiem-tra`]) {
    const { statusCode, headers } = await visitor(doors.app).get(page)
    assert.equal(statusCode, 303)
    assert.equal(headers.location, `/dang-nhap?next=${encodeURIComponent(page)}`)
  }
})

test('what cannot be filed here is not found, and what these answers do not ask leads to the list', async () => {
  const mother = await newcomer()
  for (const code of ['9.999999', '../etc', '1.001193.01']) {
    assert.equal((await mother.get(`/nop/${encodeURIComponent(code)}`)).statusCode, 404)
  }
  assert.equal((await mother.get(`${START}/child`)).headers.location, START)
  await begin(mother)
  assert.equal((await mother.get(`${START}/khong-co`)).headers.location, START)
  assert.equal((await mother.get(`${START}/marriage`)).headers.location, START)
})

test('a procedure that is only guided answers before any sign-in: what, where, and its guide; nothing is begun', async () => {
  const stranger = visitor(doors.app)
  for (const page of ['/nop/1.013226', '/nop/1.013226/work', '/nop/1.013226/kiem-tra']) {
    const { statusCode, body } = await stranger.get(page)
    assert.equal(statusCode, 200, page)
    assert.match(body, /Thủ tục này chưa nộp được trên trang này\. Bạn nộp tại điểm phục vụ\./)
    assert.match(body, /href="\/thu-tuc\/1\.013226"/)
    assert.doesNotMatch(body, /<form[^>]*action="\/nop/)
  }
  const { body } = await stranger.get('/nop/3.000346')
  assert.match(body, /Thủ tục này làm trên hệ thống của cơ quan trung ương/)
  assert.match(body, /href="https:\/\/dichvucong\.gov\.vn\//)
})

test('a form sent to a procedure that is only guided is refused and keeps nothing', async () => {
  const mother = await newcomer()
  const form = await mother.formOn(START, START)
  const answer = await mother.post('/nop/1.013226', form)
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /chưa nộp được trên trang này/)
  const { rows } = await sql`
    select 1 from filing_draft where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  assert.equal(rows.length, 0)
})

test('looking at the first page begins nothing; beginning twice is one draft', async () => {
  const mother = await newcomer()
  const first = await mother.get(START)
  const { name } = mother.actor
  assert.ok(first.body.includes(`Bạn đang đăng nhập là ${name}. Không phải bạn?`))
  const form = await mother.formOn(START, START)
  const drafts = () =>
    sql`select 1 from filing_draft where person_id = ${mother.actor.personId}`.execute(
      doors.database.owner,
    )
  assert.equal((await drafts()).rows.length, 0)
  const sent = await Promise.all(Array.from({ length: 8 }, () => mother.post(START, form)))
  assert.deepEqual(
    new Set(sent.map(({ headers }) => headers.location)),
    new Set([`${START}/situation`]),
  )
  assert.equal((await drafts()).rows.length, 1)
})

test('a page says everything that is wrong at once, keeps what was typed, and leads to each box', async () => {
  const mother = await newcomer()
  await begin(mother)
  const sent = await answer(mother, 'child', {
    'child.fullName': 'Bé 2 <b>đậm</b>',
    'child.birthOn.day': '31',
    'child.birthOn.month': '2',
    'child.birthOn.year': '2026',
    'child.nationality': 'ZZ',
  })
  assert.equal(sent.statusCode, 422)
  assert.match(sent.body, /<title>Lỗi: /)
  assert.deepEqual(summaryOf(sent.body), [
    'Mục “Họ, chữ đệm và tên của con” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.',
    'Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
    'Hãy chọn giới tính của con.',
    'Mục “Quốc tịch của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  ])
  assertAnchorsExist(sent.body)
  assert.match(sent.body, /value="Bé 2 &lt;b>đậm&lt;\/b>"/)
  assert.match(sent.body, /name="child.birthOn.day"[^>]*value="31"/)
})

const wrongBoxes: [what: string, topic: string, box: string, typed: string, said: RegExp][] = [
  ['a date to come', 'child', 'child.birthOn.year', '2031', /phải là ngày đã qua/],
  ['a year of two digits', 'child', 'child.birthOn.year', '26', /bốn chữ số/],
  ['a name of 101 letters', 'child', 'child.fullName', 'a'.repeat(101), /dài quá 100 ký tự/],
  [
    'a commune that never was',
    'contact',
    'requester.residence.commune',
    'Phường Hàng Bạcc',
    /Không có phường, xã tên “Phường Hàng Bạcc”\. Tên gần giống: Phường Hàng Bạc, Quận Hoàn Kiếm/,
  ],
  ['no commune', 'contact', 'requester.residence.commune', '', /Hãy chọn phường, xã/],
  ['no house number', 'contact', 'requester.residence.detail', ' ', /Hãy ghi số nhà/],
  [
    'a mail address without a place',
    'contact',
    'requester.email',
    'a@b',
    /Thư điện tử phải có dạng/,
  ],
  ['a home town of 201 letters', 'birth', 'child.homeTown', 'x'.repeat(201), /dài quá 200 ký tự/],
]
for (const [what, topic, box, typed, said] of wrongBoxes) {
  test(`${what} is refused with what to mend`, async () => {
    const mother = await doors.citizen('Người Gõ Sai')
    await begin(mother)
    const right = Object.fromEntries(MOTHERS_ANSWERS)[topic]
    const sent = await answer(mother, topic, { ...right, [box]: typed })
    assert.equal(sent.statusCode, 422)
    assert.match(summaryOf(sent.body).join('\n'), said)
    assertAnchorsExist(sent.body)
    assert.equal((await rawOf(mother))[box] ?? '', typed.trim())
  })
}

test('letters are made whole: two-part diacritics and the Icelandic Ð become ours', async () => {
  const mother = await newcomer()
  await begin(mother)
  await answer(mother, 'child', { 'child.fullName': 'Ðặng Hồng Ân'.normalize('NFD') })
  assert.equal((await rawOf(mother))['child.fullName'], 'Đặng Hồng Ân')
})

test('a text longer than any box is stopped at the door', async () => {
  const mother = await newcomer()
  await begin(mother)
  const sent = await answer(mother, 'birth', { 'child.homeTown': 'x'.repeat(20_001) })
  assert.equal(sent.statusCode, 422)
  assert.match(sent.body, /Nội dung quá dài/)
})

test('a question brought up by an answer is asked, not scolded for', async () => {
  const mother = await newcomer()
  await begin(mother)
  const first = await answer(mother, 'situation', {
    'situation.kind': 'ordinary',
    'situation.parents': 'both',
  })
  assert.equal(first.headers.location, `${START}/situation#f-situation-married`)
  const page = await mother.get(`${START}/situation`)
  assert.match(page.body, /đã đăng ký kết hôn chưa/)
  assert.deepEqual(summaryOf(page.body), [])
  const ignored = await answer(mother, 'situation', { 'situation.parents': 'both' })
  assert.equal(ignored.statusCode, 422)
})

test('a mother without a named father is not asked about him', async () => {
  const mother = await newcomer()
  await begin(mother)
  await answer(mother, 'situation', {
    'situation.kind': 'ordinary',
    'situation.parents': 'motherOnly',
  })
  assert.equal((await mother.get(`${START}/father`)).headers.location, START)
  assert.doesNotMatch((await mother.get(START)).body, /Người cha/)
})

test('what the national identity holds is shown with its source, and a forged box does not replace it', async () => {
  const mother = await newcomer()
  await begin(mother)
  const page = await mother.get(`${START}/requester`)
  assert.match(page.body, /Lấy từ tài khoản định danh quốc gia/)
  assert.match(page.body, /14\/03\/1996/)
  assert.doesNotMatch(page.body, /001196999000|001 196 999/)
  assert.doesNotMatch(page.body, /name="requester.fullName"/)
  await answer(mother, 'requester', {
    'requester.relation': 'mother',
    'requester.fullName': 'Người Khác',
    _asked: 'requester.relation,requester.fullName',
  })
  assert.equal((await rawOf(mother))['requester.fullName'], undefined)
})

test('“Báo sai” opens a held answer, keeps what else was typed, and can be taken back', async () => {
  const mother = await newcomer()
  await begin(mother)
  const opened = await answer(mother, 'requester', {
    'requester.relation': 'mother',
    _dispute: 'requester.birthOn',
  })
  assert.equal(opened.headers.location, `${START}/requester#f-requester-birthOn`)
  const page = await mother.get(`${START}/requester`)
  assert.match(page.body, /name="requester.birthOn.year"[^>]*value="1996"/)
  assert.match(page.body, /Tài khoản định danh ghi: 14\/03\/1996\. Bạn đã báo sai/)
  assert.equal((await rawOf(mother))['requester.relation'], 'mother')
  await answer(mother, 'requester', { _dispute: 'requester.birthOn' })
  assert.doesNotMatch((await mother.get(`${START}/requester`)).body, /requester.birthOn.year/)
})

test('a wrong number opens the kind of paper with it', async () => {
  const mother = await newcomer()
  await begin(mother)
  await answer(mother, 'requester', { _dispute: 'requester.personalNumber' })
  const page = await mother.get(`${START}/requester`)
  assert.match(page.body, /name="requester.idKind"/)
  assert.match(page.body, /name="requester.personalNumber"[^>]*value="001196999000"/)
})

test('the script saves half an answer without a word; the clock of the draft starts anew', async () => {
  const mother = await newcomer()
  await begin(mother)
  const form = await mother.formOn(`${START}/child`, `${START}/child`)
  const saved = await mother.post(`${START}/child/luu`, {
    ...form,
    'child.fullName': 'Nguyễn',
    'child.birthOn.day': '99',
  })
  assert.deepEqual([saved.statusCode, saved.body], [204, ''])
  const raw = await rawOf(mother)
  assert.deepEqual([raw['child.fullName'], raw['child.birthOn.day']], ['Nguyễn', '99'])
  const back = await mother.get(`${START}/child`)
  assert.match(back.body, /value="Nguyễn"/)
  assert.deepEqual(summaryOf(back.body), [])
})

test('“Để sau” keeps what stands on the page and leads to my dossiers, where the draft waits', async () => {
  const mother = await newcomer()
  await begin(mother)
  const sent = await answer(mother, 'child', { 'child.fullName': 'Nguyễn Minh', _later: 'yes' })
  assert.equal(sent.headers.location, '/ho-so')
  const mine = await mother.get('/ho-so')
  assert.match(mine.body, /Bản nháp[^]*Đăng ký khai sinh[^]*Xong \d+ trong \d+ phần/)
})

test('two tabs never undo each other', async () => {
  const mother = await newcomer()
  await begin(mother)
  const [child, birth] = await Promise.all([
    mother.formOn(`${START}/child`, `${START}/child`),
    mother.formOn(`${START}/birth`, `${START}/birth`),
  ])
  await Promise.all([
    mother.post(`${START}/child/luu`, { ...child, 'child.fullName': 'Minh Anh' }),
    mother.post(`${START}/birth/luu`, { ...birth, 'child.homeTown': 'Hà Nội' }),
  ])
  const raw = await rawOf(mother)
  assert.deepEqual([raw['child.fullName'], raw['child.homeTown']], ['Minh Anh', 'Hà Nội'])
})

test('a form without its token changes nothing', async () => {
  const mother = await newcomer()
  await begin(mother)
  const { _csrf: _token, ...form } = await mother.formOn(`${START}/child`, `${START}/child`)
  for (const path of ['child', 'child/luu', 'giay-to', 'nop', 'xoa', 'noi-giai-quyet']) {
    const sent = await mother.post(`${START}/${path}`, { ...form, 'child.fullName': 'Kẻ Gian' })
    assert.equal(sent.statusCode, 403, path)
  }
  assert.deepEqual(await rawOf(mother), { 'requester.email': 'thu.ha@thu.example' })
})

test('nobody gets into another person’s draft', async () => {
  const [mother, stranger] = [await newcomer(), await newcomer()]
  await begin(mother)
  await begin(stranger)
  const hers = await mother.formOn(`${START}/child`, `${START}/child`)
  const own = await stranger.formOn(`${START}/child`, `${START}/child`)
  const forged = { ...own, _draft: hers['_draft']!, 'child.fullName': 'Kẻ Gian' }
  for (const path of ['child', 'child/luu', 'giay-to', 'nop', 'xoa', 'noi-giai-quyet']) {
    assert.equal((await stranger.post(`${START}/${path}`, forged)).statusCode, 410, path)
  }
  assert.equal((await rawOf(mother))['child.fullName'], undefined)
})

test('a draft is deleted after a second look, with everything in it', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  assert.match((await mother.get(`${START}/xoa`)).body, /Bạn không lấy lại được/)
  const sent = await mother.post(
    `${START}/xoa`,
    await mother.formOn(`${START}/xoa`, `${START}/xoa`),
  )
  assert.equal(sent.headers.location, '/ho-so')
  assert.match((await mother.get(START)).body, /Bắt đầu/)
  const left =
    await sql`select 1 from filing_draft_file where person_id = ${mother.actor.personId}`.execute(
      doors.database.owner,
    )
  assert.equal(left.rows.length, 0)
})

test('English pages are English', async () => {
  const mother = await newcomer()
  await answerAll(mother)
  const pages = [
    '',
    '/situation',
    '/requester',
    '/contact',
    '/birth',
    '/result',
    '/giay-to',
    '/xoa',
  ]
  for (const page of pages) {
    const { body } = await mother.get(`${START}${page}?lang=en`)
    const names = /Người|Thử|Phường|Thành phố|phố|Đình|Đức|bản|Bệnh viện|nghiệm|thành/
    const words = vietnameseIn(mainOf(body).replace(/<datalist[^]*?<\/datalist>/g, ''))
    assert.deepEqual(
      words.filter((word) => !names.test(word) && !/^(Hà|Nội|xã|Đông|Anh,?)/.test(word)),
      [],
      page,
    )
  }
})
