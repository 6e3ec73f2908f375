import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { readCodeLists } from '../code-list-files.ts'
import { formValues, parseFormBody } from '../form-body.ts'
import type { Address, FormDefinition, QuestionOf } from '../form.ts'
import { toJsonSchema } from '../form-schema.ts'
import { readAnswer } from '../read-answer.ts'
import { shownAddress } from '../shown-answers.ts'
import { askedOf, toMend } from './place-answer.ts'

const codeLists = readCodeLists(join(checkout, 'data'))
const facts = { today: '2026-11-28', codeLists } as const
const question: QuestionOf<'address'> = {
  id: 'home.place',
  kind: 'address',
  label: { vi: 'Nơi cư trú', en: 'Residence' },
  detail: 'required',
}
const read = (raw: object) => readAnswer(question, raw, facts)
function answerOf(raw: object): Address {
  const reading = read(raw)
  assert.equal(reading.kind, 'read', JSON.stringify(reading))
  return (reading as { answer: Address }).answer
}
function problemsOf(raw: object) {
  const reading = read(raw)
  assert.equal(reading.kind, 'wrong')
  return (reading as { problems: { code: string; field?: string; message: string }[] }).problems
}

test('an old name is taken over: the new number, the old number, and the words as typed for paper', () => {
  const answer = answerOf({ commune: 'P. Hàng Bạc, Q. Hoàn Kiếm', detail: 'số 5' })
  assert.deepEqual(answer, {
    commune: '00070',
    detail: 'số 5',
    typed: 'P. Hàng Bạc, Q. Hoàn Kiếm',
    formerCode: '00061',
  })
  assert.equal(
    shownAddress(answer, { lang: 'vi', codeLists }),
    'số 5, Phường Hoàn Kiếm, Thành phố Hà Nội (tên cũ đã ghi: P. Hàng Bạc, Q. Hoàn Kiếm)',
  )
})

test('a present name is kept as before, and an answer stored before still reads', () => {
  assert.deepEqual(answerOf({ commune: 'phuong ba dinh, ha noi', detail: 'số 5' }), {
    commune: '00004',
    detail: 'số 5',
  })
  assert.deepEqual(answerOf({ commune: '00004', detail: 'số 5' }), {
    commune: '00004',
    detail: 'số 5',
  })
})

test('of a divided commune one part has to be chosen; another choice than those asked does not count', () => {
  const typed = { commune: 'phường Đội Cấn, quận Ba Đình', detail: 'số 5' }
  const [asked] = problemsOf(typed)
  assert.deepEqual([asked?.code, asked?.field], ['communeSplit', 'home.place.choice'])
  for (const choice of ['00061-00070', '00061-00008', '00008', '00022-00070'])
    assert.equal(problemsOf({ ...typed, choice })[0]?.code, 'communeSplit', choice)
  assert.deepEqual(answerOf({ ...typed, choice: '00022-00008' }), {
    commune: '00008',
    detail: 'số 5',
    typed: 'phường Đội Cấn, quận Ba Đình',
    formerCode: '00022',
  })
})

test('a name of several places asks which; too many ask for district and province instead', () => {
  const [few] = problemsOf({ commune: 'Đội Cấn', detail: 'số 5' })
  assert.deepEqual([few?.code, few?.field], ['communeAmbiguous', 'home.place.choice'])
  const [many] = problemsOf({ commune: 'Quang Trung', detail: 'số 5' })
  assert.deepEqual([many?.code, many?.field], ['communeAmbiguous', 'home.place.commune'])
})

test('an unknown name says which are alike', () => {
  assert.match(
    problemsOf({ commune: 'phường Hàng Bạcc', detail: 'số 5' })[0]?.message ?? '',
    /Tên gần giống: Phường Hàng Bạc, Quận Hoàn Kiếm/,
  )
})

