/** What holds for every expression and every set of answers. */
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
import { evaluate, holds, numberOf } from './evaluate.ts'
import { checkExpression, parentOf, namesIn } from './expression-check.ts'
import { explain } from './expression-explain.ts'
import { makeLabels } from './expression-labels.ts'
import { printExpression } from './expression-print.ts'
import { readExplanation } from './expression-read.ts'
import { parseExpression, type Expression } from './expression.ts'

const today = '2026-11-22' as const
const both = ['vi', 'en'] as const
const labels = makeLabels(
  [...worldNames].map(([name, { type }]) => ({ name, label: name, type })),
  'vi',
)

test('a condition that passes the type check gives yes or no, or nothing where it is one unanswered question', () => {
  fc.assert(
    fc.property(anyCondition, anyWorldAnswers, (tree, answers) => {
      const value = evaluate(tree, { answers, today })
      if (typeof value === 'boolean') return
      assert.equal(value, undefined)
      assert.ok(tree.kind === 'name' && !Object.hasOwn(answers, tree.name))
    }),
    { numRuns: 5000 },
  )
})

test('an amount that passes the type check gives a whole, exact number or nothing', () => {
  fc.assert(
    fc.property(anyAmount, anyWorldAnswers, (tree, answers) => {
      const value = evaluate(tree, { answers, today })
      // A total of measures has their decimals; nothing is calculated with it then.
      const isMeasure = tree.kind === 'call' && tree.name === 'sum' && !Number.isSafeInteger(value)
      if (isMeasure && value !== undefined) assert.match(String(value), /^\d+\.\d{1,2}$/)
      const whole = isMeasure ? undefined : value
      assert.ok(whole === undefined || (Number.isSafeInteger(whole) && !Object.is(whole, -0)))
      const text = printExpression(tree)
      if (text.length <= 2000) assert.equal(numberOf(text, { answers, today }), whole)
    }),
    { numRuns: 5000 },
  )
})

test('an amount is nothing only where an answer is missing, or the number is too great', () => {
  const whole = {
    'copies.count': 3,
    'pages.count': 7,
    'child.birthOn': '2026-11-19',
    'mother.birthOn': '1996-03-25',
    'result.manners': ['post'],
    members: [{ share: 600_000, abroad: true }, { share: 12 }],
  }
  fc.assert(
    fc.property(anyAmount, (tree) => {
      const value = evaluate(tree, { answers: whole, today })
      if (value === undefined) assert.match(printExpression(tree), /\d{6,}|\* .*\*/)
    }),
    { numRuns: 3000 },
  )
})

test('different from always means not equal, whatever is compared', () => {
  const sides = fc.oneof(
    fc.tuple(anyAmount, anyAmount),
    fc.tuple(anyCondition, anyCondition),
    fc.tuple(anyAmount, anyCondition),
  )
  fc.assert(
    fc.property(sides, anyWorldAnswers, ([left, right], answers) => {
      const equal: Expression = { kind: 'compare', by: '==', left, right }
      const scope = { answers, today }
      assert.equal(
        evaluate({ ...equal, by: '!=' }, scope),
        evaluate({ kind: 'not', part: equal }, scope),
      )
    }),
    { numRuns: 3000 },
  )
})

test('answers that the expression does not speak of change nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyCondition, anyAmount),
      anyWorldAnswers,
      anyWorldAnswers,
      (tree, answers, others) => {
        const spoken = new Set(namesIn(tree).flatMap((name) => [name, parentOf(name)]))
        const unrelated = Object.entries(others).filter(([name]) => !spoken.has(name))
        const more = { ...answers, ...Object.fromEntries(unrelated), constructor: 'x' }
        assert.equal(evaluate(tree, { answers: more, today }), evaluate(tree, { answers, today }))
      },
    ),
    { numRuns: 3000 },
  )
})

