import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { checkout } from '../checkout.ts'
import { formValues, parseFormBody } from './form-body.ts'
import { checkForm } from './form-check.ts'
import { questionOf } from './form.ts'
import { toJsonSchema } from './form-schema.ts'
import { openLaw } from './law.ts'
import type { ProcedureExamples } from './procedure-examples.ts'
import { readDecimalText } from './typed-numbers.ts'
import { shownAnswer } from './shown-answers.ts'
import { validateAnswers } from './validate.ts'

const law = openLaw(join(checkout, 'data'))
const form = law.form('cap-giay-phep-xay-dung', 1)
const facts = { today: '2026-11-23' as const, codeLists: law.codeLists }
const { given } = JSON.parse(
  readFileSync(join(checkout, 'data/curated/tests/1.013225.v2.json'), 'utf8'),
) as ProcedureExamples
const checked = (area: unknown, lang: 'vi' | 'en' = 'vi') =>
  validateAnswers(form, { ...given['house'], 'site.area': area }, { ...facts, lang })
const told = (area: unknown, lang: 'vi' | 'en' = 'vi') =>
  checked(area, lang).problems.map(({ message }) => message)

for (const [typed, value] of [
  ['62,5', 62.5],
  ['62.5', 62.5],
  [' 62,50 ', 62.5],
  ['1250', 1250],
  ['1 250', 1250],
  ['1.250,5', 1250.5],
  ['1,250.5', 1250.5],
  ['1.250.000', 1_250_000],
  ['1,250,000', 1_250_000],
  ['0,45', 0.45],
  ['-1,5', -1.5],
  ['-0', 0],
] as const) {
  test(`“${typed}” is ${value}`, () => {
    assert.deepEqual(readDecimalText(typed), { kind: 'number', value })
  })
}

for (const typed of ['1.250', '1,250', '62.125', '-1.250']) {
  test(`“${typed}” may mean two numbers and is not guessed`, () => {
    assert.equal(readDecimalText(typed).kind, 'ambiguous')
  })
}

for (const typed of [
  '62,5 m2',
  'NaN',
  'Infinity',
  '1e3',
  '0x10',
  '1.2.3',
  '1,2,3',
  '.5',
  '5,',
  '1234567890',
  '0.125',
  '12.34,5',
]) {
  test(`“${typed}” is no such number`, () => {
    assert.equal(readDecimalText(typed).kind, 'unreadable')
  })
}

test('every hundredth is read back, with a comma and with a point, bare and in groups', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (hundredths) => {
      const value = hundredths / 100
      const [sign, whole, part] = [
        hundredths < 0 ? '-' : '',
        String(Math.trunc(Math.abs(hundredths) / 100)),
        String(Math.abs(hundredths) % 100).padStart(2, '0'),
      ]
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
      for (const text of [`${whole},${part}`, `${whole}.${part}`, `${grouped},${part}`])
        assert.deepEqual(readDecimalText(sign + text), { kind: 'number', value })
    }),
  )
})

test('whatever is typed, the reader answers', () => {
  fc.assert(fc.property(fc.string(), (text) => Boolean(readDecimalText(text).kind)))
})

test('what cannot be used is said with its remedy, in both languages', () => {
  const name = 'Diện tích lô đất (m²)'
  assert.deepEqual(told('1.250'), [
    `Mục “${name}” có thể hiểu theo hai cách. Hãy viết 1250 hoặc 1,25.`,
  ])
  assert.deepEqual(told('rộng'), [
    `Mục “${name}” phải là số, có nhiều nhất hai chữ số sau dấu phẩy, ví dụ 62,5.`,
  ])
  assert.deepEqual(told('0'), [`Mục “${name}” phải là số từ 0,01 đến 10000000.`])
  assert.deepEqual(told(62.125), told('rộng'))
  assert.deepEqual(told([62]), [`Mục “${name}” gửi không đúng kiểu. Hãy nhập lại.`])
  assert.deepEqual(told(''), ['Hãy nhập diện tích lô đất (m²).'])
  assert.deepEqual(told('1.250', 'en'), [
    '“Area of the plot (m²)” can be read in two ways. Write 1250 or 1.25.',
  ])
  assert.deepEqual(told('0', 'en'), [
    '“Area of the plot (m²)” must be a number from 0.01 to 10000000.',
  ])
})

test('a measure is kept as a number, shown as each language writes it, and stands in its box with a comma', () => {
  const { answers, problems } = checked('1.250,5')
  assert.deepEqual(problems, [])
  assert.equal(answers['site.area'], 1250.5)
  const question = questionOf(form, 'site.area')!
  assert.equal(shownAnswer(question, answers, { ...facts, lang: 'vi' }), '1.250,5')
  assert.equal(shownAnswer(question, answers, { ...facts, lang: 'en' }), '1,250.5')
  const boxes = formValues(form, answers)
  assert.equal(boxes['site.area'], '1250,5')
  const again = validateAnswers(form, parseFormBody(form, boxes), facts)
  assert.deepEqual(again.answers, answers)
  assert.equal(formValues(form, { 'site.area': '62.5 ' })['site.area'], '62.5 ')
})

test('the JSON Schema of the form takes a number and nothing else', () => {
  const schema = toJsonSchema(form, law.codeLists)
  const { answers } = checked('62,5')
  assert.deepEqual(Value.Errors(schema, answers), [])
  for (const wrong of ['62,5', 0, 10_000_001, null])
    assert.notDeepEqual(Value.Errors(schema, { ...answers, 'site.area': wrong }), [], String(wrong))
})

test('a measure whose least is above its greatest is not published', () => {
  const document = JSON.parse(JSON.stringify(form)) as typeof form
  const area = document.topics
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === 'site.area')
  Object.assign(area!, { min: 5.5, max: 5.25 })
  assert.throws(
    () => checkForm(document, 'form', law.codeLists.names()),
    /site\.area: the least number 5\.5 is above the greatest 5\.25/,
  )
})
