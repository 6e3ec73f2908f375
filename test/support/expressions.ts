/** Well-typed expressions, their names, labels and answers, made by chance for the properties of the language. */
import fc from 'fast-check'
import { comparisons, type Expression, type Literal } from '../../src/catalogue/expression.ts'
import type { Names } from '../../src/catalogue/expression-check.ts'
import type { Labelled } from '../../src/catalogue/expression-labels.ts'

/** A tree as the reader makes it: plain objects. */
function node<T>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(parts, { noNullPrototype: true }) as fc.Arbitrary<T>
}

const codes = ['online', 'counter', 'post', '01']

export const worldNames: Names = new Map([
  ['child.birthOn', { type: 'date' }],
  ['mother.birthOn', { type: 'date' }],
  ['copies.count', { type: 'number' }],
  ['pages.count', { type: 'number' }],
  ['copies.wanted', { type: 'flag' }],
  ['parents.married', { type: 'flag' }],
  ['child.fullName', { type: 'text' }],
  ['mother.fullName', { type: 'text' }],
  ['channel', { type: 'text', codes }],
  ['relation', { type: 'text', codes }],
  ['home', { type: 'place' }],
  ['result.manners', { type: 'list', of: 'text', codes }],
  ['members', { type: 'list' }],
  ['members.share', { type: 'list', of: 'number' }],
  ['members.abroad', { type: 'list', of: 'flag' }],
])

const namesOf = (type: string) =>
  [...worldNames].filter(([, it]) => it.type === type).map(([name]) => name)
const named = (...names: string[]): fc.Arbitrary<Expression> =>
  fc.constantFrom(...names).map((name) => ({ kind: 'name', name }))

const textLiteral: fc.Arbitrary<Literal> = fc
  .oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '',
      '”',
      '“a”',
      'và',
      'hoặc “Mẹ”',
      'Hà Nội'.normalize('NFD'),
      '1.000,5',
      '__proto__',
    ),
  )
  .filter((value) => !/['\n]/.test(value))
  .map((value) => ({ kind: 'literal', type: 'text', value }))
const codeLiteral: fc.Arbitrary<Literal> = fc
  .constantFrom(...codes)
  .map((value) => ({ kind: 'literal', type: 'text', value }))
const whole: fc.Arbitrary<Literal> = fc
  .oneof(fc.nat(9), fc.nat(2_000_000), fc.constantFrom(0, 60, 999_999_999_999_999))
  .map((value) => ({ kind: 'literal', type: 'number', value }))
const decimal: fc.Arbitrary<Literal> = fc.tuple(fc.nat(30_000), fc.nat(999_999)).map(([a, b]) => ({
  kind: 'literal',
  type: 'number',
  value: Number(`${a}.${String(b).padStart(6, '0')}`),
}))
const flagLiteral: fc.Arbitrary<Literal> = fc
  .boolean()
  .map((value) => ({ kind: 'literal', type: 'flag', value }))

const date: fc.Arbitrary<Expression> = fc.oneof(
  named(...namesOf('date')),
  fc.constant({ kind: 'today' as const }),
)
const chosen = named('channel', 'relation')
const freeText = named('child.fullName', 'mother.fullName')
const equalities = fc.constantFrom('==' as const, '!=' as const)
const compare = (
  by: fc.Arbitrary<(typeof comparisons)[number]>,
  left: fc.Arbitrary<Expression>,
  right: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> => node({ kind: fc.constant('compare' as const), by, left, right })
const among = (part: fc.Arbitrary<Expression>, literals: fc.Arbitrary<Literal>) =>
  node({
    kind: fc.constant('in' as const),
    part,
    among: fc.array(literals, { minLength: 1, maxLength: 4 }),
  })

const listed = named(...namesOf('list'))
const contains = (name: string, part: fc.Arbitrary<Literal>): fc.Arbitrary<Expression> =>
  part.map((literal) => ({ kind: 'has', list: { kind: 'name', name }, part: literal }))

const made = fc.letrec<{ flag: Expression; number: Expression }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'number' },
    whole,
    named(...namesOf('number')),
    node({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('daysBetween', 'yearsBetween'),
      parts: fc.tuple(date, date),
    }),
    node({ kind: fc.constant('minus' as const), part: tie('number') }),
    node({
      kind: fc.constant('calculate' as const),
      by: fc.constantFrom('+' as const, '-' as const, '*' as const),
      left: tie('number'),
      right: tie('number'),
    }),
    node({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('min', 'max'),
      parts: fc.array(tie('number'), { minLength: 2, maxLength: 3 }),
    }),
    listed.map((part) => ({ kind: 'call' as const, name: 'count', parts: [part] })),
    named('members.share').map((part) => ({ kind: 'call' as const, name: 'sum', parts: [part] })),
  ),
  flag: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'flag' },
    compare(equalities, chosen, codeLiteral),
    compare(equalities, codeLiteral, chosen),
    compare(equalities, chosen, freeText),
    compare(equalities, freeText, textLiteral),
    compare(equalities, freeText, freeText),
    compare(equalities, textLiteral, textLiteral),
    among(chosen, codeLiteral),
    among(freeText, textLiteral),
    among(tie('number'), fc.oneof(whole, decimal)),
    among(tie('flag'), flagLiteral),
    contains('result.manners', codeLiteral),
    contains('members.abroad', flagLiteral),
    contains('members.share', whole),
    named(...namesOf('flag')),
    flagLiteral,
    named(...worldNames.keys()).map((part) => ({
      kind: 'call' as const,
      name: 'answered',
      parts: [part],
    })),
    compare(fc.constantFrom(...comparisons), date, date),
    compare(fc.constantFrom(...comparisons), tie('number'), fc.oneof(tie('number'), decimal)),
    compare(fc.constantFrom(...comparisons), decimal, tie('number')),
    compare(equalities, tie('flag'), tie('flag')),
    node({ kind: fc.constant('not' as const), part: tie('flag') }),
    node({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('flag'),
      right: tie('flag'),
    }),
  ),
}))

