/** Nothing typed is lost: when the session ends, when the device changes, when time passes. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { answerAll, begin, birthNotice, START, upload } from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'

let doors: CitizenDoors
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

const CHILD = `${START}/child`
const DOOR = `/dang-nhap?next=${encodeURIComponent(CHILD)}`

let people = 0
/** Somebody with a new draft, and the form of the child's page as it stands in their browser. */
async function typing(): Promise<{ person: Citizen; name: string; form: Record<string, string> }> {
  const name = `Người Gõ ${'ABCDEFGHIJKLMNOP'[people++]}`
  const person = await doors.citizen(name)
  await begin(person)
  return { person, name, form: await person.formOn(CHILD, CHILD) }
}
const typed = { 'child.fullName': 'Nguyễn Còn Nguyên', 'child.birthOn.day': '19' }

/** Half an hour passes without a request. */
function sessionEnds(): void {
  doors.clock.now = new Date(doors.clock.now.getTime() + 31 * 60_000)
}
const boxOf = (body: string, name: string) =>
  new RegExp(`name="${name.replace('.', '\\.')}"[^>]*value="([^"]*)"`).exec(body)?.[1]

test('what was sent after the session had ended stands on the page again after the sign-in, once', async () => {
  const { person, name, form } = await typing()
  sessionEnds()
  const sent = await person.post(CHILD, { ...form, ...typed })
  assert.equal(sent.statusCode, 303)
  assert.equal(sent.headers.location, DOOR)
  const back = await doors.citizen(name)
  const page = await back.get(CHILD)
  assert.equal(boxOf(page.body, 'child.fullName'), 'Nguyễn Còn Nguyên')
  assert.equal(boxOf(page.body, 'child.birthOn.day'), '19')
  assert.match(page.body, /Điều bạn gõ lúc đó đã được giữ/)
  const again = await back.get(CHILD)
  assert.equal(boxOf(again.body, 'child.fullName'), 'Nguyễn Còn Nguyên')
  assert.doesNotMatch(again.body, /Điều bạn gõ lúc đó/)
})

test('what the browser saves by itself after the session is kept, too, and the page is told so', async () => {
  const { person, name, form } = await typing()
  sessionEnds()
  const saved = await person.post(`${CHILD}/luu`, { ...form, ...typed })
  assert.equal(saved.statusCode, 401)
  assert.equal(saved.body, '')
  const page = await (await doors.citizen(name)).get(CHILD)
  assert.equal(boxOf(page.body, 'child.fullName'), 'Nguyễn Còn Nguyên')
})

test('what was kept is the owner’s: another person finds nothing of it, and a made-up draft keeps nothing', async () => {
  const { person, form } = await typing()
  sessionEnds()
  await person.post(CHILD, { ...form, ...typed })
  const stranger = await doors.citizen('Người Khác Hẳn')
  await begin(stranger)
  assert.doesNotMatch((await stranger.get(CHILD)).body, /Còn Nguyên/)
  const count = () =>
    sql<{ n: number }>`select count(*)::int as n from filing_rescue`.execute(doors.database.owner)
  const { rows: before } = await count()
  await person.post(CHILD, { ...form, ...typed, _draft: '01a22589-2d05-77a8-9984-797e31d860b2' })
  await person.post(`${START}/khong-co`, { ...form, ...typed })
  await person.post(CHILD, { ...form, ...typed, _csrf: 'wrong' })
  assert.deepEqual((await count()).rows, before)
})

test('a draft that was changed elsewhere meanwhile is not undone: only its empty boxes are filled', async () => {
  const { person, name, form } = await typing()
  sessionEnds()
  await person.post(CHILD, { ...form, ...typed })
  doors.clock.now = new Date(doors.clock.now.getTime() + 60_000)
  const laptop = await doors.citizen(name)
  const newer = await laptop.formOn(`${START}/birth`, `${START}/birth`)
  await sql`update filing_draft set raw = raw || '{"child.fullName": "Tên Mới Hơn"}', saved_at = ${doors.clock.now}
             where id = ${form['_draft']}::uuid`.execute(doors.database.owner)
  assert.ok(newer['_draft'])
  const page = await laptop.get(CHILD)
  assert.equal(boxOf(page.body, 'child.fullName'), 'Tên Mới Hơn')
  assert.equal(boxOf(page.body, 'child.birthOn.day'), '19')
})

test('begun on the telephone, gone on with on the laptop: answers and papers are there, and neither undoes the other', async () => {
  const name = 'Người Hai Máy'
  const telephone = await doors.citizen(name)
  await answerAll(telephone)
  await upload(telephone, [birthNotice])
  const laptop = await doors.citizen(name)
  const tasks = await laptop.get(START)
  assert.match(tasks.body, /Đã lưu lúc \d\d:\d\d/)
  assert.match((await laptop.get(`${START}/giay-to`)).body, /giấy chứng sinh\.png/)
  const onLaptop = await laptop.formOn(CHILD, CHILD)
  const onTelephone = await telephone.formOn(`${START}/birth`, `${START}/birth`)
  await laptop.post(`${CHILD}/luu`, {
    ...onLaptop,
    ...typed,
    'child.birthOn.month': '10',
    'child.birthOn.year': '2026',
    'child.sex': 'male',
    'child.ethnicity': '01',
    'child.nationality': 'VN',
  })
  await telephone.post(`${START}/birth/luu`, {
    ...onTelephone,
    'child.homeTown': 'quê gõ trên điện thoại',
    'child.birthPlace.commune': 'Phường Ba Đình, Thành phố Hà Nội',
    'child.birthPlace.detail': 'Bệnh viện Thử',
  })
  const look = await laptop.get(`${START}/kiem-tra`)
  assert.match(look.body, /Nguyễn Còn Nguyên/)
  assert.match(look.body, /quê gõ trên điện thoại/)
  const forms = [laptop, telephone].map((each) => each.formOn(`${START}/kiem-tra`, `${START}/nop`))
  const [one, other] = await Promise.all(forms)
  const [here, there] = await Promise.all([
    laptop.post(`${START}/nop`, one!),
    telephone.post(`${START}/nop`, other!),
  ])
  assert.match(String(here.headers.location), /\/da-nop$/)
  assert.equal(there.headers.location, here.headers.location, 'one dossier, one receipt')
  assert.equal((await telephone.get(String(here.headers.location))).statusCode, 200)
})
