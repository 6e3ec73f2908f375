import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyAmount,
  anyCondition,
  anyLabels,
  anyWorldAnswers,
  worldNames,
} from '../../test/support/expressions.ts'
import { evaluate } from './evaluate.ts'
import { checkExpression } from './expression-check.ts'
import { explain, isAmount } from './expression-explain.ts'
import { makeLabels } from './expression-labels.ts'
import { normalCondition } from './expression-normal.ts'
import { printExpression } from './expression-print.ts'
import { readExplanation } from './expression-read.ts'
import { parseExpression, type Expression } from './expression.ts'

const both = ['vi', 'en'] as const
const today = '2026-11-22' as const

test('what is made for these tests passes the type check', () => {
  fc.assert(
    fc.property(anyCondition, anyAmount, (condition, amount) => {
      const [first, second] = [printExpression(condition), printExpression(amount)]
      if (first.length <= 2000) assert.deepEqual(checkExpression(first, worldNames), [])
      if (second.length <= 2000)
        assert.deepEqual(checkExpression(second, worldNames, { gives: 'number' }), [])
    }),
    { numRuns: 1000 },
  )
})

test('an expression that is written and read again is the same', () => {
  fc.assert(
    fc.property(fc.oneof(anyCondition, anyAmount), (tree) => {
      const text = printExpression(tree)
      const parsed = parseExpression(text)
      if (text.length > 2000) return
      assert.ok(parsed.ok, text)
      assert.deepEqual(parsed.expression, tree)
    }),
    { numRuns: 3000 },
  )
})

test('the normal form holds for the same answers, and is its own normal form', () => {
  fc.assert(
    fc.property(anyCondition, anyWorldAnswers, (tree, answers) => {
      const normal = normalCondition(tree)
      const scope = { answers, today }
      assert.equal(evaluate(normal, scope) === true, evaluate(tree, scope) === true)
      assert.deepEqual(normalCondition(normal), normal)
    }),
    { numRuns: 5000 },
  )
})

for (const lang of both) {
  test(`every explanation (${lang}) leads back to the condition that it explains, whatever the labels are`, () => {
    fc.assert(
      fc.property(fc.oneof(anyCondition, anyAmount), anyLabels, (tree, things) => {
        const labels = makeLabels(things, lang)
        const text = explain(tree, labels, lang)
        const back = readExplanation(text, labels, lang)
        const wanted: Expression = isAmount(tree, labels) ? tree : normalCondition(tree)
        assert.ok(back.ok, `${text} ← ${printExpression(tree)}`)
        assert.deepEqual(back.expression, wanted, text)
      }),
      { numRuns: 5000 },
    )
  })
}
