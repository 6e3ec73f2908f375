/** The rows of a table as a page shows them, each with the cells that are asked for what stands in it. Pure. */
import { parseBoxes } from '../catalogue/form-body.ts'
import type { Answers, Asked, Cell, Row, Table } from '../catalogue/form.ts'
import { readRow, sentRows } from '../catalogue/read-table.ts'
import type { Facts } from '../catalogue/reading.ts'
import { cellsToAsk, rowScope } from '../catalogue/to-ask.ts'
import { rowsShown } from '../catalogue/table-rows.ts'

/** `requiredIn`: whether a cell has to be answered is asked of this scope. */
export type ShownRowOfTable = { cells: Cell[]; own: Row; scope: ReturnType<typeof rowScope> }

export type RowsOf = {
  values: Readonly<Record<string, string>>
  answers: Answers
  facts: Facts
  isRequired: boolean
}

export function rowsOnPage(table: Table, of: RowsOf): ShownRowOfTable[] {
  const { values, answers, facts, isRequired } = of
  const typed = sentRows(parseBoxes([table], ownValues(table, values))[table.id]) ?? []
  const outer = { answers, today: facts.today }
  return Array.from({ length: rowsShown(table, values, isRequired) }, (_, i) => {
    const { answers: own } = readRow(table, i, { row: typed[i] ?? {}, facts, answers })
    const scope = rowScope(outer, own)
    return { cells: cellsToAsk(table, i, scope), own, scope }
  })
}

function ownValues(table: Table, values: RowsOf['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name.startsWith(`${table.id}.`)),
  )
}

/** What a page has to remember: the cells on it that other cells of the same row brought up. */
export function cellsThatDepend(
  question: Asked,
  {
    draft,
    validated,
    facts,
  }: { draft: { raw: RowsOf['values'] }; validated: { answers: Answers }; facts: Facts },
): string[] {
  if (question.kind !== 'table' || question.columns.every(({ visibleIf }) => !visibleIf)) return []
  const of = { values: draft.raw, answers: validated.answers, facts, isRequired: true }
  return rowsOnPage(question, of)
    .flatMap(({ cells }) => cells)
    .filter(({ visibleIf, kind }) => visibleIf !== undefined && kind !== 'computed')
    .map(({ id }) => id)
}
