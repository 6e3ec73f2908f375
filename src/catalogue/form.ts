/**
 * A form is data: topics (one page each for a citizen, one section for staff) of questions with stable ids. One validator
 * reads it for the page, the counter and the API. Published versions are never edited.
 */
import { Type, type Static, type TSchema } from 'typebox'
import { Condition, Code, exact, list, Words } from './shape.ts'

const QuestionId = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+$' })

/** What every question has. `requiredIf` without `required` asks only when the condition holds. */
const common = {
  id: QuestionId,
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

function question<K extends string, T extends Record<string, TSchema>>(kind: K, own: T) {
  return exact({ ...common, kind: Type.Literal(kind), ...own })
}

/** `said`: the choice as a short statement in lower case, for explained conditions: "bé bị bỏ rơi". */
const Option = exact({
  code: Code,
  label: Words,
  hint: Type.Optional(Words),
  said: Type.Optional(Words),
})
const maxLength = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))

export const questionKinds = {
  text: question('text', { maxLength }),
  personName: question('personName', {}),
  longText: question('longText', { maxLength }),
  /** Days are 'YYYY-MM-DD'; with `partial` also 'YYYY-MM' or 'YYYY', as old papers have it. */
  date: question('date', {
    partial: Type.Optional(Type.Boolean()),
    earliest: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    latest: Type.Union([Type.Literal('today'), Type.Literal('any')]),
  }),
  yesNo: question('yesNo', {}),
  choice: question('choice', {
    options: Type.Optional(list(Option, 2)),
    codeList: Type.Optional(Type.String()),
    /** Codes shown first in a long list. */
    first: Type.Optional(list(Type.String())),
  }),
  integer: question('integer', { min: Type.Integer(), max: Type.Integer() }),
  /** A measure of at most two decimals (m², m); the unit stands in the label. */
  decimal: question('decimal', { min: Type.Number(), max: Type.Number() }),
  /** Số định danh cá nhân: twelve digits. What its digits seem to say is compared with these answers: a warning only. */
  personalNumber: question('personalNumber', {
    birthOn: Type.Optional(QuestionId),
    sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female')])),
  }),
  phone: question('phone', {}),
  email: question('email', {}),
  /** { commune, detail } in Việt Nam, { country, detail } abroad. */
  address: question('address', {
    detail: Type.Union([Type.Literal('required'), Type.Literal('optional')]),
    detailLabel: Type.Optional(Words),
    abroad: Type.Optional(Type.Boolean()),
  }),
  /** Words between the questions; nothing to answer. */
  explanation: exact({
    id: QuestionId,
    kind: Type.Literal('explanation'),
    label: Words,
    visibleIf: Type.Optional(Condition),
  }),
  /** Stands above the last button, which carries the declaration in its own words; nothing to tick. */
  declaration: exact({
    id: QuestionId,
    kind: Type.Literal('declaration'),
    label: Words,
    visibleIf: Type.Optional(Condition),
  }),
} as const

type Kinds = typeof questionKinds
export type QuestionKind = keyof Kinds
export type Question = { [K in QuestionKind]: Static<Kinds[K]> }[QuestionKind]
export type QuestionOf<K extends QuestionKind> = Static<Kinds[K]>
/** A question that takes an answer. */
export type Asked = Exclude<Question, { kind: 'explanation' | 'declaration' }>

/** A rule between answers. `must` is looked at while `when` holds; an error stops the filing, a warning goes to the officer. */
export type FormRule = Static<typeof FormRule>
export const FormRule = exact({
  id: Code,
  when: Condition,
  must: Condition,
  field: QuestionId,
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  message: Words,
})

export const TopicHead = {
  id: Code,
  title: Words,
  intro: Type.Optional(Words),
  visibleIf: Type.Optional(Condition),
}
export type Topic = Static<ReturnType<typeof topicHead>> & { questions: Question[] }
function topicHead() {
  return exact(TopicHead)
}

export type FormDefinition = {
  id: string
  version: number
  title: Words
  /** The official form that it stands for, with its source. */
  official: Words
  validFrom: string
  validTo: string | null
  /** The question that names the person the dossier is about, and the one who files. */
  owner: string
  applicant: string
  topics: Topic[]
  rules: FormRule[]
}

/**
 * `commune`: GSO number in force since 01/7/2025. Named by an old name: `typed` keeps it for paper, and `formerCode` its
 * number until 30/6/2025 where only one is meant.
 */
export type Address = {
  commune?: string
  country?: string
  detail: string
  typed?: string
  formerCode?: string
}
export type Answer = string | number | boolean | Address
export type Answers = Record<string, Answer>

export function isAsked(question: Question): question is Asked {
  return question.kind !== 'explanation' && question.kind !== 'declaration'
}

/** Every question that takes an answer, in order. */
export function askedQuestions(form: FormDefinition): Asked[] {
  return form.topics.flatMap((topic) => topic.questions.filter(isAsked))
}

export function questionOf(form: FormDefinition, id: string): Asked | undefined {
  return askedQuestions(form).find((question) => question.id === id)
}

/** An answer as text: '' when there is none, or when it is an address. */
export function textAnswer(answers: Answers, id: string): string {
  const answer = answers[id]
  return answer === undefined || typeof answer === 'object' ? '' : String(answer)
}
