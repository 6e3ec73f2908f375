import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { stageNow, stagesOf } from './stages.ts'

const workflow = openLaw(join(checkout, 'data')).workflow('khai-sinh', 1)
const standard = openLaw(join(checkout, 'data')).workflow('standard', 1)

test('a birth registration has five stages; a procedure without a draft has four', () => {
  assert.deepEqual(stagesOf(workflow), ['accept', 'examine', 'confirm', 'sign', 'deliver'])
  assert.deepEqual(stagesOf(standard), ['accept', 'examine', 'sign', 'deliver'])
})

test('a dossier walks through the stages and never back of its official status', () => {
  const places: [status: number, step: string | null, stage: number | null][] = [
    [1, null, 0],
    [5, null, 0],
    [2, 'examine', 1],
    [4, 'draft', 1],
    [5, 'draft', 1],
    [4, 'confirm', 2],
    [4, 'register', 3],
    [4, 'seal', 3],
    [9, 'deliver', 4],
    [10, null, 5],
    [3, null, null],
    [7, null, null],
    [8, null, null],
  ]
  for (const [status, step, stage] of places) {
    assert.equal(stageNow(workflow, { status, step }), stage, `${status} ${step}`)
  }
})

test('a look-up before the draft is examination: nobody walks back to it', () => {
  const extract = openLaw(join(checkout, 'data')).workflow('ban-sao-ho-tich', 2)
  const stages = ['examine', 'look-up', 'draft', 'confirm', 'submit'].map((step) =>
    stageNow(extract, { status: 4, step }),
  )
  assert.deepEqual(stages, [1, 1, 1, 2, 3])
})

test('a step of a workflow that has since been replaced still has a place', () => {
  assert.equal(stageNow(workflow, { status: 4, step: 'an-old-step' }), 0)
})
