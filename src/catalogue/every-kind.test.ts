import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { everyAnswer, everyKind } from '../../test/support/every-kind.ts'
import { checkout } from '../checkout.ts'
import { formValues, parseFormBody } from './form-body.ts'
import { questionKinds } from './form-kinds.ts'
import { toJsonSchema } from './form-schema.ts'
import { askedQuestions, type Asked, type Cell, type Column } from './form.ts'
import { openLaw } from './law.ts'
import { shownAnswers } from './shown-answers.ts'
import { validateAnswers } from './validate.ts'

const { codeLists } = openLaw(join(checkout, 'data'))
const form = everyKind(codeLists)
const facts = { today: '2026-11-28' as const, codeLists }
const read = (raw: Record<string, unknown>) => validateAnswers(form, raw, facts)
const base = read(everyAnswer()).answers
const questions = askedQuestions(form)

const ajv = new Ajv2020({ strict: false, formats: fullFormats })
const inSchema = ajv.compile(toJsonSchema(form, codeLists))

test('the made form has every kind, and every question an answer', () => {
  const kinds = new Set(form.topics.flatMap((topic) => topic.questions.map(({ kind }) => kind)))
  assert.deepEqual([...kinds].sort(), Object.keys(questionKinds).sort())
  assert.deepEqual(read(everyAnswer()).problems, [])
  assert.deepEqual(
    questions.map(({ id }) => id).filter((id) => base[id] === undefined),
    [],
  )
})