test('names that every object has are answers like any other: none', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']) {
    assert.equal(holds(`answered(${name})`, { answers: {}, today }), false)
    assert.equal(holds(`${name} != 'x'`, { answers: {}, today }), true)
    assert.deepEqual(checkExpression(`answered(${name})`, worldNames).length, 1)
    assert.equal(checkExpression(`${name}(today, today) == 1`, worldNames).length, 1)
  }
  assert.equal(parseExpression('__proto__ == 1').ok, false)
  const own = Object.defineProperty({}, '__proto__', { value: 'x', enumerable: true })
  assert.equal(evaluate({ kind: 'name', name: '__proto__' }, { answers: own, today }), 'x')
  assert.equal(evaluate({ kind: 'name', name: '__proto__' }, { answers: {}, today }), undefined)
})

const hostile = [
  '(',
  '-',
  'not ',
  'a',
  'a.',
  '.',
  "'",
  "''",
  '1',
  '1.',
  '1.000',
  ' ',
  'a and ',
  'true or ',
  'min(',
  '1+',
  '“',
  '”',
  '“”',
  '””',
  '“a” ',
  'nếu ',
  'và ',
  'luôn luôn và ',
  'không có trường hợp ',
  'điều kiện (',
  'số ngày từ ',
  '(1',
  '−',
  'là ',
  ', ',
  '; hoặc ',
  '“a” là “b” hay ',
  'hôm nay trước ',
  'it is not so that ',
  'the condition (',
  'ế',
  'e\u0302\u0301',
  '\u0000',
  '\ud800',
]

test('fifty thousand hostile characters are refused or read, never more than 2,000 of an expression are looked at', () => {
  for (const piece of hostile) {
    const text = piece.repeat(Math.ceil(50_000 / piece.length))
    const parsed = parseExpression(text)
    assert.ok(!parsed.ok && parsed.at === 2000, piece)
    assert.equal(holds(text, { answers: {}, today }), false)
    assert.equal(numberOf(text, { answers: {}, today }), undefined)
    assert.equal(checkExpression(text, worldNames).length, 1)
    const longest = text.slice(0, 2000)
    assert.equal(typeof holds(longest, { answers: {}, today }), 'boolean')
    assert.ok(Array.isArray(checkExpression(longest, worldNames)))
    assert.equal(typeof explain(longest, labels, 'vi'), 'string')
    for (const lang of both) {
      const back = readExplanation(text, labels, lang)
      if (back.ok) assert.ok(printExpression(back.expression).length > 0, piece)
      else assert.ok(back.at >= 0 && back.at <= text.length, piece)
    }
  }
})

test('what is read from words by chance is explained and read again as the same', () => {
  const scraps = fc.constantFrom(
    ...hostile,
    'số bản sao',
    'quan hệ',
    'trùng với',
    'ít nhất là',
    '3',
    'đến',
    ')',
    'đã khai',
    'hoặc',
    '×',
  )
  const things = [
    { name: 'copies.count', label: 'Số bản sao', type: 'number' as const },
    { name: 'relation', label: 'Quan hệ', type: 'text' as const },
    { name: 'a', label: 'a', type: 'flag' as const },
  ]
  const few = makeLabels(things, 'vi')
  fc.assert(
    fc.property(fc.array(scraps, { minLength: 1, maxLength: 12 }), (parts) => {
      const back = readExplanation(parts.join(' '), few, 'vi')
      if (
        !back.ok ||
        checkExpression(
          printExpression(back.expression),
          new Map(things.map(({ name, type }) => [name, { type }])),
        ).length > 0
      )
        return
      const again = readExplanation(explain(back.expression, few, 'vi'), few, 'vi')
      assert.deepEqual(again, back)
    }),
    { numRuns: 20_000 },
  )
})

test('the labels of one form never stand for two questions, nor two choices for one', () => {
  fc.assert(
    fc.property(anyLabels, fc.constantFrom(...both), (things, lang) => {
      const made = makeLabels(things, lang)
      assert.equal(made.byName.size, things.length)
      assert.equal(made.byText.size, things.length)
      for (const { codes } of made.byName.values())
        assert.equal(codes?.toCode.size, codes?.toText.size)
    }),
  )
})
