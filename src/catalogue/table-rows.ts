/** The rows of a table as boxes of a page: how many are shown, one more, one less. Works on what was typed. Pure. */
import { partsOf, rowCount, rowCountName } from './form-body.ts'
import {
  askedQuestions,
  cellsOf,
  type Asked,
  type Cell,
  type FormDefinition,
  type Table,
} from './form.ts'

/** The button of a page that adds or drops a row: 'add:members', 'drop:members.2'. */
export const ROW_CHANGE = '_row'

type Values = Readonly<Record<string, string>>

/** The names of the boxes that a question may have on a page. */
export function boxNames(question: Asked | Cell): string[] {
  if (question.kind === 'table')
    return [
      rowCountName(question.id),
      ...Array.from({ length: question.max }, (_, row) => rowBoxes(question, row)).flat(),
    ]
  if (question.kind === 'computed') return []
  const parts = partsOf(question.kind)
  return parts.length === 0 ? [question.id] : parts.map((part) => `${question.id}.${part}`)
}

function rowBoxes(table: Table, row: number): string[] {
  return cellsOf(table, row).flatMap(boxNames)
}

/** As many as the page showed last, or as are filled; at least as many as have to be. */
export function rowsShown(table: Table, values: Values, isRequired: boolean): number {
  const said = values[rowCountName(table.id)]
  const filled = Array.from({ length: table.max }, (_, row) => row + 1).filter((rows) =>
    rowBoxes(table, rows - 1).some((name) => (values[name] ?? '') !== ''),
  )
  const shown = said === undefined ? (filled.at(-1) ?? 0) : rowCount(said)
  return Math.min(table.max, Math.max(shown, table.min, isRequired ? 1 : 0))
}

export type RowChange = { table: Table; to: 'add' } | { table: Table; to: 'drop'; row: number }

/** What the button says; undefined for anything that it cannot say. */
export function rowChangeOf(form: FormDefinition, pressed: string): RowChange | undefined {
  const tables = askedQuestions(form).filter((question) => question.kind === 'table')
  const [, to, rest = ''] = /^(add|drop):(.+)$/.exec(pressed) ?? []
  if (to === 'add') {
    const table = tables.find(({ id }) => id === rest)
    return table && { table, to }
  }
  const cut = rest.lastIndexOf('.')
  const table = tables.find(({ id }) => id === rest.slice(0, cut))
  const row = rest.slice(cut + 1)
  return to === 'drop' && table && /^\d{1,2}$/.test(row) && Number(row) < table.max
    ? { table, to, row: Number(row) }
    : undefined
}

/** What stands in the boxes after the button: rows behind a dropped one move up. Other boxes stay as they are. */
export function withRowChange(values: Values, change: RowChange): Record<string, string> {
  const { table, to } = change
  const rows = rowsShown(table, values, false)
  const own = new Set(boxNames(table))
  const others = Object.entries(values).filter(([name]) => !own.has(name))
  const kept = Array.from({ length: rows }, (_, row) => row).filter(
    (row) => to === 'add' || row !== change.row,
  )
  const moved = kept.flatMap((from, row) => movedBoxes(table, values, { from, to: row }))
  const count = to === 'add' ? Math.min(rows + 1, table.max) : kept.length
  return Object.fromEntries([...others, ...moved, [rowCountName(table.id), String(count)]])
}

function movedBoxes(
  table: Table,
  values: Values,
  { from, to }: { from: number; to: number },
): [string, string][] {
  const target = rowBoxes(table, to)
  return rowBoxes(table, from).flatMap((name, i): [string, string][] => {
    const value = values[name]
    return value === undefined ? [] : [[target[i]!, value]]
  })
}

/** Where the page goes on after the button: the first box of the new row, or the table. */
export function boxAfter(change: RowChange, values: Values): string {
  const { table, to } = change
  if (to === 'drop') return table.id
  const row = rowCount(values[rowCountName(table.id)]) - 1
  return row < 0 ? table.id : `${table.id}.${row}`
}
