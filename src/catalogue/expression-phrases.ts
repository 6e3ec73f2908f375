/** The words in which conditions are explained and read back, in both languages. One phrase says one thing. */
import type { Lang } from '../ui/i18n.ts'
import type { Comparison } from './expression.ts'

/** What may follow the thing that is compared. `values`: one or more values follow; `other`: another thing follows. */
export type Relation =
  | { kind: 'values'; isEqual: boolean }
  | { kind: 'other'; by: Comparison }
  | { kind: 'given'; isGiven: boolean }
  | { kind: 'contents'; isIn: boolean }

type Phrases = {
  if: string
  and: string
  or: string
  /** Between alternatives, and between or-chains that must hold together. */
  furthermore: string
  otherwise: string
  /** The condition in brackets, as a thing or inside a chain where no word is left. */
  condition: string
  notTheCase: string
  always: string
  never: string
  yes: string
  no: string
  today: string
  days: string
  years: string
  until: string
  least: string
  greatest: string
  count: string
  sum: string
  includes: string
  includesNot: string
  /** Before a label that is a question, and before a value that has no label. */
  question: string
  code: string
  given: string
  notGiven: string
  /** Whether `given` stands before the thing (vi) or behind it (en). */
  givenFirst: boolean
  is: string
  isNot: string
  answers: string
  answersNot: string
  oneOf: string
  notOneOf: string
  lastValue: string
  same: string
  different: string
  numbers: Record<'<' | '<=' | '>' | '>=', string>
  dates: Record<'<' | '<=' | '>' | '>=', string>
  group: string
  point: string
}

export const phrases: Readonly<Record<Lang, Phrases>> = {
  vi: {
    if: 'nếu',
    and: 'và',
    or: 'hoặc',
    furthermore: 'đồng thời',
    otherwise: 'hoặc',
    condition: 'điều kiện',
    notTheCase: 'không có trường hợp',
    always: 'luôn luôn',
    never: 'không bao giờ',
    yes: 'Có',
    no: 'Không',
    today: 'hôm nay',
    days: 'số ngày từ',
    years: 'số năm tròn từ',
    until: 'đến',
    least: 'số nhỏ nhất trong',
    greatest: 'số lớn nhất trong',
    count: 'số mục trong',
    sum: 'tổng của',
    includes: 'gồm',
    includesNot: 'không gồm',
    question: 'câu',
    code: 'mã',
    given: 'đã khai',
    notGiven: 'chưa khai',
    givenFirst: true,
    is: 'là',
    isNot: 'không phải là',
    answers: 'trả lời',
    answersNot: 'không trả lời',
    oneOf: 'là',
    notOneOf: 'không phải là',
    lastValue: 'hay',
    same: 'trùng với',
    different: 'không trùng với',
    numbers: { '<': 'nhỏ hơn', '<=': 'không quá', '>': 'lớn hơn', '>=': 'ít nhất là' },
    dates: { '<': 'trước', '<=': 'trước hoặc đúng', '>': 'sau', '>=': 'sau hoặc đúng' },
    group: '.',
    point: ',',
  },
  en: {
    if: 'if',
    and: 'and',
    or: 'or',
    furthermore: 'and also',
    otherwise: 'or',
    condition: 'the condition',
    notTheCase: 'it is not so that',
    always: 'always',
    never: 'never',
    yes: 'Yes',
    no: 'No',
    today: 'today',
    days: 'the number of days from',
    years: 'the number of whole years from',
    until: 'until',
    least: 'the least of',
    greatest: 'the greatest of',
    count: 'the number of entries in',
    sum: 'the total of',
    includes: 'includes',
    includesNot: 'does not include',
    question: 'the answer to',
    code: 'the code',
    given: 'is given',
    notGiven: 'is not given',
    givenFirst: false,
    is: 'is',
    isNot: 'is not',
    answers: 'is',
    answersNot: 'is not',
    oneOf: 'is one of',
    notOneOf: 'is not one of',
    lastValue: 'or',
    same: 'is the same as',
    different: 'is not the same as',
    numbers: { '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least' },
    dates: {
      '<': 'is before',
      '<=': 'is on or before',
      '>': 'is after',
      '>=': 'is on or after',
    },
    group: ',',
    point: '.',
  },
}

/** Words at which a label inside a sentence would be taken for the sentence; a label that has one is quoted. */
const reserved: Readonly<Record<Lang, ReadonlySet<string>>> = {
  vi: new Set(
    'nếu và hoặc đồng điều không luôn hôm từ đến đã chưa là trả hay trùng nhỏ lớn ít trước sau gồm'.split(
      ' ',
    ),
  ),
  en: new Set('if and or it always never today from until is not includes does'.split(' ')),
}

const PLAIN = /^[\p{L}\p{M}’]+(?: [\p{L}\p{M}’]+)*$/u

/** Whether the label may stand in a sentence without quotes: words only, none of them the language's own. */
export function isPlain(label: string, lang: Lang): boolean {
  const text = label.normalize('NFC')
  return PLAIN.test(text) && text.split(' ').every((word) => !isReserved(word, lang))
}

export function isReserved(word: string, lang: Lang): boolean {
  return reserved[lang].has(word.toLowerCase())
}

/** Every relation with the phrase that says it, longest first, so that the longest is read. */
export function relations(lang: Lang): { phrase: string[]; relation: Relation }[] {
  const p = phrases[lang]
  const orders = (['<', '<=', '>', '>='] as const).flatMap((by) => [
    [p.numbers[by], { kind: 'other', by }] as const,
    [p.dates[by], { kind: 'other', by }] as const,
  ])
  const all: (readonly [string, Relation])[] = [
    ...orders,
    [p.same, { kind: 'other', by: '==' }],
    [p.different, { kind: 'other', by: '!=' }],
    ...[p.is, p.answers, p.oneOf].map((text) => [text, { kind: 'values', isEqual: true }] as const),
    [p.includes, { kind: 'contents', isIn: true }],
    [p.includesNot, { kind: 'contents', isIn: false }],
    ...[p.isNot, p.answersNot, p.notOneOf].map(
      (text) => [text, { kind: 'values', isEqual: false }] as const,
    ),
    ...(p.givenFirst
      ? []
      : ([
          [p.given, { kind: 'given', isGiven: true }],
          [p.notGiven, { kind: 'given', isGiven: false }],
        ] as const)),
  ]
  return all
    .map(([text, relation]) => ({ phrase: text.split(' '), relation }))
    .toSorted((a, b) => b.phrase.length - a.phrase.length)
}
