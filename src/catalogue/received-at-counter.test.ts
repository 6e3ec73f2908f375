import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { openLaw } from './law.ts'
import { openFaults } from './open-check.ts'
import { isReceivedHere, type Procedure } from './procedure.ts'

const law = openLaw(join(checkout, 'data'))
const copies = law.procedure('2.000815')!
const byHand = law.workflow('chung-thuc-ban-sao', 2)
const signedHere = law.workflow('chung-thuc-ban-sao', 1)

test('of what is prepared, the counters of the city receive the two certifications, and nothing of another system', () => {
  const prepared = law.procedures().filter(({ filing }) => filing === 'prepare')
  assert.deepEqual(
    prepared.filter(isReceivedHere).map(({ code }) => code),
    ['2.000815', '2.000884'],
  )
})

test('a counter receives only what is ours, is filed by coming, has a known limit and a result that the house need not set', () => {
  assert.deepEqual(openFaults(copies, byHand), [])
  const without = (over: Partial<Procedure>, workflow = byHand) =>
    openFaults({ ...copies, ...over }, workflow)
  const cannot = 'receivedAtCounter: cannot be, since the procedure'
  const [ordinary] = copies.cases
  const unknown = { ...ordinary!, limit: { ...ordinary!.limit, value: null } }
  assert.deepEqual(without({ handledIn: 'nationalSystem' }), [
    `${cannot} is handled in nationalSystem`,
  ])
  assert.deepEqual(without({ channels: ['online'] }), [`${cannot} is not filed by coming`])
  assert.deepEqual(without({ filing: 'guideOnly' }), [`${cannot} is not prepared`])
  assert.deepEqual(without({ cases: [unknown] }), [
    `${cannot} does not know the limit of case 2.000815`,
  ])
  assert.deepEqual(without({}, signedHere), [`${cannot} has no template of its result`])
})