/** A typed text with the answer that it is read as. */
type Typed = { typed: string; answer: unknown }
const digits = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[1-9][0-9]{${least - 1},${most - 1}}$`))
const spaced = (text: string) => text.replace(/(\d{3})(?=\d)/g, '$1 ')
const words = fc.stringMatching(/^[A-Za-zĐđƠơƯưĂăÂâ][a-zđơưăâ]{0,6}( [a-zđơưăâ]{1,5}){0,2}$/)
const dong = fc.integer({ min: 0, max: 900_000_000_000 })
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2026-11-28'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** What may be typed for a kind that has one box. */
function typedFor(question: Asked | Cell | Column): fc.Arbitrary<Typed> | undefined {
  switch (question.kind) {
    case 'text':
      if (question.signs === undefined)
        return words.map((text) => ({ typed: ` ${text} `, answer: text }))
      return digits(1, 12).map((text) => ({ typed: spaced(text), answer: text }))
    case 'longText':
    case 'personName':
      return words.map((text) => ({ typed: text, answer: text }))
    case 'yesNo':
      return fc.boolean().map((yes) => ({ typed: yes ? 'yes' : 'no', answer: yes }))
    case 'choice': {
      const offered = question.options ?? codeLists.entries(question.codeList ?? '')
      return fc.constantFrom(...offered).map(({ code }) => ({ typed: code, answer: code }))
    }
    case 'choiceMany': {
      const codes = (question.options ?? codeLists.entries(question.codeList ?? '')).map(
        (o) => o.code,
      )
      const most = Math.min(question.most ?? 5, codes.length)
      return fc
        .uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: most })
        .map((chosen) => ({
          typed: chosen.join(','),
          answer: codes.filter((code) => chosen.includes(code)),
        }))
    }
    case 'integer':
      return fc
        .integer({ min: question.min, max: question.max })
        .map((value) => ({ typed: ` ${value}`, answer: value }))
    case 'decimal':
      return fc
        .integer({ min: question.min * 100, max: question.max * 100 })
        .map((value) => ({ typed: String(value / 100).replace('.', ','), answer: value / 100 }))
        .filter(({ typed }) => !/^\d{1,3},\d{3}$/.test(typed))
    case 'money':
      return fc.tuple(dong, fc.constantFrom('', ' đ', ' đồng')).map(([value, unit]) => ({
        typed: value.toLocaleString('vi-VN') + unit,
        answer: value,
      }))
    case 'personalNumber':
      return digits(12, 12).map((text) => ({ typed: spaced(text), answer: text }))
    case 'taxCode':
      return fc
        .constantFrom('0100109106', '0101248141', '0300588569')
        .chain((code) =>
          fc.constantFrom(
            { typed: ` ${code}`, answer: code },
            { typed: `${code}-001`, answer: `${code}-001` },
            { typed: `${code}001`, answer: `${code}-001` },
          ),
        )
    case 'phone':
      return fc
        .stringMatching(/^9\d{8}$/)
        .map((rest) => ({ typed: `+84 ${rest}`, answer: `0${rest}` }))
    case 'email':
      return fc
        .stringMatching(/^[a-z]{1,9}@[a-z]{1,9}\.vn$/)
        .map((text) => ({ typed: text, answer: text }))
    case 'date':
    case 'address':
    case 'table':
    case 'computed':
      return undefined
  }
}

test('what is typed is read, shown again in its boxes and read the same: every kind, in rows too', () => {
  const rows = questions.find(({ kind }) => kind === 'table')
  const columns = rows?.kind === 'table' ? rows.columns : []
  const single = questions.flatMap((question) => {
    const typed = typedFor(question)
    return typed ? [typed.map((each) => [question.id, each] as const)] : []
  })
  const cells = columns.flatMap((column) => {
    const typed = typedFor(column)
    return typed && column.id !== 'days' ? [typed.map((each) => [column.id, each] as const)] : []
  })
  const dates = fc.tuple(day, fc.constantFrom(4, 7, 10))
  const changes = fc.tuple(fc.tuple(...single), fc.tuple(...cells), dates)
  fc.assert(
    fc.property(changes, ([answers, row, [on, known]]) => {
      const boxes: Record<string, string> = { ...formValues(form, base) }
      for (const [id, { typed }] of answers) boxes[id] = typed
      for (const [id, { typed }] of row) boxes[`household.members.0.${id}`] = typed
      boxes['household.members.0.days'] = '3'
      Object.assign(boxes, {
        'one.oldDay.day': on.slice(0, known).split('-')[2] ?? '',
        'one.oldDay.month': on.slice(0, known).split('-')[1] ?? '',
        'one.oldDay.year': on.slice(0, 4),
      })
      const first = read(parseFormBody(form, boxes))
      assert.deepEqual(first.problems, [])
      for (const [id, { answer }] of answers)
        if (Object.hasOwn(first.answers, id) || id !== 'household.book')
          assert.deepEqual(first.answers[id], answer, id)
      const kept = (first.answers['household.members'] as Record<string, unknown>[])[0]!
      for (const [id, { answer }] of row) assert.deepEqual(kept[id], answer, id)
      assert.equal(first.answers['one.oldDay'], on.slice(0, known))
      const shown = formValues(form, first.answers)
      assert.deepEqual(read(parseFormBody(form, shown)), first)
      assert.deepEqual(formValues(form, read(parseFormBody(form, shown)).answers), shown)
      assert.ok(inSchema(first.answers), JSON.stringify(inSchema.errors))
    }),
    { numRuns: 40 },
  )
})

/** Faults that no schema of one answer can say. */
const UNSAID = new Set([
  'taxCodeCheck',
  'dateEarly',
  'dateFuture',
  'dateUnreal',
  'communeUnknown',
  'communeAmbiguous',
  'communeSplit',
  'communeOther',
  'communeMissing',
  'date',
  'decimal',
  'required',
])

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    0,
    -1,
    1.5,
    0.125,
    1e15,
    'x',
    '0912345678',
    '0100109107',
    [],
    {},
    null,
  ),
  fc.constantFrom<unknown>(
    '2026-02-30',
    '1921-13',
    '1921',
    '12',
    'VN',
    'post',
    ['post'],
    ['02', '02'],
  ),
  fc.constantFrom<unknown>(
    'AB 12',
    'ab12',
    'a@b',
    '12 345',
    { commune: '' },
    { country: 'VN', detail: 'x' },
  ),
  fc.constantFrom<unknown>(
    { commune: '00004', detail: '' },
    { country: 'LA' },
    [{ fullName: 'A' }],
    [{}],
  ),
  fc.constantFrom<unknown>([{ fullName: '' }], [{ fullName: 'A', days: 9 }], [{ x: 1 }], [1], true),
  fc.constantFrom(...(Object.values(base) as unknown[])),
  fc.string({ unit: 'grapheme', maxLength: 70 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
)

test('the schema takes what the validator keeps, and what it takes the validator takes, as far as a schema can say', () => {
  assert.ok(inSchema(base), JSON.stringify(inSchema.errors))
  let [taken, refused] = [0, 0]
  fc.assert(
    fc.property(fc.constantFrom(...questions), strange, ({ id }, value) => {
      const changed = { ...base, [id]: value }
      const { answers, problems } = read(changed)
      const isKept = problems.length === 0 && Object.hasOwn(answers, id) && same(answers[id], value)
      const isInSchema = inSchema(changed)
      if (isInSchema) taken += 1
      else refused += 1
      if (isKept)
        assert.ok(isInSchema, `${id}: the schema refuses ${JSON.stringify(value)}, which is kept`)
      const said = problems.filter(({ code }) => !UNSAID.has(code))
      if (isInSchema) assert.deepEqual(said, [], `${id}: the schema takes ${JSON.stringify(value)}`)
    }),
    { numRuns: 1200 },
  )
  assert.ok(taken > 50 && refused > 100, `${taken} taken, ${refused} refused`)
  assert.ok(!inSchema({ ...base, 'no.question': 1 }))
})

function same(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other)
    return true
  } catch {
    return false
  }
}

test('answers are shown in words: lists, tables, money, what is not known of a day', () => {
  const sections = shownAnswers(form, base, { ...facts, lang: 'vi' })
  const row = (id: string) => sections.flatMap(({ rows }) => rows).find((each) => each.id === id)
  assert.equal(row('one.wishes')?.value, 'Đăng ký thường trú; Cấp bản sao')
  assert.equal(row('one.capital')?.value, '1.500.000 đồng')
  assert.equal(row('one.oldDay')?.value, '1921 (không rõ ngày, tháng)')
  assert.match(row('account.bank')?.value ?? '', /Vietcombank/i)
  assert.equal(row('household.total')?.value, '1.100.000 đồng')
  assert.equal(row('household.total')?.isTaken, true)
  assert.equal(row('household.large')?.value, 'Có')
  const { table, value } = row('household.members')!
  assert.deepEqual(table?.heads.slice(0, 3), ['Họ và tên', 'Ngày sinh', 'Vốn góp'])
  assert.equal(table?.rows.length, 2)
  assert.match(value, /^1\. Họ và tên: Nguyễn Văn Một; Ngày sinh: 05\/1980/)
})
