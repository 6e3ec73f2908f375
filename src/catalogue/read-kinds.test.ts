import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { everyAnswer, everyKindDocument } from '../../test/support/every-kind.ts'
import { makeCodeLists } from './code-lists.ts'
import { checkForm } from './form-check.ts'
import { parseFormBody, rowCountName } from './form-body.ts'
import { showDong } from './read-money.ts'
import { dongOf } from './typed-numbers.ts'
import { isTaxCode } from './read-tax-code.ts'
import { DocumentFault } from './shape.ts'
import { rowsShown } from './table-rows.ts'
import { validateAnswers } from './validate.ts'

const entries = (...codes: string[]) =>
  codes.map((code) => ({ code, label: { vi: code, en: code } }))
const codeLists = makeCodeLists(
  {
    sex: entries('male', 'female'),
    ethnicity: entries('01', '02'),
    nationality: entries('VN', 'LA'),
    country: entries('VN', 'LA'),
    bank: entries('VCB'),
    identityProvince: entries('001'),
  },
  [{ code: '00004', name: 'Phường Ba Đình', provinceCode: '01', provinceName: 'Thành phố Hà Nội' }],
)
const names = codeLists.names()
const form = checkForm(everyKindDocument, 'made', names)
const facts = { today: '2026-11-28' as const, codeLists }
const problemsOf = (change: Record<string, unknown>) =>
  validateAnswers(form, { ...everyAnswer(), ...change }, facts).problems.map(
    ({ code, field }) => `${field}: ${code}`,
  )
const member = (change: object) => ({ fullName: 'Nguyễn Văn Một', ...change })

test('a tax code with one digit wrong is never taken for a real one', () => {
  for (const real of ['0100109106', '0101248141', '0300588569', '2500150543', '2300325764'])
    assert.ok(isTaxCode(real), real)
  const position = fc.integer({ min: 0, max: 9 })
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{10}$/),
      position,
      fc.integer({ min: 1, max: 9 }),
      (code, at, by) => {
        fc.pre(isTaxCode(code))
        const changed = String((Number(code[at]) + by) % 10)
        assert.ok(!isTaxCode(code.slice(0, at) + changed + code.slice(at + 1)))
      },
    ),
    { numRuns: 200 },
  )
})

test('tax codes are read as they are written, with what has to be mended', () => {
  assert.deepEqual(problemsOf({ 'one.tax': '001190000123' }), [])
  assert.deepEqual(problemsOf({ 'company.taxCode': '001190000123' }), ['company.taxCode: taxCode'])
  assert.deepEqual(problemsOf({ 'company.taxCode': '0100109107' }), [
    'company.taxCode: taxCodeCheck',
  ])
  assert.deepEqual(problemsOf({ 'company.taxCode': '0100109106-01' }), ['company.taxCode: taxCode'])
})

test('đồng are read in every common spelling, and nothing smaller or in doubt is guessed', () => {
  for (const [text, dong] of [
    ['1.500.000', 1_500_000],
    ['1,500,000 đ', 1_500_000],
    ['1 500 000 VND', 1_500_000],
    ['0', 0],
  ] as const)
    assert.equal(dongOf(text), dong, text)
  for (const text of ['1.50', '1,5 triệu', '-5', '1.500,5', '', 'đ', '1.500.00', '12e3'])
    assert.equal(dongOf(text), undefined, text)
  fc.assert(fc.property(fc.nat(999_999_999), (dong) => assert.equal(dongOf(showDong(dong)), dong)))
  assert.deepEqual(problemsOf({ 'one.capital': 1e12 }), ['one.capital: range'])
})

test('of several choices too many are refused, and one that is not offered', () => {
  const all = ['residence', 'insurance', 'copy']
  assert.deepEqual(problemsOf({ 'one.wishes': all }), ['one.wishes: tooMany'])
  assert.deepEqual(problemsOf({ 'one.wishes': ['passport'] }), ['one.wishes: notOffered'])
  assert.deepEqual(problemsOf({ 'one.wishes': [1] }), ['one.wishes: type'])
})

test('a table names the row of each fault; rows in which nothing stands are no rows', () => {
  const table = 'household.members'
  assert.deepEqual(problemsOf({ [table]: [] }), [`${table}: required`])
  assert.deepEqual(problemsOf({ [table]: [{}, member({}), { fullName: ' ' }] }), [])
  assert.deepEqual(problemsOf({ [table]: [member({}), member({ works: true })] }), [
    `${table}.1.days: required`,
  ])
  assert.deepEqual(problemsOf({ [table]: [{ share: 5 }] }), [`${table}.0.fullName: required`])
  assert.deepEqual(problemsOf({ [table]: Array(5).fill(member({})) }), [`${table}: tooManyRows`])
  assert.deepEqual(problemsOf({ [table]: [member({ role: 'admin' })] }), [
    `${table}.0.role: unknownField`,
  ])
  assert.deepEqual(problemsOf({ [table]: 'x' }), [`${table}: type`])
})

