import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { fileIt, fillIn, PHOTO } from '../../test/support/birth-filing.ts'
import { receptionist } from '../../test/support/birth-life.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act, CITY, OTHER_WARD, WARD } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { visitor, type Visitor } from '../../test/support/visitor.ts'
import { chanceOf } from '../demo/chance.ts'
import { madeScan } from '../demo/scan.ts'
import { ownCopy } from '../filing/own-records/export.ts'
import { inContext } from '../db/context.ts'
import { sha256Hex } from '../lib/canonical.ts'
import { addAssignment } from '../office/store.ts'

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const SEND = '/phan-anh'
const SAID = {
  topic: 'attitude',
  office: String(WARD),
  words: 'Tôi chờ từ sáng, không ai gọi.',
  named: 'no',
}
const photo = { field: 'photo', filename: 'quầy.png', type: 'image/png', bytes: PHOTO }

/** Somebody else every time: the same name is the same person. */
const newcomer = () => doors.citizen(`Người Phản Ánh ${'A'.repeat(++people)}`)

type Watcher = Visitor & { personId: number }

/** A supervisor in a browser of their own. */
async function supervisor(
  officeId: number,
  role: 'supervisor' | 'officer' = 'supervisor',
): Promise<Watcher> {
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', 'Người Giám Sát', ${`pa${people++}@thu.example`})
    returning id`.execute(doors.database.owner)
  const personId = rows[0]!.id
  const held = { officeId, role, title: 'Công chức', validFrom: '2020-01-01' as const }
  const assignment = await addAssignment(doors.database.app, personId, held)
  const browser = visitor(doors.app)
  await browser.get(`/vao/${personId}?viec=${assignment}`)
  return Object.assign(browser, { personId })
}

async function send(
  who: Visitor,
  over: Record<string, string> = {},
  files: Parameters<Visitor['upload']>[2] = [],
) {
  const form = await who.formOn(SEND, SEND)
  return who.upload(SEND, { ...form, ...SAID, ...over }, files)
}

/** The page of what was sent. */
async function sent(...asked: Parameters<typeof send>): Promise<string> {
  const answer = await send(...asked)
  assert.equal(answer.statusCode, 303, answer.body)
  return String(answer.headers.location).replace(/\?.*/, '')
}

/** The newest, as the database has it. */
async function newest() {
  const { rows } = await sql<{
    id: string
    handler: number
    state: string
    level: number
    scopes: number[]
  }>`select id, handler_id as handler, state, level, scopes from petition order by sent_at desc, id desc limit 1`.execute(
    doors.database.owner,
  )
  return rows[0]!
}

async function does(who: Visitor, at: string, fields: Record<string, string>) {
  const form = await who.formOn(at, at)
  return who.post(at, { ...form, ...fields })
}

const staffPage = (id: string) => `/giam-sat/phan-anh/${id}`
const answered = (id: string, by: Visitor, over: Record<string, string> = {}) =>
  does(by, staffPage(id), { act: 'answer', 'words.answer': 'Đã xin lỗi và nhắc nhở.', ...over })

test('without a name: the office reads words and picture, never who, and the answer stands beside what was said', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const dossier = await fileIt(mother)
  const form = await mother.formOn(`${SEND}?ho-so=${dossier}`, SEND)
  assert.equal(form['dossier'], dossier)
  const typed = { ...form, ...SAID, words: 'Chuyện của riêng tôi.' }
  const pressed = await Promise.all([1, 2, 3].map(() => mother.upload(SEND, typed, [photo])))
  const [at, ...others] = new Set(pressed.map(({ headers }) => String(headers.location)))
  assert.deepEqual(others, [])
  assert.match(at!, /^\/phan-anh\/xem\/[2-9A-HJ-NP-Z]{12}\?xong=gui$/)
  const page = at!.replace(/\?.*/, '')
  assert.match((await mother.get(page)).body, /Đã gửi, đang giải quyết/)
  assert.match((await mother.get(`/ho-so/${dossier}`)).body, /Phản ánh bạn đã gửi/)

  const { id } = await newest()
  const ward = await supervisor(WARD)
  assert.match((await ward.get('/giam-sat/phan-anh')).body, new RegExp(id))
  const { body } = await ward.get(staffPage(id))
  assert.match(body, /Chuyện của riêng tôi[^]*Không ghi tên/)
  const code = page.split('/').at(-1)!
  const { rows } = await sql<{ code: string }>`
    select code from dossier where id = ${dossier}::uuid`.execute(doors.database.owner)
  for (const secret of [mother.actor.name, dossier, rows[0]!.code, code])
    assert.ok(!body.includes(secret), secret)
  const shown = await ward.get(`${staffPage(id)}/anh/1-0`)
  assert.equal(shown.headers['content-type'], 'image/jpeg')

  assert.equal((await answered(id, ward)).statusCode, 303)
  const told = mainOf((await mother.get(page)).body)
  assert.match(
    told,
    /Chuyện của riêng tôi[^]*Đã xin lỗi và nhắc nhở[^]*Bạn là người kết thúc phản ánh/,
  )
  assert.equal((await does(mother, page, { act: 'accept' })).statusCode, 303)
  assert.equal((await newest()).state, 'closed')
})

test('whoever stands outside sees neither list nor petition nor picture: another ward, another role, a stranger', async () => {
  const page = await sent(await newcomer(), {}, [photo])
  const { id } = await newest()
  const other = await supervisor(OTHER_WARD)
  assert.doesNotMatch((await other.get('/giam-sat/phan-anh')).body, new RegExp(id))
  const officer = await supervisor(WARD, 'officer')
  for (const path of [staffPage(id), `${staffPage(id)}/anh/1-0`]) {
    assert.equal((await other.get(path)).statusCode, 404)
    assert.equal((await officer.get(path)).statusCode, 403)
  }
  const stranger = visitor(doors.app)
  const wrong = page.replace(/.$/, (last) => (last === '2' ? '3' : '2'))
  assert.equal((await stranger.get(wrong)).statusCode, 404)
  assert.equal((await stranger.get(`${page}/anh/1-0`)).headers['content-type'], 'image/jpeg')
  for (const nth of ['1-1', '2-0', '0', 'x'])
    assert.equal((await stranger.get(`${page}/anh/${nth}`)).statusCode, 404)
})

test('no official finds a code, an account or a dossier, whatever they ask the database for', async () => {
  await sent(await newcomer())
  const { scopes } = await newest()
  const { app } = doors.database
  const { rows } = await inContext(app, { scopes: [...scopes, WARD, CITY] }, (tx) =>
    sql`select * from petition_key`.execute(tx),
  )
  assert.deepEqual(rows, [])
  const outside = await inContext(app, { scopes: [OTHER_WARD] }, (tx) =>
    sql`select id::text from petition union all select petition_id::text from petition_event union all
        select petition_id::text from petition_sender`.execute(tx),
  )
  assert.deepEqual(outside.rows, [])
})

test('what has to be mended is said all at once, and neither words nor pictures are lost', async () => {
  const who = visitor(doors.app)
  const empty = await send(who, { topic: '', office: '', words: '', named: '' })
  assert.equal(empty.statusCode, 422)
  assert.equal(summaryOf(empty.body).length, 4)
  assertAnchorsExist(empty.body)
  const half = await send(who, { named: 'yes', fullName: '', address: 'x', contact: 'không có' }, [
    photo,
  ])
  assert.equal(half.statusCode, 422)
  assert.match(half.body, /Hãy ghi họ và tên[^]*Tôi chờ từ sáng[^]*Đã nhận 1 ảnh/)
  assertAnchorsExist(half.body)
  const [, kept] = /name="photo\.kept" value="([^"]+)"/.exec(half.body) ?? []
  const [, key] = /name="_key" value="([^"]+)"/.exec(half.body) ?? []
  const form = { ...(await who.formOn(SEND, SEND)), ...SAID, _key: key!, 'photo.kept': kept! }
  const page = String((await who.upload(SEND, form, [])).headers.location).replace(/\?.*/, '')
  assert.equal((await who.get(`${page}/anh/1-0`)).headers['content-type'], 'image/jpeg')

  const foreign = await sent(who, { 'photo.kept': kept! })
  assert.equal((await who.get(`${foreign}/anh/1-0`)).statusCode, 404, 'sealed for another form')
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')
  const paper = await send(who, {}, [{ ...photo, bytes: pdf }])
  assert.deepEqual(summaryOf(paper.body), ['Hãy gửi ảnh JPEG hoặc PNG.'])
  const four = await send(
    who,
    {},
    [1, 2, 3, 4].map((nth) => ({ ...photo, bytes: madeScan(chanceOf(`ảnh ${nth}`)) })),
  )
  assert.deepEqual(summaryOf(four.body), ['Chỉ gửi được 3 ảnh. Ảnh thừa chưa được nhận.'])
  assert.match(four.body, /Đã nhận 3 ảnh/)
})

test('a legal complaint and a denunciation are not taken: the page says where they go, and keeps the words', async () => {
  const before = await newest()
  for (const [topic, where] of [
    ['complaint', /theo Luật Khiếu nại/],
    ['denunciation', /theo Luật Tố cáo/],
  ] as const) {
    const answer = await send(visitor(doors.app), { topic })
    assert.equal(answer.statusCode, 422)
    assert.match(summaryOf(answer.body).join(), where)
    assert.match(answer.body, /Tôi chờ từ sáng/)
  }
  assert.equal((await newest()).id, before.id)
})

test('whoever worked on the dossier neither reads nor answers: they may pass it up, and the city answers', async () => {
  const mother = await newcomer()
  await fillIn(mother)
  const dossier = await fileIt(mother)
  const ward = await supervisor(WARD)
  const colleague = await supervisor(WARD)
  const refusal = { type: 'refuse', reason: 'Sai nơi.', legalBasis: 'Luật Hộ tịch' } as const
  const by = { ...receptionist, personId: ward.personId }
  accepted(await act(doors.deps.dossier, dossier, by, refusal))
  const page = await sent(mother, { dossier, words: 'Người tiếp nhận quát tôi.' }, [photo])
  const { id } = await newest()
  const look = await ward.get(staffPage(id))
  assert.match(look.body, /Ông\/bà đã làm việc với hồ sơ bị phản ánh/)
  assert.doesNotMatch(look.body, /quát tôi/)
  assert.equal((await ward.get(`${staffPage(id)}/anh/1-0`)).statusCode, 404)
  assert.match((await colleague.get(staffPage(id))).body, /quát tôi/)
  const form = await ward.formOn(staffPage(id), staffPage(id))
  const forced = await ward.post(staffPage(id), { ...form, act: 'answer', 'words.answer': 'Ổn.' })
  assert.equal(forced.statusCode, 409)
  assert.equal((await newest()).state, 'open')
  assert.equal((await does(ward, staffPage(id), { act: 'passUp' })).statusCode, 303)
  assert.deepEqual([(await newest()).handler, (await newest()).level], [CITY, 1])
  assert.match((await mother.get(page)).body, /Đã chuyển lên cấp trên/)
  assert.equal((await colleague.get(staffPage(id))).statusCode, 404)
  assert.equal((await answered(id, await supervisor(CITY))).statusCode, 303)
})

test('about the head of an office it goes to the office above at once; a name is read by whoever answers alone', async () => {
  const mother = await newcomer()
  const named = { named: 'yes', fullName: 'Bà Tên Thật', address: 'số 5', contact: '0912345678' }
  await sent(mother, { head: 'yes', ...named })
  const { id, handler } = await newest()
  assert.equal(handler, CITY)
  assert.equal((await (await supervisor(WARD)).get(staffPage(id))).statusCode, 404)
  assert.match(
    (await (await supervisor(CITY)).get(staffPage(id))).body,
    /Bà Tên Thật[^]*0912345678/,
  )
})

test('its sender has the last word: passed up with a reason, once for a form, until there is nobody above', async () => {
  const mother = await newcomer()
  const page = await sent(mother)
  const { id } = await newest()
  const early = await does(mother, page, { act: 'passUp', why: 'Lâu quá.' }).catch(() => undefined)
  assert.notEqual(early?.statusCode, 303, 'neither answered nor late')
  await answered(id, await supervisor(WARD))
  const silent = await does(mother, page, { act: 'passUp', why: '' })
  assert.deepEqual(
    [silent.statusCode, summaryOf(silent.body)],
    [422, ['Hãy ghi vì sao bạn chưa đồng ý.']],
  )
  assertAnchorsExist(silent.body)
  const form = { ...(await mother.formOn(page, page)), act: 'passUp', why: 'Chưa ai xin lỗi tôi.' }
  const pressed = await Promise.all([1, 2].map(() => mother.post(page, form)))
  assert.deepEqual(
    pressed.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  assert.deepEqual([(await newest()).handler, (await newest()).level], [CITY, 1])
  const city = await supervisor(CITY)
  assert.match((await city.get(staffPage(id))).body, /Chưa ai xin lỗi tôi/)
  await answered(id, city)
  const last = await mother.get(page)
  assert.match(last.body, /Đây là cấp cuối cùng ở thành phố/)
  assert.doesNotMatch(last.body, /value="passUp"/)
})

test('more can be said while it is open, the office can ask, and send it on to whom it belongs', async () => {
  const mother = await newcomer()
  const page = await sent(mother)
  const { id } = await newest()
  const ward = await supervisor(WARD)
  await does(ward, staffPage(id), { act: 'ask', 'words.ask': 'Hôm đó là ngày nào?' })
  assert.match((await mother.get(page)).body, /Cơ quan hỏi thêm[^]*Hôm đó là ngày nào/)
  const form = { ...(await mother.formOn(page, page)), act: 'add', more: 'Thứ hai tuần trước.' }
  assert.equal((await mother.upload(page, form, [photo])).statusCode, 303)
  assert.match((await ward.get(staffPage(id))).body, /Thứ hai tuần trước/)
  const nowhere = await does(ward, staffPage(id), { act: 'forward', 'words.forward': 'Sai nơi' })
  assert.deepEqual(summaryOf(nowhere.body), ['Hãy chọn đơn vị có thẩm quyền.'])
  const there = {
    act: 'forward',
    'words.forward': 'Việc của phường Hai.',
    office: String(OTHER_WARD),
  }
  assert.equal((await does(ward, staffPage(id), there)).statusCode, 303)
  assert.equal((await ward.get(staffPage(id))).statusCode, 404)
  const other = await supervisor(OTHER_WARD)
  assert.match((await other.get(staffPage(id))).body, /Tôi chờ từ sáng[^]*Thứ hai tuần trước/)
  assert.match((await mother.get(page)).body, /UBND phường Hai/)
})

test('answered in public: words of their own, and nothing of what the sender wrote', async () => {
  const page = await sent(await newcomer(), { words: 'Lời riêng, số nhà 12.' })
  const { id } = await newest()
  const ward = await supervisor(WARD)
  const half = await answered(id, ward, { asked: 'Chờ lâu ở quầy' })
  assert.equal(half.statusCode, 422)
  assert.match(half.body, /Đã xin lỗi và nhắc nhở/)
  await answered(id, ward, { asked: 'Chờ lâu ở quầy', answered: 'Đã mở thêm một quầy.' })
  const { body } = await visitor(doors.app).get('/phan-anh/da-tra-loi')
  assert.match(body, /Chờ lâu ở quầy[^]*Đã mở thêm một quầy/)
  assert.ok(!body.includes('số nhà 12') && !body.includes(page.split('/').at(-1)!))
})

test('a second answer, and an answer by somebody whose role has ended, change nothing', async () => {
  await sent(await newcomer())
  const { id } = await newest()
  const [first, second, former] = [
    await supervisor(WARD),
    await supervisor(WARD),
    await supervisor(WARD),
  ]
  const at = staffPage(id)
  const late = { ...(await second.formOn(at, at)), act: 'answer', 'words.answer': 'Trả lời sau' }
  const form = { ...(await former.formOn(at, at)), act: 'answer', 'words.answer': 'Tôi đã nghỉ' }
  await sql`update assignment set valid_to = '2021-01-01' where person_id = ${former.personId}`.execute(
    doors.database.owner,
  )
  await former.post(at, form)
  assert.equal((await newest()).state, 'open')
  assert.equal((await answered(id, first)).statusCode, 303)
  assert.equal((await second.post(at, late)).statusCode, 409)
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from petition_event where petition_id = ${id}::uuid and kind = 'answered'`.execute(
    doors.database.owner,
  )
  assert.equal(rows[0]?.many, 1)
})

