/**
 * A form is data: topics (one page each for a citizen, one section for staff) of questions with stable ids. One validator
 * reads it for the page, the counter and the API. Published versions are never edited.
 */
import { Type, type Static } from 'typebox'
import { QuestionId, TopicHead, type columnKinds, type questionKinds } from './form-kinds.ts'
import { Code, Condition, exact, Words } from './shape.ts'

type Kinds = typeof questionKinds
type Columns = typeof columnKinds
export type Column = { [K in keyof Columns]: Static<Columns[K]> }[keyof Columns]
export type Table = Omit<Static<Kinds['table']>, 'columns'> & { columns: Column[] }
export type QuestionKind = keyof Kinds
export type QuestionOf<K extends QuestionKind> = K extends 'table' ? Table : Static<Kinds[K]>
export type Question = { [K in QuestionKind]: QuestionOf<K> }[QuestionKind]
/** Nothing is answered to these. */
type Unasked = 'explanation' | 'declaration' | 'file'
/** A question that has an answer. */
export type Asked = Exclude<Question, { kind: Unasked }>
/** A column in one row of its table, as a question of its own: 'members.0.fullName'. */
export type Cell = Exclude<Asked, { kind: 'table' }>

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
/** One row of a table, by the columns that were answered in it. */
export type Row = { readonly [column: string]: CellAnswer }
/** A list of codes is what was chosen of a list. */
export type CellAnswer = string | number | boolean | Address | readonly string[]
export type Answer = CellAnswer | readonly Row[]
export type Answers = Record<string, Answer>

export function isAsked(question: Question): question is Asked {
  const { kind } = question
  return kind !== 'explanation' && kind !== 'declaration' && kind !== 'file'
}

/** Every question that takes an answer, in order. */
export function askedQuestions(form: FormDefinition): Asked[] {
  return form.topics.flatMap((topic) => topic.questions.filter(isAsked))
}

export function questionOf(form: FormDefinition, id: string): Asked | undefined {
  return askedQuestions(form).find((question) => question.id === id)
}

/** A question, or a cell of a table, by the field that a problem names. */
export function fieldOf(form: FormDefinition, field: string): Asked | undefined {
  const question = questionOf(form, field)
  if (question) return question
  const table = askedQuestions(form).find(({ id }) => field.startsWith(`${id}.`))
  if (table?.kind !== 'table') return undefined
  const row = Number(field.slice(table.id.length + 1).split('.')[0])
  return cellsOf(table, row).find(({ id }) => id === field)
}

/** Somebody answers it; what is calculated nobody does. */
export function isTyped(question: Question): question is Exclude<Asked, { kind: 'computed' }> {
  return isAsked(question) && question.kind !== 'computed'
}

/** The cells of a row, as questions. */
export function cellsOf(table: Table, row: number): Cell[] {
  return table.columns.map((column) => ({ ...column, id: cellId(table.id, row, column.id) }))
}

export function cellId(table: string, row: number, column: string): string {
  return `${table}.${row}.${column}`
}

/** The column that a cell stands in: 'members.0.fullName' → 'fullName'. */
export function columnOf(cell: Pick<Cell, 'id'>): string {
  return cell.id.slice(cell.id.lastIndexOf('.') + 1)
}

/** An answer that is an address; undefined for any other. */
export function addressAnswer(answer: Answer | undefined): Address | undefined {
  return typeof answer === 'object' && !isList(answer) ? answer : undefined
}

/** What was chosen, or the rows of a table. */
export function isList(answer: Answer | undefined): answer is readonly string[] | readonly Row[] {
  return Array.isArray(answer)
}

export function rowsOf(answer: Answer | undefined): readonly Row[] {
  return isList(answer) ? answer.filter((each): each is Row => typeof each === 'object') : []
}

export function codesOf(answer: Answer | undefined): readonly string[] {
  return isList(answer) ? answer.filter((each): each is string => typeof each === 'string') : []
}

/** An answer as text: '' when there is none, or when it is an address or a list. */
export function textAnswer(answers: Answers, id: string): string {
  const answer = answers[id]
  return answer === undefined || typeof answer === 'object' ? '' : String(answer)
}
