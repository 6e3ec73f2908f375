import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { evaluate, holds, numberOf } from './evaluate.ts'
import { conditionFaults, functions, numberFaults, type Names } from './expression-check.ts'
import { expressionWording } from './expression-wording.ts'
import { comparisons, operations, parseExpression, type Expression } from './expression.ts'

const names: Names = new Map([
  ['child.birthOn', { type: 'date' as const }],
  ['mother.birthOn', { type: 'date' as const }],
  ['copies.count', { type: 'number' as const }],
  ['copies.wanted', { type: 'flag' as const }],
  ['child.fullName', { type: 'text' as const }],
  ['home', { type: 'place' as const }],
  ['channel', { type: 'text' as const, codes: ['online', 'counter'] }],
])
const scope = (answers: Record<string, unknown>) => ({ answers, today: '2026-11-22' as const })
const is = (text: string, answers: Record<string, unknown> = {}) => holds(text, scope(answers))

test('a fee applies sixty days after birth, not before', () => {
  const late = 'daysBetween(child.birthOn, today) > 60'
  assert.equal(is(late, { 'child.birthOn': '2026-09-23' }), false)
  assert.equal(is(late, { 'child.birthOn': '2026-09-22' }), true)
})

test('and binds stronger than or, not strongest; brackets change that', () => {
  assert.equal(is('true or false and false'), true)
  assert.equal(is('(true or false) and false'), false)
  assert.equal(is('not false and false'), false)
  assert.equal(is('not (false and false)'), true)
})

test('a missing answer equals nothing, is among nothing and stands in no order', () => {
  assert.equal(is("channel == 'online'"), false)
  assert.equal(is("channel != 'online'"), true)
  assert.equal(is("channel in ('online', 'counter')"), false)
  assert.equal(is('copies.count < 3'), false)
  assert.equal(is('copies.count >= 3'), false)
  assert.equal(is('answered(copies.count)'), false)
  assert.equal(is('answered(copies.count)', { 'copies.count': 0 }), true)
})

test('years are counted whole; of a date known in part, the fewest that are sure', () => {
  const years = (a: string) =>
    evaluate(
      {
        kind: 'call',
        name: 'yearsBetween',
        parts: [{ kind: 'name', name: 'a' }, { kind: 'today' }],
      },
      scope({ a }),
    )
  assert.equal(years('2008-11-22'), 18)
  assert.equal(years('2008-11-23'), 17)
  assert.equal(years('2008'), 17)
  assert.equal(years('2008-11'), 17)
  assert.equal(years('2008-10'), 18)
})

test('a date known in part stands in order only where that decides', () => {
  const older = 'mother.birthOn < child.birthOn'
  assert.equal(is(older, { 'mother.birthOn': '1996', 'child.birthOn': '2026-11-19' }), true)
  assert.equal(is(older, { 'mother.birthOn': '2026', 'child.birthOn': '2026-11-19' }), false)
  assert.equal(
    is('mother.birthOn >= child.birthOn', {
      'mother.birthOn': '2026',
      'child.birthOn': '2026-11-19',
    }),
    false,
  )
})

for (const [text, fault] of [
  ['', /ends too early/],
  ['child.birthOn <', /ends too early/],
  ['(true', /needs “\)”/],
  ['true true', /did not expect “true”/],
  ["channel == 'online", /cannot be read/],
  ['a && b', /cannot be read/],
  ['channel in ()', /needs a quoted text/],
  ['unknown.name == 1', /does not know the name unknown\.name/],
  ['explode(today, today)', /does not know the function explode/],
  ['daysBetween(today)', /takes 2 values, not 1/],
  ["answered('x')", /takes the name of a question/],
  ["copies.count == 'x'", /compares a number with a text/],
  ['child.fullName < child.fullName', /cannot order a text/],
  ['copies.count == 1 and channel', /, character 23: needs a flag where a text stands/],
  ['home == home', /, character 1: cannot compare an address/],
  ["home in ('00004')", /looks for a text among place values/],
  ['copies.count + 1.5 > 2', /, character 16: calculates with whole numbers only, 1.5/],
  ['copies.count + today > 2', /needs a number where a date stands/],
  ['min(copies.count) > 2', /min takes at least 2 values, not 1/],
  ['copies.count + > 2', /, character 16: did not expect “>”/],
  ['copies.count == 999999999999999.999999', /too great a number/],
  ['copies.count', /gives a number, not yes or no/],
  ['not copies.count', /needs a flag where a number stands/],
  ["channel == 'telepathy'", /never is “telepathy”/],
  ["channel in ('online', 'pigeon')", /never is “pigeon”/],
  ['constructor(today, today) == 1', /does not know the function/],
] as const) {
  test(`“${text}” is refused at publication, with the place and the reason`, () => {
    assert.match(conditionFaults(text, names).join('\n'), fault)
  })
}

test('a condition that fits the form has no fault', () => {
  const text =
    "(copies.wanted == true or copies.count > 1) and channel in ('online') and not answered(child.fullName)"
  assert.deepEqual(conditionFaults(text, names), [])
})