test('without an account: the code opens it, in whatever way it is copied; a wrong one opens nothing', async () => {
  const stranger = visitor(doors.app)
  const page = await sent(stranger)
  const code = page.split('/').at(-1)!
  const typed = `${code.slice(0, 4)}-${code.slice(4, 8).toLowerCase()} ${code.slice(8)}`
  const found = await stranger.get(`/phan-anh/tra-cuu?ma=${encodeURIComponent(typed)}`)
  assert.equal(found.headers.location, page)
  assert.equal((await stranger.get('/phan-anh/tra-cuu?ma=abc')).statusCode, 422)
  assert.equal((await stranger.get('/phan-anh/cua-toi')).statusCode, 303)
})

test('of the pictures of somebody without an account a small copy is kept, and of what is no picture nothing', async () => {
  const stranger = visitor(doors.app)
  const scan = madeScan(chanceOf('một ảnh'))
  const kinds = async () => {
    const { rows } = await sql<{ kind: string }>`
      select photos -> 0 ->> 'mediaType' as kind from petition_event
       where petition_id = ${(await newest()).id}::uuid and seq = 1`.execute(doors.database.owner)
    return rows.map(({ kind }) => kind)
  }
  const page = await sent(stranger, {}, [{ ...photo, bytes: scan }])
  assert.deepEqual(await kinds(), ['image/jpeg'])
  assert.equal((await stranger.get(`${page}/anh/1-0`)).headers['content-type'], 'image/jpeg')
  const isKept = async (bytes: Buffer) =>
    (await doors.deps.files.read(sha256Hex(bytes))) !== undefined
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n99\n%%EOF\n')
  assert.equal((await send(stranger, {}, [{ ...photo, bytes: pdf }])).statusCode, 422)
  assert.deepEqual([await isKept(pdf), await isKept(scan)], [false, false])
  await sent(await newcomer(), {}, [{ ...photo, bytes: scan }])
  assert.deepEqual([await kinds(), await isKept(scan)], [['image/png'], true])
})