/** A condition that passes the type check. */
export const anyCondition = made.flag
/** An amount that passes the type check. */
export const anyAmount = made.number

const answerOf = (type: string): fc.Arbitrary<unknown> =>
  type === 'number'
    ? fc.oneof(fc.integer({ min: -5, max: 300 }), fc.maxSafeInteger())
    : type === 'flag'
      ? fc.boolean()
      : type === 'date'
        ? fc.constantFrom('2026-11-19', '1996', '1996-03', '2026-09-23', '2026-02-30')
        : type === 'place'
          ? fc.constant({ commune: '00004', detail: 'số 5' })
          : fc.oneof(fc.constantFrom(...codes), fc.string({ maxLength: 4 }))

const anyRow = fc.record(
  {
    share: fc.oneof(
      fc.nat(2_000_000),
      fc.nat(30_000).map((value) => value / 100),
    ),
    abroad: fc.boolean(),
    fullName: fc.constant('A'),
  },
  { requiredKeys: [] },
)
const listOf = (name: string): fc.Arbitrary<unknown> =>
  name === 'result.manners' ? fc.subarray(codes) : fc.array(anyRow, { maxLength: 4 })

/** Answers of the right kind, some of them missing. What stands in a column is not an answer by itself. */
export const anyWorldAnswers: fc.Arbitrary<Record<string, unknown>> = fc.record(
  Object.fromEntries(
    [...worldNames]
      .filter(([name]) => !name.startsWith('members.'))
      .map(([name, { type }]) => [name, type === 'list' ? listOf(name) : answerOf(type)]),
  ),
  { requiredKeys: [] },
)

const anyLabel = fc.oneof(
  fc.constantFrom(
    'Quan hệ với bé',
    'quan hệ với bé',
    'Ngày sinh, của con và mẹ hoặc cha',
    'Nơi “sinh” là đâu?',
    'Bé thuộc trường hợp nào?',
    'Số bản sao'.normalize('NFD'),
    'Số bản sao',
    'Số tầng 2 trở lên',
    'hôm nay',
    'today',
    'Có',
    'Không',
    'câu',
    'mã',
    'điều kiện (a)',
    'không có trường hợp',
    '60',
    '”',
    'is one of',
    'The code',
    'Date of birth of the child',
    'số ngày từ',
    'a ; hoặc b',
    ' ',
    'đã khai',
  ),
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
)

const anyStatement = fc.constantFrom(
  'bé bị bỏ rơi',
  'Bé bị bỏ rơi'.normalize('NFD'),
  'bé sinh thường',
  'the child was found',
  'hôm qua',
)

/** Labels of every kind that an editor could think of, twins among them. */
export const anyLabels: fc.Arbitrary<Labelled[]> = fc
  .tuple(
    fc.array(anyLabel, { minLength: worldNames.size, maxLength: worldNames.size }),
    fc.array(anyLabel, { minLength: codes.length, maxLength: codes.length }),
    anyLabel,
    fc.array(fc.oneof(anyLabel, anyStatement), {
      minLength: codes.length,
      maxLength: codes.length,
    }),
  )
  .map(([labels, choices, about, said]) =>
    [...worldNames].map(([name, { type, of, codes: offered }], i) => ({
      name,
      label: labels[i]!,
      type,
      about,
      ...(of ? { of } : {}),
      ...(offered
        ? { codes: offered.map((code, n) => ({ code, label: choices[n]!, said: said[n]! })) }
        : {}),
    })),
  )