test('a whole address in the box of the commune fills the empty box of the house; nothing of it is lost otherwise', () => {
  const line = 'Số 12 ngõ 5 Hàng Bạc, phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội'
  assert.equal(answerOf({ commune: line, detail: '' }).detail, 'Số 12 ngõ 5 Hàng Bạc')
  const both = answerOf({ commune: line, detail: 'tầng 2' })
  assert.deepEqual([both.detail, both.typed], ['tầng 2', line])
  const present = answerOf({ commune: 'Số 9, phường Ba Đình, Hà Nội', detail: 'tầng 2' })
  assert.equal(present.typed, 'Số 9, phường Ba Đình, Hà Nội')
})

test('a number is read for the day it is sent with; today it is another place', () => {
  const before = answerOf({ commune: '00004', detail: 'số 5', asOf: '2025-06-30' })
  assert.deepEqual(before, {
    commune: '00004',
    detail: 'số 5',
    typed: 'Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội',
    formerCode: '00004',
  })
  assert.equal(answerOf({ commune: '00004', detail: 'số 5' }).typed, undefined)
  assert.equal(
    problemsOf({ commune: '00004', detail: 'số 5', asOf: '2025-02-30' })[0]?.field,
    'home.place.asOf',
  )
  assert.equal(problemsOf({ commune: '00061', detail: 'số 5' })[0]?.code, 'communeUnknown')
})

for (const raw of [
  { commune: 'P. Hàng Bạc, Q. Hoàn Kiếm', detail: 'số 5' },
  { commune: 'phường Đội Cấn, quận Ba Đình', detail: 'số 5', choice: '00022-00008' },
  { commune: 'Đội Cấn', detail: 'số 5', choice: '00022-00004' },
  { commune: 'Yên Viên, Gia Lâm', detail: 'số 5' },
  { commune: '00004', detail: 'số 5', asOf: '2025-06-30' },
  { commune: 'phường Ngọc Hà, Hà Nội', detail: 'số 5', choice: '00016-00004', asOf: '2024-01-01' },
])
  test(`what was read of ${raw.commune} reads the same again, and fills the boxes of a page so that they mean the same`, () => {
    const answer = answerOf(raw)
    assert.deepEqual(answerOf(answer), answer)
    const form = { topics: [{ questions: [question] }] } as unknown as FormDefinition
    const values = formValues(form, { [question.id]: answer })
    assert.deepEqual(answerOf(parseFormBody(form, values)[question.id] as object), answer)
  })

test('a stored name that does not fit its number is refused, not believed', () => {
  const wrong = {
    commune: '00008',
    detail: 'số 5',
    typed: 'phường Hàng Bạc, Hoàn Kiếm',
    formerCode: '00061',
  }
  assert.equal(problemsOf(wrong)[0]?.code, 'communeOther')
})

test('a question that the page has not put is no fault; once put and left open it is one', () => {
  const typed = 'phường Đội Cấn, quận Ba Đình'
  const sent = (asked: string[]) => ({ text: () => typed, texts: () => asked })
  const problems = problemsOf({ commune: typed, detail: 'số 5' })
  assert.deepEqual(toMend(problems, sent([])), [])
  assert.deepEqual(toMend(problems, sent([askedOf('home.place', 'phường Kim Mã')])), [])
  assert.deepEqual(toMend(problems, sent([askedOf('home.place', typed)])), problems)
  const missing = problemsOf({ commune: 'phường Đội Cấn, quận Ba Đình', detail: '' })
  assert.deepEqual(
    toMend(missing, sent([])).map(({ code }) => code),
    ['detailMissing'],
  )
})

test('the published schema says that a number needs its day', () => {
  const form = {
    id: 'x',
    version: 1,
    title: question.label,
    official: question.label,
    topics: [{ questions: [question] }],
  } as unknown as FormDefinition
  const schema = JSON.stringify(toJsonSchema(form, codeLists))
  assert.match(schema, /"asOf":\{"type":"string","format":"date"/)
})