const amount =
  'copies.count * min(200000, 2000 * min(pages.count, 2) + 1000 * max(pages.count - 2, 0))'

test('certified copies: 2,000 đ for pages 1 and 2, 1,000 đ from page 3, at most 200,000 đ a copy', () => {
  const fee = (pages: number, copies = 1) =>
    numberOf(amount, scope({ 'pages.count': pages, 'copies.count': copies }))
  assert.deepEqual(
    [1, 2, 3, 10, 198, 199, 5000].map((pages) => fee(pages)),
    [2000, 4000, 5000, 12_000, 200_000, 200_000, 200_000],
  )
  assert.equal(fee(3, 4), 20_000)
  assert.equal(numberOf(amount, scope({ 'pages.count': 3 })), undefined)
  assert.deepEqual(
    numberFaults(amount, new Map([...names, ['pages.count', { type: 'number' }]])),
    [],
  )
  assert.match(
    numberFaults(amount, names).join('\n'),
    /character 39: does not know the name pages.count/,
  )
  assert.match(numberFaults("channel == 'online'", names).join(), /gives a flag, not a number/)
  assert.match(numberFaults('1.5', names).join(), /whole numbers only/)
})

test('times binds stronger than plus, a sign strongest; a number that is not exact is none', () => {
  const give = (text: string, answers = {}) => numberOf(text, scope(answers))
  assert.equal(give('2 + 3 * 4 - 1'), 13)
  assert.equal(give('10 - 3 - 2'), 5)
  assert.equal(give('-2 * -(3 + 1)'), 8)
  assert.equal(give('-0'), 0)
  assert.equal(give('900000000000000 * 100'), undefined)
  assert.equal(give('min(1, copies.count)'), undefined)
  assert.equal(give('1.5 + 1'), undefined)
  assert.equal(give('copies.count + 1', { 'copies.count': '3' }), undefined)
  assert.equal(is('2 + 2 == 4 and 1 - copies.count < 1', { 'copies.count': 1 }), true)
  assert.equal(give('not'), undefined)
})

test('an expression nested or written without end is refused, not crashed on', () => {
  assert.equal(parseExpression('('.repeat(500)).ok, false)
  assert.equal(parseExpression('not '.repeat(400) + 'true').ok, false)
  assert.equal(parseExpression(`${'true and '.repeat(400)}true`).ok, false)
})

const anyName = fc.constantFrom(...names.keys(), 'nobody.knows', '__proto__')
const literal: fc.Arbitrary<Expression> = fc.oneof(
  fc
    .string({ maxLength: 8 })
    .map((value) => ({ kind: 'literal' as const, type: 'text' as const, value })),
  fc
    .integer({ min: 0, max: 999 })
    .map((value) => ({ kind: 'literal' as const, type: 'number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'literal' as const, type: 'flag' as const, value })),
)
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      literal,
      anyName.map((name) => ({ kind: 'name' as const, name })),
      fc.constant({ kind: 'today' as const }),
    ),
    fc.record({ kind: fc.constant('not' as const), part: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
    fc.record({
      kind: fc.constant('compare' as const),
      by: fc.constantFrom(...comparisons),
      left: tie('tree'),
      right: tie('tree'),
    }),
    fc.record({ kind: fc.constant('minus' as const), part: tie('tree') }),
    fc.record({
      kind: fc.constant('calculate' as const),
      by: fc.constantFrom(...operations),
      left: tie('tree'),
      right: tie('tree'),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom(...Object.keys(functions), 'nothing'),
      parts: fc.array(tie('tree'), { maxLength: 3 }),
    }),
  ),
}))
const answer = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('2026-11-19', '1996', '2026-02-30', null, undefined),
  fc.object({ maxDepth: 1 }),
)
const anyAnswers = fc.dictionary(anyName, answer)

test('every tree gives an answer for every set of answers, always the same one', () => {
  fc.assert(
    fc.property(tree, anyAnswers, (expression, answers) => {
      const once = evaluate(expression, scope(answers))
      assert.deepEqual(evaluate(expression, scope(answers)), once)
    }),
    { numRuns: 3000 },
  )
})

test('every text is either read or refused with a place inside it', () => {
  const scraps = fc.constantFrom(
    'and',
    'or',
    'not',
    'in',
    '(',
    ')',
    ',',
    '==',
    '<',
    "'x'",
    '12',
    'today',
    'channel',
    ' ',
    '&',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(text, anyAnswers, (typed, answers) => {
      const parsed = parseExpression(typed)
      if (parsed.ok) assert.equal(typeof holds(typed, scope(answers)), 'boolean')
      else
        assert.ok(
          parsed.at >= 0 &&
            parsed.at <= typed.length &&
            parsed.reason(expressionWording('vi')).length > 0,
        )
    }),
    { numRuns: 3000 },
  )
})

test('different from always means not equal', () => {
  fc.assert(
    fc.property(anyAnswers, fc.constantFrom('online', 'counter'), (answers, code) => {
      assert.equal(is(`channel != '${code}'`, answers), is(`not (channel == '${code}')`, answers))
    }),
  )
})