test('what is calculated follows from the answers, whatever was sent', () => {
  const read = (change: object) => validateAnswers(form, { ...everyAnswer(), ...change }, facts)
  const { answers, problems } = read({ 'household.total': 7, 'household.large': false })
  assert.deepEqual(problems, [])
  assert.equal(answers['household.total'], 1_100_000)
  assert.equal(answers['household.large'], true)
})

test('a personal number in a row is compared with the birthday of the same row: a doubt for the officer only', () => {
  const row = member({ birthOn: '1990-01-01', personalNumber: '001085000123' })
  const { problems, warnings } = validateAnswers(
    form,
    { ...everyAnswer(), 'household.members': [row] },
    facts,
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(
    warnings.map(({ code, field }) => `${field}: ${code}`),
    ['household.members.0.personalNumber: doubtYear'],
  )
})

test('a page shows as many rows as it said, as are filled, and as have to be', () => {
  const table = form.topics
    .flatMap(({ questions }) => questions)
    .find(({ kind }) => kind === 'table')
  assert.ok(table?.kind === 'table')
  assert.equal(rowsShown(table, {}, false), 1)
  assert.equal(rowsShown({ ...table, min: 0 }, {}, false), 0)
  assert.equal(rowsShown({ ...table, min: 0 }, {}, true), 1)
  assert.equal(rowsShown(table, { 'household.members.2.fullName': 'A' }, false), 3)
  assert.equal(rowsShown(table, { [rowCountName(table.id)]: '99' }, false), 4)
  assert.equal(rowsShown(table, { [rowCountName(table.id)]: 'x' }, false), 4)
})

test('rows behind those that the page showed are of an earlier page: they are not read', () => {
  const box = (row: number) => `household.members.${row}.fullName`
  const boxes = { [box(0)]: 'A', [box(1)]: 'B' }
  const rows = (more: Record<string, string>) =>
    parseFormBody(form, { ...boxes, ...more })['household.members']
  assert.deepEqual(rows({ 'household.members.rows': '1' }), [{ fullName: 'A' }])
  assert.deepEqual(rows({}), [{ fullName: 'A' }, { fullName: 'B' }])
  assert.deepEqual(rows({ 'household.members.rows': '3' }), [
    { fullName: 'A' },
    { fullName: 'B' },
    {},
  ])
})

test('publication refuses tables, calculations and bundles that cannot work, and names them', () => {
  const broken = (mend: (questions: Record<string, unknown>[]) => void): string => {
    const document = structuredClone(everyKindDocument) as unknown as {
      topics: { questions: Record<string, unknown>[] }[]
    }
    mend(document.topics[3]!.questions)
    try {
      checkForm(document, 'made', names)
      return ''
    } catch (fault) {
      if (fault instanceof DocumentFault) return fault.faults.join('\n')
      throw fault
    }
  }
  const columns = (questions: Record<string, unknown>[]) =>
    questions[0]!['columns'] as Record<string, unknown>[]
  assert.equal(
    broken(() => undefined),
    '',
  )
  const faults = (mend: Parameters<typeof broken>[0], expected: RegExp) =>
    assert.match(broken(mend), expected)
  faults((q) => void (q[0]!['min'] = 5), /needs 5 rows but takes 4/)
  faults((q) => void (q[0]!['max'] = 50), /more than the 240 of a page/)
  faults((q) => void (columns(q)[1]!['id'] = 'fullName'), /two columns have the id fullName/)
  faults((q) => void (columns(q)[0]!['visibleIf'] = 'row.share > 1'), /depends on row\.share/)
  faults((q) => void (columns(q)[5]!['visibleIf'] = 'row.nobody == true'), /row\.nobody/)
  faults((q) => void (columns(q)[2]!['birthOn'] = 'row.fullName'), /is not a date of the row/)
  faults((q) => void (columns(q)[0]!['kind'] = 'table'), /a column cannot be “table”/)
  faults((q) => void (q[1]!['value'] = 'count(one.text)'), /household\.count/)
  faults((q) => void (q[1]!['value'] = 'yearsBetween(one.day, today)'), /may not depend on the day/)
  faults((q) => void (q[1]!['required'] = true), /nobody can be asked/)
  faults((q) => void (q[2]!['value'] = 'sum(household.members.fullName)'), /household\.total/)
  faults(
    (q) => void (q[3]!['value'] = 'household.book == household.book'),
    /depends on household\.book/,
  )
  faults((q) => void q.push({ id: 'x', kind: 'person' }), /of\b/)
})
