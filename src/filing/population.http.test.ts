/** What the population register answers is shown and not asked; a silent register stands in nobody's way. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { join } from 'node:path'
import { startPopulation, type PopulationStandIn } from '../../standins/population.ts'
import {
  answer,
  answerAll,
  begin,
  birthNotice,
  fileIt,
  START,
  upload,
} from '../../test/support/birth-filing.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { populationAt } from '../adapters/population.ts'
import { openPrefill } from '../catalogue/prefill-load.ts'
import { checkout } from '../checkout.ts'
import type { HeldAtFiling } from '../dossier/events.ts'
import { historyOf } from '../dossier/store.ts'

const KEY = { id: 'motcua', secret: 'a key of the tests, long enough' }

let register: PopulationStandIn
let doors: CitizenDoors
before(async () => {
  register = await startPopulation({ key: KEY, now: () => doors.clock.now })
  const asked = populationAt({ url: register.url, key: KEY, now: () => doors.clock.now })
  const rules = openPrefill(join(checkout, 'data'))
  doors = await openCitizenDoors(undefined, { register: asked, rules })
})
after(async () => {
  await doors.close()
  await register.stop()
})

let accounts = 0
/** The made mother, whose husband is in the register, too; each time under another account, with no draft. */
const mother = () => doors.citizen('Trần Thị Thu Hà', { subject: `thu-ha-${++accounts}` })

const CHILD = {
  'child.fullName': 'Nguyễn Hoàng Minh Anh',
  'child.birthOn.day': '19',
  'child.birthOn.month': '10',
  'child.birthOn.year': '2026',
  'child.sex': 'female',
}

/** Everything that the register cannot know; says which pages were passed through. */
async function answerTheRest(person: Citizen): Promise<string[]> {
  await begin(person)
  const pages: readonly (readonly [string, Record<string, string>])[] = [
    [
      'situation',
      { 'situation.kind': 'ordinary', 'situation.parents': 'both', 'situation.married': 'yes' },
    ],
    ['requester', { 'requester.relation': 'mother' }],
    ['child', CHILD],
    [
      'birth',
      {
        'child.birthPlace.commune': 'Phường Ba Đình, Thành phố Hà Nội',
        'child.birthPlace.detail': 'Bệnh viện Thử nghiệm',
        'child.homeTown': 'phường Ba Đình, thành phố Hà Nội',
      },
    ],
    ['result', { 'result.manner': 'electronic', 'copies.wanted': 'no' }],
  ]
  const passed: string[] = []
  for (const [topic, answers] of pages) {
    let sent = await answer(person, topic, answers)
    if (String(sent.headers.location).includes(`/${topic}#`))
      sent = await answer(person, topic, answers)
    assert.equal(sent.statusCode, 303, `${topic}: ${sent.body}`)
    passed.push(String(sent.headers.location).slice(START.length + 1))
  }
  return passed
}

async function keptOf(
  id: string,
): Promise<{ answers: Record<string, unknown>; held: HeldAtFiling }> {
  const [filed] = await doors.database.owner
    .transaction()
    .execute((tx) => historyOf(tx, id, { withPrivate: true }))
  const { answers = {}, held = {} } = filed?.private ?? {}
  return { answers, held }
}

test('what the register holds is shown with source and date and asked of nobody: whole pages fall away', async () => {
  const person = await mother()
  assert.deepEqual(await answerTheRest(person), [
    'requester',
    'child',
    'birth',
    'result',
    'giay-to',
  ])
  const contact = await person.get(`${START}/contact`)
  assert.match(contact.body, /Số 5, ngõ 12, tổ dân phố 3/)
  assert.match(contact.body, /Lấy từ Cơ sở dữ liệu quốc gia về dân cư lúc \d\d:\d\d/)
  assert.doesNotMatch(contact.body, /name="requester\.residence\.commune"/)
  const father = await person.get(`${START}/father`)
  assert.match(father.body, /Nguyễn Minh Đức/)
  assert.doesNotMatch(father.body, /name="father\.fullName"/)
  assert.doesNotMatch(father.body, /001093999037/, 'a number is masked on the screen')
  const look = await person.get(`${START}/kiem-tra`)
  assert.match(look.body, /Từ Cơ sở dữ liệu quốc gia về dân cư, lúc \d\d:\d\d/)
  await upload(person, [birthNotice])
  const { answers, held } = await keptOf(await fileIt(person))
  assert.equal(answers['father.birthOn'], '1993-08-02')
  assert.equal(answers['marriage.registeredOn'], '2021-05-20')
  assert.equal(held['father.birthOn']?.source, 'population')
  assert.ok(held['father.birthOn']?.asOf)
  assert.equal(held['requester.fullName']?.source, 'identity')
})

