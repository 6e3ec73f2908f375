import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fillEverything, sendPage } from '../../test/support/every-kind-filing.ts'
import { everyAnswer, everyKind, lawWithForm } from '../../test/support/every-kind.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { mainOf, summaryOf } from '../../test/support/page-checks.ts'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import { visitor } from '../../test/support/visitor.ts'
import { formValues } from '../catalogue/form-body.ts'
import type { FormDefinition } from '../catalogue/form.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'

const START = '/nop/1.001193'
const city = openLaw(join(checkout, 'data'))
const form = everyKind(city.codeLists)
const typed = formValues(form, everyAnswer())

const lawWith = (made: FormDefinition) => lawWithForm(city, made)

let doors: CitizenDoors
let people = 0
before(async () => {
  doors = await openCitizenDoors(lawWith(form))
})
after(() => doors.close())
const newcomer = () => doors.citizen(`Người Khai ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people++]}`)

async function begin(): Promise<Citizen> {
  const citizen = await newcomer()
  await citizen.post(START, await citizen.formOn(START, START))
  return citizen
}

const boxesOf = (prefix: string) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => name.startsWith(prefix)))

test('each kind has its boxes on the citizen’s page, empty at first and then with what was typed', async () => {
  const citizen = await begin()
  const empty = (await citizen.get(`${START}/simple`)).body
  for (const name of ['one.text', 'one.capital', 'one.tax', 'one.oldDay.year', 'one.place.country'])
    assert.match(empty, new RegExp(`name="${name.replaceAll('.', '\\.')}"`), name)
  assert.equal(empty.match(/type="checkbox"[^>]*name="one\.wishes"/g)?.length, 3)
  assert.match(empty, /Bạn chỉ khai điều mình biết\./)
  const wishes = ['residence', 'copy']
  const sent = await sendPage(citizen, 'simple', { ...boxesOf('one.'), 'one.wishes': wishes })
  assert.equal(sent.statusCode, 303)
  const full = (await citizen.get(`${START}/simple`)).body
  assert.match(full, /name="one\.capital"[^>]*value="1\.500\.000"/)
  assert.match(full, /name="one\.tax"[^>]*value="0100109106-001"/)
  assert.equal(full.match(/name="one\.wishes"[^>]*checked/g)?.length, 2)
  assert.match(full, /name="one\.oldDay\.month"[^>]*value\/>/)
})

test('a table grows and shrinks by its buttons, keeps what was typed, and asks for what a row brings up', async () => {
  const citizen = await begin()
  const name = (row: number, column: string) => `household.members.${row}.${column}`
  const rowsIn = (body: string) => /name="household\.members\.rows" value="(\d+)"/.exec(body)?.[1]
  const press = { [name(0, 'fullName')]: 'Nguyễn Văn Một', _row: 'add:household.members' }
  const added = await sendPage(citizen, 'members', press)
  assert.equal(added.headers.location, `${START}/members#f-household-members-1`)
  const two = (await citizen.get(`${START}/members`)).body
  assert.equal(rowsIn(two), '2')
  assert.match(two, /value="Nguyễn Văn Một"/)
  assert.doesNotMatch(two, /name="household\.members\.1\.days"/)

  const working = { [name(1, 'fullName')]: 'Lê Thị Hai', [name(1, 'works')]: 'yes' }
  const brought = await sendPage(citizen, 'members', working)
  assert.equal(brought.statusCode, 303, summaryOf(brought.body).join())
  assert.equal(brought.headers.location, `${START}/members#f-household-members-1-days`)
  const wrong = await sendPage(citizen, 'members', { [name(1, 'works')]: 'yes' })
  assert.equal(wrong.statusCode, 422)
  assert.deepEqual(summaryOf(wrong.body), ['Thành viên 2: Hãy nhập số ngày mỗi tuần.'])
  assert.match(wrong.body, /id="f-household-members-1-days"/)

  const amounts = { [name(0, 'share')]: '600.000', [name(1, 'share')]: '500 000 đ' }
  const right = { ...amounts, [name(1, 'works')]: 'yes', [name(1, 'days')]: '5' }
  const newQuestion = await sendPage(citizen, 'members', right)
  assert.equal(newQuestion.statusCode, 303)
  const full = (await citizen.get(`${START}/members`)).body
  assert.match(full, /Tổng vốn góp[^]*1\.100\.000 đồng/)
  assert.match(full, /name="household\.book"/)

  const gone = { [name(1, 'works')]: 'yes', _row: 'drop:household.members.0' }
  assert.equal((await sendPage(citizen, 'members', gone)).statusCode, 303)
  const one = (await citizen.get(`${START}/members`)).body
  assert.equal(rowsIn(one), '1')
  assert.match(one, /name="household\.members\.0\.fullName"[^>]*value="Lê Thị Hai"/)
  assert.doesNotMatch(one, /Nguyễn Văn Một/)
})

