/** The rows of a table as people read them. */
import type { Lang } from '../ui/i18n.ts'
import type { CellAnswer, Column, Row, Table } from './form.ts'

/** `heads` are the columns that any row answers; a cell is '' where its row does not. */
export type ShownTable = { heads: string[]; rows: string[][] }

/** What stands in each row, by the columns that are answered at least once. */
export function tableOf(
  table: Table,
  rows: readonly Row[],
  { show, lang }: { show: (column: Column, answer: CellAnswer) => string; lang: Lang },
): ShownTable {
  const columns = table.columns.filter(({ id }) => rows.some((row) => Object.hasOwn(row, id)))
  return {
    heads: columns.map((column) => column.label[lang]),
    rows: rows.map((row) =>
      columns.map((column) => {
        const answer = Object.hasOwn(row, column.id) ? row[column.id] : undefined
        return answer === undefined ? '' : show(column, answer)
      }),
    ),
  }
}
