/** A table: each row is read like a small form. An error names its row; a row in which nothing stands is no row. */
import type { Problem } from '../lib/problem.ts'
import { calculated, type Scope } from './evaluate.ts'
import { MOST_ROWS } from './form-kinds.ts'
import { formWording, inSentence } from './form-wording.ts'
import { cellsOf, columnOf, type Cell, type CellAnswer, type Row, type Table } from './form.ts'
import { missing, readAnswer } from './read-answer.ts'
import type { Facts, Reading } from './reading.ts'
import { isRequired, isVisible, rowScope } from './to-ask.ts'

export type RowRead = {
  answers: Row
  /** Their messages name the row, their fields the cell: 'members.0.fullName'. */
  problems: Problem[]
  isBlank: boolean
}

/** The rows as they were sent, blank ones among them; undefined when it is no table at all. */
export function sentRows(raw: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (raw === undefined || raw === null || raw === '') return []
  if (!Array.isArray(raw)) return undefined
  const rows = raw.map((row: unknown) => row ?? {})
  return rows.every(
    (row): row is Record<string, unknown> => typeof row === 'object' && !Array.isArray(row),
  )
    ? rows
    : undefined
}

/** `answers` are those of the questions before the table: conditions of its rows may ask for them. */
export function readTable(
  table: Table,
  raw: unknown,
  { facts, answers }: { facts: Facts; answers: Scope['answers'] },
): Reading {
  const lang = facts.lang ?? 'vi'
  const say = formWording(lang)
  const wrong = (code: string, message: string): Reading => ({
    kind: 'wrong',
    problems: [{ code, field: table.id, message }],
  })
  const sent = sentRows(raw)
  if (!sent) return wrong('type', say.wrongKind(table.label[lang]))
  const name = inSentence(table.rowName[lang])
  if (sent.length > MOST_ROWS) return wrong('tooManyRows', say.tooManyRows(table.max, name))
  const rows = sent.map((row, i) => readRow(table, i, { row, facts, answers }))
  const given = rows.filter(({ isBlank }) => !isBlank)
  if (given.length === 0) return { kind: 'empty' }
  const count = { field: table.id }
  const problems = [
    ...(given.length > table.max
      ? [{ ...count, code: 'tooManyRows', message: say.tooManyRows(table.max, name) }]
      : []),
    ...given.flatMap((row) => row.problems),
    ...(given.length < table.min
      ? [{ ...count, code: 'tooFewRows', message: say.tooFewRows(table.min, name) }]
      : []),
  ]
  const answer = given.slice(0, table.max).map((row) => row.answers)
  return problems.length > 0 ? { kind: 'wrong', problems, answer } : { kind: 'read', answer }
}

type Sent = {
  row: Readonly<Record<string, unknown>>
  facts: Facts
  answers: Scope['answers']
}

/** One pass in the order of the columns, since a cell is shown only for answers before it. */
export function readRow(table: Table, index: number, { row, facts, answers }: Sent): RowRead {
  const lang = facts.lang ?? 'vi'
  const say = formWording(lang)
  const outer: Scope = { answers, today: facts.today }
  const own: Record<string, CellAnswer> = {}
  const problems: Problem[] = []
  const unanswered: Cell[] = []
  for (const cell of cellsOf(table, index)) {
    const column = columnOf(cell)
    if (!isVisible(cell, rowScope(outer, own))) continue
    if (cell.kind === 'computed') {
      const value = calculated(cell, rowScope(outer, own))
      if (value !== undefined) own[column] = value
      continue
    }
    const reading = readAnswer(cell, Object.hasOwn(row, column) ? row[column] : undefined, facts)
    if (reading.kind === 'read') own[column] = reading.answer as CellAnswer
    else if (reading.kind === 'wrong') problems.push(...reading.problems)
    else unanswered.push(cell)
  }
  const strange = strangeCells(table, index, { row, say })
  const isBlank = isEmptyRow(table, own) && problems.length === 0 && strange.length === 0
  const required = unanswered
    .filter((cell) => isRequired(cell, rowScope(outer, own)))
    .map((cell) => missing(cell, facts))
  const name = table.rowName[lang]
  return {
    answers: own,
    problems: inColumnOrder(table, [...problems, ...required, ...strange]).map((problem) => ({
      ...problem,
      message: say.inRow(name, index + 1, problem.message),
    })),
    isBlank,
  }
}

/** What is calculated makes no row. */
function isEmptyRow(table: Table, own: Row): boolean {
  return table.columns.every(({ id, kind }) => kind === 'computed' || !Object.hasOwn(own, id))
}

type Strange = { row: Sent['row']; say: ReturnType<typeof formWording> }

function strangeCells(table: Table, index: number, { row, say }: Strange): Problem[] {
  const known = new Set(table.columns.map(({ id }) => id))
  return Object.keys(row)
    .filter((name) => !known.has(name))
    .map((name) => name.slice(0, 80))
    .map((name) => ({
      code: 'unknownField',
      field: `${table.id}.${index}.${name}`,
      message: say.unknownField(name),
    }))
}

function inColumnOrder(table: Table, problems: readonly Problem[]): Problem[] {
  const ids = table.columns.map(({ id }) => id)
  const place = ({ field = '' }: Problem) => {
    const column = field.slice(table.id.length + 1).split('.')[1] ?? ''
    const found = ids.indexOf(column)
    return found < 0 ? ids.length : found
  }
  return problems.toSorted((a, b) => place(a) - place(b))
}