test('a button for a row that is not there changes nothing', async () => {
  const citizen = await begin()
  for (const pressed of ['add:one.text', 'drop:household.members.99', 'drop:x', 'add:', '1']) {
    const answer = await sendPage(citizen, 'members', { _row: pressed })
    assert.equal(answer.statusCode, 422, pressed)
  }
})

test('the last look and the PDF say the same as the form, letter for letter', async () => {
  const citizen = await begin()
  await fillEverything(citizen, form, typed)
  const look = mainOf((await citizen.get(`${START}/kiem-tra`)).body)
  for (const said of [
    '1. Họ và tên: Nguyễn Văn Một; Ngày sinh: 05/1980 (không rõ ngày)',
    'Đăng ký thường trú; Cấp bản sao',
    '1921 (không rõ ngày, tháng)',
    '1.500.000 đồng',
    'Sổ 12',
  ])
    assert.ok(look.includes(said), said)
  assert.match(look, new RegExp(`href="${START}/to-khai.pdf"`))
  const { statusCode, headers, rawPayload } = await citizen.get(`${START}/to-khai.pdf`)
  assert.equal(statusCode, 200)
  assert.equal(headers['content-type'], 'application/pdf')
  const text = textOfPdf(rawPayload).replaceAll('\n', ' ')
  for (const said of ['TỜ KHAI CÓ MỌI LOẠI CÂU HỎI', 'Lê Thị Hai', '1.100.000 đồng', 'Thợ mộc'])
    assert.ok(text.includes(said), said)
  assert.match(text, /Tôi cam đoan lời khai là đúng\./)
})

test('the empty declaration needs no sign-in and has room for every question, with the condition of each', async () => {
  const answer = await visitor(doors.app).get('/thu-tuc/1.001193/to-khai-trong.pdf')
  assert.equal(answer.statusCode, 200)
  const text = textOfPdf(answer.rawPayload).replaceAll('\n', ' ')
  for (const topic of form.topics)
    for (const { kind, label } of topic.questions)
      if (kind !== 'computed')
        assert.ok(text.replaceAll(' ', '').includes(label.vi.replaceAll(' ', '')), label.vi)
  assert.match(text, /Thành viên 3/)
  assert.match(text, /Chỉ khai nếu/)
  assert.equal(
    (await visitor(doors.app).get('/thu-tuc/9.999999/to-khai-trong.pdf')).statusCode,
    404,
  )
})

test('when the form changes, an open draft is asked only what is new; the rest stays and is shown on request', async () => {
  const citizen = await begin()
  await fillEverything(citizen, form, typed)
  const question = {
    id: 'one.new',
    kind: 'text',
    required: true,
    label: { vi: 'Tôn giáo', en: 'Religion' },
  }
  const changed = {
    ...form,
    version: 2,
    topics: form.topics.map((topic) =>
      topic.id === 'simple'
        ? {
            ...topic,
            questions: [...topic.questions, question as (typeof topic.questions)[number]],
          }
        : topic,
    ),
  }
  const before = doors.deps.law
  const next = lawWith(changed)
  const now = (code: string, version?: number) => {
    const procedure = next.procedure(code)!
    if (code !== '1.001193' || version === before.procedure(code)!.version)
      return before.procedure(code)!
    return { ...procedure, version: procedure.version + 1 }
  }
  doors.enact({
    ...next,
    procedure: now,
    procedures: () => next.procedures().map(({ code }) => now(code)),
  })
  try {
    const page = mainOf((await citizen.get(`${START}/simple`)).body)
    assert.match(page, /Tờ khai vừa có bản mới/)
    assert.match(page, /name="one\.new"/)
    assert.doesNotMatch(page, /name="one\.text"/)
    const empty = await sendPage(citizen, 'simple', {})
    assert.deepEqual(summaryOf(empty.body), ['Hãy nhập tôn giáo.'])
    assert.doesNotMatch(empty.body, /name="one\.text"/)
    const sent = await sendPage(citizen, 'simple', { 'one.new': 'Không' })
    assert.equal(sent.headers.location, `${START}/kiem-tra`)
    const whole = mainOf((await citizen.get(`${START}/simple`)).body)
    assert.match(whole, /name="one\.text"[^>]*value="Thợ mộc"/)
    assert.match(whole, /name="one\.new"[^>]*value="Không"/)
  } finally {
    doors.enact(before)
  }
})