test('what a child has of both parents is shown with where it comes from and not asked, and "Khai khác" opens it', async () => {
  const person = await mother()
  await answerTheRest(person)
  const page = await person.get(`${START}/child`)
  assert.doesNotMatch(page.body, /name="child\.(ethnicity|nationality)"/)
  assert.match(page.body, /Kinh[^]*Khai khác[^]*Theo dữ liệu dân cư của cha và mẹ, lúc \d\d:\d\d/)
  const look = await person.get(`${START}/kiem-tra`)
  assert.match(look.body, /Theo dữ liệu dân cư của cha và mẹ, lúc/)
  await answer(person, 'child', { ...CHILD, _dispute: 'child.ethnicity' })
  const opened = await person.get(`${START}/child`)
  assert.match(opened.body, /Theo dữ liệu của cha và mẹ: Kinh/)
  assert.match(opened.body, /name="child\.ethnicity"/)
  const other = { 'child.ethnicity': '02', 'remark:child.ethnicity': 'Theo ông' }
  await answer(person, 'child', { ...CHILD, ...other })
  await upload(person, [birthNotice])
  const { answers, held } = await keptOf(await fileIt(person))
  assert.deepEqual([answers['child.ethnicity'], answers['child.nationality']], ['02', 'VN'])
  const { says, remark, from } = held['child.ethnicity'] ?? {}
  assert.deepEqual([says, remark, from], ['01', 'Theo ông', 'parents'])
  assert.equal(held['child.nationality']?.from, 'parents')
})

test('whoever says that the register is wrong about a parent is asked about the child', async () => {
  const person = await mother()
  await answerTheRest(person)
  await answer(person, 'father', { _dispute: 'father.ethnicity' })
  await answer(person, 'father', { 'father.ethnicity': '02' })
  const page = await person.get(`${START}/child`)
  assert.match(page.body, /name="child\.ethnicity"/)
  assert.doesNotMatch(page.body, /name="child\.nationality"/)
  assert.doesNotMatch(page.body, /Theo dữ liệu của cha và mẹ: Kinh/)
})

test('"Báo sai" opens the answer; both values and the remark go to the officials', async () => {
  const person = await mother()
  await answerTheRest(person)
  const opened = await answer(person, 'father', { _dispute: 'father.birthOn' })
  assert.equal(opened.headers.location, `${START}/father#f-father-birthOn`)
  const page = await person.get(`${START}/father`)
  assert.match(page.body, /Dữ liệu dân cư ghi: 02\/08\/1993/)
  assert.match(page.body, /name="father\.birthOn\.year"[^>]*value="1993"/)
  await answer(person, 'father', {
    'father.birthOn.day': '3',
    'father.birthOn.month': '8',
    'father.birthOn.year': '1993',
    'remark:father.birthOn': 'Căn cước ghi ngày 3',
  })
  await upload(person, [birthNotice])
  const { answers, held } = await keptOf(await fileIt(person))
  assert.equal(answers['father.birthOn'], '1993-08-03')
  assert.equal(held['father.birthOn']?.says, '1993-08-02')
  assert.equal(held['father.birthOn']?.remark, 'Căn cước ghi ngày 3')
  assert.equal(held['father.fullName']?.says, undefined, 'what nobody disputes has one value')
})

test('pressed again, the register counts again and what was typed is gone', async () => {
  const person = await mother()
  await answerTheRest(person)
  await answer(person, 'father', { _dispute: 'father.ethnicity' })
  await answer(person, 'father', { 'father.ethnicity': '03', _dispute: 'father.ethnicity' })
  const page = await person.get(`${START}/father`)
  assert.doesNotMatch(page.body, /name="father\.ethnicity"/)
})