test('one’s own petitions stand together, and somebody else’s dossier cannot be spoken of', async () => {
  const [mother, other] = [await newcomer(), await newcomer()]
  await fillIn(mother)
  const dossier = await fileIt(mother)
  const page = await sent(mother, { dossier })
  assert.match((await mother.get('/phan-anh/cua-toi')).body, new RegExp(page))
  assert.doesNotMatch((await other.get('/phan-anh/cua-toi')).body, new RegExp(page))
  assert.equal((await other.get(`${SEND}?ho-so=${dossier}`)).statusCode, 404)
  assert.equal((await send(other, { dossier })).statusCode, 404)
})

test('the English pages are English', async () => {
  const mother: Citizen = await newcomer()
  await mother.get(`${SEND}?lang=en`)
  const { body } = await mother.get(SEND)
  assert.match(body, /Tell us what went wrong/)
  const page = await sent(mother, { words: 'They made me wait.' })
  const { id } = await newest()
  await answered(id, await supervisor(WARD))
  for (const path of [SEND, page, '/phan-anh/cua-toi', '/phan-anh/tra-cuu'])
    assert.deepEqual(vietnameseIn(mainOf((await mother.get(path)).body)), [], path)
})

test('one’s own copy of everything holds what one said and what was answered, and no official', async () => {
  const mother = await newcomer()
  const page = await sent(mother, { words: 'Chờ ba buổi.' }, [photo])
  await answered((await newest()).id, await supervisor(WARD))
  const { petitions } = await ownCopy(doors.ownRecords, mother.actor)
  const [own, ...others] = petitions
  assert.deepEqual(others, [])
  assert.deepEqual([own?.code, own?.words], [page.split('/').at(-1), 'Chờ ba buổi.'])
  assert.deepEqual(
    own?.history.map(({ kind, words }) => [kind, words]),
    [
      ['sent', null],
      ['answered', 'Đã xin lỗi và nhắc nhở.'],
    ],
  )
  assert.doesNotMatch(JSON.stringify(petitions), /Người Giám Sát/)
})
