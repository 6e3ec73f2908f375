/** The kinds of questions, each with its schema. What a kind reads stands in `read-*.ts`, how it is shown in `shown-answers.ts`. */
import { Type, type TSchema } from 'typebox'
import { Code, Condition, exact, list, Words } from './shape.ts'

export const QuestionId = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+$' })
/** A column is called by one word: `row.amount` in conditions of the row, `members.amount` elsewhere. */
const ColumnId = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' })

/** What every question has. `requiredIf` without `required` asks only when the condition holds. */
const common = {
  /** A noun phrase in lower case after its first letter, so that messages can use it: "Ngày sinh của con". */
  label: Words,
  hint: Type.Optional(Words),
  visibleIf: Type.Optional(Condition),
  required: Type.Optional(Type.Boolean()),
  requiredIf: Type.Optional(Condition),
  /** Taken from another question while the condition holds, so that nobody types the same twice (WCAG 3.3.7). */
  sameAs: Type.Optional(exact({ question: QuestionId, when: Condition })),
  autocomplete: Type.Optional(Type.String()),
}

/** `said`: the choice as a short statement in lower case, for explained conditions: "bé bị bỏ rơi". */
const Option = exact({
  code: Code,
  label: Words,
  hint: Type.Optional(Words),
  said: Type.Optional(Words),
})
const maxLength = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))
const choices = {
  options: Type.Optional(list(Option, 2)),
  codeList: Type.Optional(Type.String()),
  /** Codes shown first in a long list. */
  first: Type.Optional(list(Type.String())),
}
/** đồng; beyond this no number is exact any more. */
export const MOST_DONG = 999_999_999_999_999
const Dong = Type.Integer({ minimum: 0, maximum: MOST_DONG })
/** An expression that gives a number, or yes and no. */
const Calculation = Type.String({ minLength: 1, maxLength: 2000 })

/** Kinds that may also be a column of a table. */
const simple = {
  /** `signs`: only digits, or only letters without marks and digits; spaces, dots and hyphens are left out. */
  text: {
    maxLength,
    signs: Type.Optional(Type.Union([Type.Literal('digits'), Type.Literal('lettersDigits')])),
  },
  personName: {},
  longText: { maxLength },
  /** Days are 'YYYY-MM-DD'; with `partial` also 'YYYY-MM' or 'YYYY', as old papers have it. */
  date: {
    partial: Type.Optional(Type.Boolean()),
    earliest: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    latest: Type.Union([Type.Literal('today'), Type.Literal('any')]),
  },
  yesNo: {},
  choice: choices,
  /** Codes in the order of the list, each once. `most` is left out where any number may be chosen. */
  choiceMany: { ...choices, most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
  integer: { min: Type.Integer(), max: Type.Integer() },
  /** A measure of at most two decimals (m², m); the unit stands in the label. */
  decimal: { min: Type.Number(), max: Type.Number() },
  /** Whole đồng. */
  money: { min: Type.Optional(Dong), max: Type.Optional(Dong) },
  /** Số định danh cá nhân: twelve digits. What its digits seem to say is compared with these answers: a warning only. */
  personalNumber: {
    birthOn: Type.Optional(QuestionId),
    sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female')])),
  },
  /** Mã số thuế; with `personal` also a personal number, as persons and households have since 01/7/2025 (TT 86/2024/TT-BTC). */
  taxCode: { personal: Type.Optional(Type.Boolean()) },
  phone: {},
  email: {},
  /** { commune, detail } in Việt Nam, { country, detail } abroad. */
  address: {
    detail: Type.Union([Type.Literal('required'), Type.Literal('optional')]),
    detailLabel: Type.Optional(Words),
    abroad: Type.Optional(Type.Boolean()),
  },
  /** Calculated from answers before it and kept with them; what anybody sends for it is not looked at. */
  computed: {
    value: Calculation,
    gives: Type.Union([Type.Literal('number'), Type.Literal('money'), Type.Literal('flag')]),
  },
} as const

function question<K extends string, T extends Record<string, TSchema>>(kind: K, own: T) {
  return exact({ id: QuestionId, ...common, kind: Type.Literal(kind), ...own })
}

function column<K extends string, T extends Record<string, TSchema>>(kind: K, own: T) {
  return exact({ id: ColumnId, ...common, kind: Type.Literal(kind), ...own })
}

type Simple = typeof simple
type SimpleKind = keyof Simple
const simpleKinds = Object.keys(simple) as SimpleKind[]

export const columnKinds = Object.fromEntries(
  simpleKinds.map((kind) => [kind, column(kind, simple[kind])]),
) as unknown as { [K in SimpleKind]: ReturnType<typeof column<K, Simple[K]>> }

/** Most rows of any table, and most boxes that a table may put on a page: a page that can still be sent. */
export const MOST_ROWS = 50
export const MOST_BOXES = 240

const asked = Object.fromEntries(
  simpleKinds.map((kind) => [kind, question(kind, simple[kind])]),
) as unknown as { [K in SimpleKind]: ReturnType<typeof question<K, Simple[K]>> }

/** Nothing to answer. */
function words<K extends string, T extends Record<string, TSchema>>(kind: K, own: T) {
  return exact({
    id: QuestionId,
    kind: Type.Literal(kind),
    label: Words,
    visibleIf: Type.Optional(Condition),
    ...own,
  })
}

export const questionKinds = {
  ...asked,
  /** Rows of the same questions. `rowName`: what one row is, "Thành viên"; `max` rows at most. */
  table: question('table', {
    rowName: Words,
    min: Type.Integer({ minimum: 0, maximum: MOST_ROWS }),
    max: Type.Integer({ minimum: 1, maximum: MOST_ROWS }),
    columns: list(Type.Union(Object.values(columnKinds)), 1),
  }),
  /** A paper of the procedure, handed in with the others; here stands where. */
  file: words('file', { paper: Code }),
  /** Words between the questions. */
  explanation: words('explanation', {}),
  /** Stands above the last button, which carries the declaration in its own words; nothing to tick. */
  declaration: words('declaration', {}),
} as const

export const TopicHead = {
  id: Code,
  title: Words,
  intro: Type.Optional(Words),
  visibleIf: Type.Optional(Condition),
}
