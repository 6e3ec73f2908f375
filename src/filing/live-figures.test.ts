/** What is calculated while one types is what the server calculates once it is sent. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { everyKind } from '../../test/support/every-kind.ts'
import { parseFormBody } from '../catalogue/form-body.ts'
import type { FormDefinition, Question, Topic } from '../catalogue/form.ts'
import { openLaw } from '../catalogue/law.ts'
import { pageNow } from '../catalogue/live.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { liveFigures } from './live-figures.ts'
import { placedQuestions } from './live-questions.ts'
import { rowsOnPage } from './row-cells.ts'

const { codeLists } = openLaw(join(checkout, 'data'))
const facts = { today: '2026-11-22' as const, codeLists, lang: 'vi' as const }
const whole = everyKind(codeLists)
const said = (vi: string) => ({ vi, en: vi })

/** Beside the table: what is calculated from boxes of their own, and from each other. */
const sums: Topic = {
  id: 'sums',
  title: said('Tính'),
  questions: [
    { id: 'sums.area', kind: 'decimal', min: 0, max: 1000, label: said('Diện tích') },
    { id: 'sums.floors', kind: 'integer', min: 1, max: 9, label: said('Số tầng') },
    { id: 'sums.price', kind: 'money', max: 2_000_000, label: said('Giá') },
    { id: 'sums.cheap', kind: 'yesNo', label: said('Giảm giá?') },
    calculation('sums.all', 'sums.floors * sums.price', 'money'),
    calculation('sums.half', 'sums.all - 1000', 'money'),
    calculation('sums.large', 'sums.area > 62 and sums.cheap != true', 'flag'),
    calculation('sums.born', 'yearsBetween(one.birthOn, today)', 'number'),
    { ...calculation('sums.more', 'sums.all + 1', 'number'), visibleIf: 'sums.all > 1000000' },
  ],
}

function calculation(id: string, value: string, gives: 'number' | 'money' | 'flag') {
  return { id, kind: 'computed' as const, value, gives, label: said(id) }
}

const form: FormDefinition = { ...whole, topics: [...whole.topics, sums] }
const topic = (id: string) => form.topics.find((each) => each.id === id)!

const anyMoney = fc.constantFrom('', '0', '1.000', '1,500,000', ' 2 000 000 đ', '12.34', 'x', '-5')
const anyName = fc.constantFrom('', ' ', 'Trần Văn A', '1')
const row = fc.record({
  fullName: anyName,
  'birthOn.day': fc.constantFrom('', '2', '99'),
  share: anyMoney,
  works: fc.constantFrom('', 'yes', 'no'),
  days: fc.constantFrom('', '3', '8'),
  'home.detail': fc.constantFrom('', 'số 5'),
})

const typedRows = fc.array(row, { maxLength: 5 }).map((rows) => {
  const cells = rows.flatMap((cells, i) =>
    Object.entries(cells).map(([column, text]) => [`household.members.${i}.${column}`, text]),
  )
  return Object.fromEntries([
    ...cells,
    ['household.members.rows', String(Math.min(4, rows.length))],
  ])
})

const typedSums = fc.record({
  'sums.area': fc.constantFrom('', '62,5', '62.5', '1.250', '1.250,5', ' 63 ', 'm2'),
  'sums.floors': fc.constantFrom('', '2', '9', '10', ' 3 '),
  'sums.price': anyMoney,
  'sums.cheap': fc.constantFrom('', 'yes', 'no'),
})

/** Both ways: what the boxes say before the page is sent, and after. */
function agree(at: Topic, typed: Record<string, string>) {
  const before = validateAnswers(form, {}, facts)
  const { page } = placedQuestions(at, { validated: before, facts, held: {} })
  const { figures, shown } = pageNow(page!, (name) => typed[name] ?? '')
  const raw = parseFormBody(form, typed)
  const { answers } = validateAnswers(form, raw, facts)
  for (const { id } of at.questions.filter(({ kind }) => kind === 'computed'))
    if (figures[id] !== undefined) assert.equal(figures[id].value, answers[id], id)
    else assert.ok(id === 'sums.born' || !shown.includes(id), id)
  for (const question of at.questions.filter(({ kind }) => kind === 'table')) {
    assert.ok(question.kind === 'table')
    const rows = rowsOnPage(question, { values: typed, answers, facts, isRequired: false })
    rows.forEach(({ own }, i) =>
      assert.equal(figures[`${question.id}.${i}.tax`]?.value, own['tax'], `row ${i}`),
    )
  }
  return figures
}

test('rows of a table: sums, numbers of rows, and what a row comes to, whatever is typed', () => {
  fc.assert(
    fc.property(typedRows, (typed) => void agree(topic('members'), typed)),
    { numRuns: 400 },
  )
  const typed = { 'household.members.rows': '2', 'household.members.0.share': '1.500.000' }
  const figures = agree(topic('members'), { ...typed, 'household.members.1.fullName': 'Lê B' })
  assert.equal(figures['household.total']?.value, 1_500_000)
  assert.equal(figures['household.count']?.value, 2)
  assert.equal(figures['household.members.0.tax']?.value, 3_000_000)
})

test('numbers, amounts and measures of the page, and figures made of figures', () => {
  fc.assert(
    fc.property(typedSums, (typed) => void agree(sums, typed)),
    { numRuns: 400 },
  )
  const figures = agree(sums, { 'sums.floors': '3', 'sums.price': '1.000.000' })
  assert.equal(figures['sums.half']?.value, 2_999_000)
})

test('what comes from a kind of answer that the browser does not read waits for the server', () => {
  const born: Question = {
    id: 'sums.birth',
    kind: 'date',
    earliest: '1900-01-01',
    latest: 'today',
    label: said('Sinh'),
  }
  const age = calculation('sums.age', 'yearsBetween(sums.birth, today)', 'number')
  const older = calculation('sums.older', 'sums.age + 1', 'number')
  const twice = calculation('sums.twice', 'sums.floors * 2', 'number')
  const here = [born, topic('sums').questions[1]!, age, older, twice]
  assert.deepEqual([...liveFigures(here)], ['sums.twice'])
})
