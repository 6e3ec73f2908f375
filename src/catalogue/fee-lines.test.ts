import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { birthAnswers } from '../../test/support/birth-answers.ts'
import { checkout } from '../checkout.ts'
import { feeDue, feeFact } from './fee-lines.ts'
import { openLaw } from './law.ts'
import { showLimit } from './limit-lines.ts'
import {
  eligibilityFor,
  feesFor,
  limitFor,
  ordinaryCase,
  requiredPapers,
  termsFor,
} from './needs.ts'
import type { Fee, Procedure } from './procedure.ts'
import { validateAnswers } from './validate.ts'

const law = openLaw(join(checkout, 'data'))
const birth = law.procedure('1.001193')!
const today = '2026-11-22' as const
const online = { channel: 'online', today } as const
const { answers } = validateAnswers(law.form('khai-sinh', 1), birthAnswers(), {
  today,
  codeLists: law.codeLists,
})

test('a channel with a limit of its own has it, the others keep that of the case', () => {
  const ordinary = ordinaryCase(birth)
  const limit = { ...ordinary.limit, value: { value: 5, unit: 'workingDay' as const } }
  const limitText = { vi: '5 ngày làm việc', en: '5 working days' }
  const found = { ...ordinary, byChannel: [{ channels: ['post' as const], limit, limitText }] }
  assert.equal(showLimit(limitFor(found, 'post'), 'vi'), '5 ngày làm việc')
  assert.deepEqual(limitFor(found, 'online').limit.value, { value: 1, unit: 'sameDay' })
})

test('a limit that no source gives is unknown in words and promises nothing', () => {
  const [first, ...others] = birth.cases
  const unknown = { ...first!, limit: { ...first!.limit, value: null } }
  assert.equal(showLimit(unknown, 'vi'), 'Chưa xác định')
  const procedure: Procedure = { ...birth, cases: [unknown, ...others] }
  assert.throws(
    () => termsFor(procedure, law.workflow('khai-sinh', 1), '1.001193'),
    /cannot be promised/,
  )
})

test('a paper of one case is not needed in another', () => {
  const papers = birth.papers.map((paper) =>
    paper.code === 'birth-notice' ? { ...paper, cases: ['1.001193.01'] } : paper,
  )
  const needOf = (procedure: Procedure) =>
    requiredPapers(procedure, answers, online).find(({ paper }) => paper.code === 'birth-notice')
      ?.need
  assert.equal(needOf({ ...birth, papers }), 'notNeeded')
  const cases = birth.cases.map((each) =>
    each.code === '1.001193.01' ? { ...each, when: { condition: "child.sex == 'female'" } } : each,
  )
  assert.equal(needOf({ ...birth, papers, cases }), 'oneOf')
})

const [sample] = birth.fees
function computed(value: string): Fee {
  const { amount, neededIf: _, ...rest } = sample!
  const { source, mark } = amount!
  return { ...rest, amountFrom: { value, source, mark, text: { vi: 'x', en: 'x' } } }
}

test('a computed fee follows the answers; without them, or below nothing, its amount is unknown', () => {
  const pages = { 'copies.count': 2, 'document.pages': 5 }
  const tariff = law.procedure('2.000815')!.fees[0]!
  assert.equal(feeDue(tariff, pages, online), 14_000)
  assert.equal(feeDue(tariff, { 'copies.count': 2 }, online), null)
  assert.equal(feeDue(computed('1000 - 5000'), {}, online), null)
  assert.equal(feeDue(computed('0'), {}, online), 0)
})

test('the council’s unknown fee is no free one, and the city’s own row takes its place', () => {
  const business = law.procedure('1.001612')!
  const before = { channel: 'counter', today: '2026-08-01' } as const
  const [row, ...more] = feesFor(business, {}, before)
  assert.equal(more.length, 0)
  assert.equal(feeDue(row!, {}, before), null)
  assert.match(feeFact(business, before, 'vi')?.main ?? '', /Hội đồng nhân dân.*chưa xác định/)
  const now = { channel: 'counter', today } as const
  assert.equal(feeFact(business, now, 'vi')?.main, '100.000 ₫')
  assert.deepEqual(
    feesFor(business, {}, now).map(({ locality }) => locality),
    ['H26'],
  )
})

test('what stands against the right is said; nothing stands against an ordinary couple', () => {
  const marriage = law.procedure('1.000894')!
  assert.deepEqual(eligibilityFor(marriage, { 'woman.birthOn': '2000-01-01' }, online), [])
  const [young] = eligibilityFor(marriage, { 'woman.birthOn': '2012-01-01' }, online)
  assert.equal(young?.outcome, 'notEligible')
  assert.match(young?.words.vi ?? '', /18 tuổi/)
})
