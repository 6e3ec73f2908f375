import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import type { Answers } from './form.ts'
import { questionOf } from './form.ts'
import { inherited } from './inherited.ts'
import { openLaw } from './law.ts'
import { openPrefill } from './prefill-load.ts'
import { inheritedIn, prefillFaults } from './prefill.ts'

const rules = openPrefill(join(checkout, 'data'))
const birth = inheritedIn(rules, 'khai-sinh')

const married: Answers = {
  'situation.kind': 'ordinary',
  'situation.parents': 'both',
  'situation.married': true,
  'requester.relation': 'mother',
}
const kinh: Answers = {
  'mother.ethnicity': '01',
  'father.ethnicity': '01',
  'mother.nationality': 'VN',
  'father.nationality': 'VN',
}
const childOf = (said: Answers, answers: Answers = married) =>
  inherited(birth, { ...kinh, ...said }, { answers, today: '2026-11-24' })

test('a child of two Kinh citizens who are married is Kinh and a citizen', () => {
  assert.deepEqual(childOf({}), { 'child.ethnicity': '01', 'child.nationality': 'VN' })
})

test('of two peoples the parents agree on one: the people of the child is asked, and so is it while one is unknown', () => {
  assert.deepEqual(childOf({ 'father.ethnicity': '02' }), { 'child.nationality': 'VN' })
  const { 'father.ethnicity': _unknown, ...rest } = kinh
  const scope = { answers: married, today: '2026-11-24' } as const
  assert.deepEqual(inherited(birth, rest, scope), { 'child.nationality': 'VN' })
})

test('of two parents of one foreign state the law says nothing of the child’s nationality', () => {
  const foreign = { 'mother.nationality': 'LA', 'father.nationality': 'LA' }
  assert.deepEqual(childOf(foreign), { 'child.ethnicity': '01' })
})

for (const [what, over] of [
  ['the parents’ marriage is not registered', { 'situation.married': false }],
  ['the child is born through surrogacy', { 'situation.kind': 'surrogacy' }],
  ['the certificate names the mother only', { 'situation.parents': 'motherOnly' }],
  ['a grandmother applies', { 'requester.relation': 'grandparent' }],
] as const)
  test(`nothing is taken from the parents when ${what}`, () => {
    assert.deepEqual(childOf({}, { ...married, ...over }), {})
  })

test('every question of these rules stands in its form, and a condition that nobody can read is refused', () => {
  const law = openLaw(join(checkout, 'data'))
  const named = rules.forms.flatMap(({ form, inherited: each = [] }) =>
    each.flatMap(({ question, both }) => [question, ...both].map((id) => [form, id] as const)),
  )
  assert.ok(named.length > 0)
  for (const [form, id] of named) assert.ok(questionOf(law.form(form, 1), id), `${form}: ${id}`)
  const wrong = rules.forms.map((form) =>
    form.form === 'khai-sinh' ? { ...form, inherited: [{ ...birth[0]!, when: 'and (' }] } : form,
  )
  assert.deepEqual(prefillFaults({ ...rules, forms: wrong }), ['khai-sinh: cannot read and ('])
})
