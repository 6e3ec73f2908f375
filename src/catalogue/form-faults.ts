/** What may be wrong with one question or one table, whatever else the form asks. */
import { conditionFaults, namesIn, numberFaults, type Names } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { parseDay } from '../lib/time.ts'
import { MOST_BOXES } from './form-kinds.ts'
import { ROW, rowName, rowNames } from './form-names.ts'
import { isAsked, type Column, type Question, type Table } from './form.ts'
import { twins } from './shape.ts'

type Choice =
  | Extract<Question, { kind: 'choice' | 'choiceMany' }>
  | Extract<Column, { kind: 'choice' | 'choiceMany' }>

export function questionFaults(question: Question, codeLists: readonly string[]): string[] {
  const { id, kind } = question
  const named = id.split('.')[0] === ROW ? [`${id}: “${ROW}” means the row of a table`] : []
  if (kind === 'table') return [...named, ...tableFaults(question, codeLists)]
  const untold =
    kind === 'computed' && question.sameAs
      ? [`${id}: what is calculated is not taken from another question`]
      : []
  return [...named, ...untold, ...(isAsked(question) ? ownFaults(question, codeLists) : [])]
}

function ownFaults(question: Question | Column, codeLists: readonly string[]): string[] {
  const { id, kind } = question
  if (kind === 'choice' || kind === 'choiceMany') return choiceFaults(question, codeLists)
  if (kind === 'date' && !parseDay(question.earliest))
    return [`${id}: the earliest day ${question.earliest} is not a day`]
  if (kind === 'integer' || kind === 'decimal' || kind === 'money') {
    const { min = 0, max = Infinity } = question
    return min > max ? [`${id}: the least number ${min} is above the greatest ${max}`] : []
  }
  if (kind === 'computed' && (question.required || question.requiredIf !== undefined))
    return [`${id}: nobody can be asked for what is calculated`]
  return []
}

function choiceFaults(question: Choice, codeLists: readonly string[]): string[] {
  const { id, options, codeList } = question
  if ((options === undefined) === (codeList === undefined))
    return [`${id}: a choice has either its own options or a code list`]
  if (codeList !== undefined && !codeLists.includes(codeList))
    return [`${id}: there is no code list ${codeList}`]
  return twins((options ?? []).map((option) => option.code)).map(
    (code) => `${id}: two options have the code ${code}`,
  )
}

function tableFaults(table: Table, codeLists: readonly string[]): string[] {
  const { id, min, max, columns, sameAs } = table
  const boxes = max * columns.reduce((sum, column) => sum + boxesOf(column), 0)
  return [
    ...(sameAs ? [`${id}: a table is not taken from another question`] : []),
    ...(min > max ? [`${id}: needs ${min} rows but takes ${max}`] : []),
    ...(boxes > MOST_BOXES
      ? [`${id}: ${max} rows have ${boxes} boxes, more than the ${MOST_BOXES} of a page`]
      : []),
    ...twins(columns.map((column) => column.id)).map(
      (column) => `${id}: two columns have the id ${column}`,
    ),
    ...columns.flatMap((column) => [
      ...ownFaults(column, codeLists).map((fault) => `${id}, column ${fault}`),
      ...(column.sameAs
        ? [`${id}, column ${column.id}: a column is not taken from elsewhere`]
        : []),
      ...birthFaults(table, column),
    ]),
  ]
}

function boxesOf({ kind }: Column): number {
  if (kind === 'date') return 3
  return kind === 'address' ? 4 : kind === 'computed' ? 0 : 1
}

/** The date of birth beside a personal number stands in the same row. */
function birthFaults({ id, columns }: Table, column: Column): string[] {
  if (column.kind !== 'personalNumber' || column.birthOn === undefined) return []
  const dates = columns.filter(({ kind }) => kind === 'date').map((each) => rowName(each.id))
  return dates.includes(column.birthOn)
    ? []
    : [`${id}, column ${column.id}: ${column.birthOn} is not a date of the row`]
}

/** Conditions and calculations of a table's columns, over the form's `names` and the columns of the same row. */
export function columnExpressionFaults(table: Table, names: Names): string[] {
  const own = rowNames(table, names)
  return table.columns.flatMap((column) => {
    const where = `${table.id}, column ${column.id}`
    const conditions = [column.visibleIf, column.requiredIf]
      .filter((text) => text !== undefined)
      .flatMap((text) => conditionFaults(text, own))
    return [
      ...conditions.map((fault) => `${where}: ${fault}`),
      ...calculationFaults(column, own).map((fault) => `${where}: ${fault}`),
    ]
  })
}

/** A calculation gives what it says, the same on every day: it is kept with the answers. */
export function calculationFaults(question: Question | Column, names: Names): string[] {
  if (question.kind !== 'computed') return []
  const { value, gives } = question
  const faults = gives === 'flag' ? conditionFaults(value, names) : numberFaults(value, names)
  const isOfDay = /\btoday\b/.test(value.replace(/'[^']*'/g, "''"))
  return [...faults, ...(isOfDay ? ['what is calculated may not depend on the day'] : [])]
}

/** Names of the same row that a condition of the column asks for but that stand behind it; one pass decides a row, too. */
export function columnOrderFaults(table: Table, seen: ReadonlySet<string>): string[] {
  const known = new Set(seen)
  return table.columns.flatMap((column) => {
    const where = `${table.id}, column ${column.id}`
    const texts = [column.visibleIf, column.kind === 'computed' ? column.value : undefined]
    const faults = texts
      .flatMap((text) => laterNames(text, known))
      .map((name) => `${where}: depends on ${name}, which is not asked before it`)
    known.add(rowName(column.id))
    return faults
  })
}

/** What the expression asks for that is not known yet. */
export function laterNames(text: string | undefined, known: ReadonlySet<string>): string[] {
  const parsed = text === undefined ? undefined : parseExpression(text)
  return parsed?.ok ? namesIn(parsed.expression).filter((name) => !known.has(name)) : []
}