test('a silent register is told once on a page, everything is typed by hand, and the dossier is filed', async () => {
  register.failAlways('500')
  const person = await mother()
  await begin(person)
  const page = await person.get(`${START}/contact`)
  assert.equal(page.body.match(/Chưa lấy được dữ liệu dân cư/g)?.length, 1)
  assert.match(page.body, /name="requester\.residence\.commune"/)
  await answerAll(person)
  await upload(person, [birthNotice])
  const id = await fileIt(person)
  const { held } = await keptOf(id)
  assert.ok(Object.values(held).every(({ source }) => source === 'identity'))
  const asked = register.asked().length
  await begin(person)
  await person.get(`${START}/contact`)
  register.failAlways(undefined)
  assert.ok(register.asked().length <= asked + 1, 'a new draft asks once, not on every page')
})

test('a register that answers again fills what is still open and leaves what was typed as it was typed', async () => {
  doors.clock.now = new Date(doors.clock.now.getTime() + 3_600_000)
  register.failAlways('lost')
  const person = await mother()
  await answerAll(person, { father: { 'father.birthOn.year': '1990' } })
  register.failAlways(undefined)
  doors.clock.now = new Date(doors.clock.now.getTime() + 180_000)
  const father = await person.get(`${START}/father`)
  assert.match(father.body, /name="father\.birthOn\.year"[^>]*value="1990"/)
  assert.match(father.body, /Dữ liệu dân cư ghi: 02\/08\/1993/)
  assert.doesNotMatch(
    father.body,
    /Dữ liệu dân cư ghi: Nguyễn Minh Đức/,
    'typed as the register has it',
  )
})

test('what was told before stays, with its moment, when the register falls silent afterwards', async () => {
  const person = await mother()
  await answerTheRest(person)
  doors.clock.now = new Date(doors.clock.now.getTime() + 25 * 3_600_000)
  const again = await doors.citizen('Trần Thị Thu Hà', { subject: `thu-ha-${accounts}` })
  register.failAlways('malformed')
  const contact = await again.get(`${START}/contact`)
  register.failAlways(undefined)
  assert.match(contact.body, /Số 5, ngõ 12, tổ dân phố 3/)
})

test('an account that the register has under another name is told nothing of anybody, and may type', async () => {
  const person = await doors.citizen('Lê Thị Khác', { subject: 'khac' })
  await begin(person)
  const page = await person.get(`${START}/contact`)
  assert.match(page.body, /không khớp họ tên hoặc ngày sinh/)
  assert.match(page.body, /name="requester\.residence\.commune"/)
  assert.doesNotMatch(page.body, /ngõ 12/)
})

test('the register is asked for a purpose, once a day, and the people looked up are told who asked', async () => {
  const person = await mother()
  const before = register.asked().length
  await answerTheRest(person)
  const asked = register.asked().slice(before)
  assert.deepEqual(
    asked.map(({ purpose }) => purpose.procedure),
    ['1.001193', '1.001193', '1.001193'],
    'herself; once married, herself and her husband',
  )
  assert.ok(asked.every(({ purpose }) => purpose.ground.includes('Điều')))
  const own = await person.get('/tra-cuu-dan-cu')
  assert.match(own.body, /Chính bạn, khi làm tờ khai/)
  assert.match(own.body, /Nghị định 224\/2026\/NĐ-CP, điểm d khoản 1 Điều 15/)
  const husband = await doors.citizen('Nguyễn Minh Đức', {
    subject: 'minh-duc',
    personalNumber: '001093999037',
    birthOn: '1993-08-02',
  })
  const his = await husband.get('/tra-cuu-dan-cu')
  assert.match(his.body, /Vợ hoặc chồng bạn, khi làm tờ khai có ghi bạn/)
  assert.doesNotMatch(his.body, /Chính bạn/)
  const { rows } = await sql<{ outcome: string }>`
    select distinct outcome from population_inquiry where outcome = 'asked'`.execute(
    doors.database.owner,
  )
  assert.equal(rows.length, 0, 'every question has its end')
})
