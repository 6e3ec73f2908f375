/** A table at the counter: a row of boxes for each row, the buttons behind. Works without a script, as on the citizen's page. */
import type { QuestionOf } from '../catalogue/form.ts'
import { columnOf, type Cell } from '../catalogue/form.ts'
import { parseBoxes, rowCountName } from '../catalogue/form-body.ts'
import { readRow, sentRows } from '../catalogue/read-table.ts'
import { ROW_CHANGE, rowsShown } from '../catalogue/table-rows.ts'
import { cellsToAsk, isRequired, rowScope } from '../catalogue/to-ask.ts'
import { ErrorLine, fieldId, problemOf } from '../ui/fields.tsx'
import { DenseField, type DenseFieldProps } from './dense-fields.tsx'

type DenseTableProps = DenseFieldProps & { question: QuestionOf<'table'> }

export function DenseTable(props: DenseTableProps) {
  const { question: table, values, problems, scope } = props
  const rows = rowsShown(table, values, isRequired(table, scope))
  return (
    <fieldset class="field x3" id={fieldId(table.id)} tabindex={-1}>
      <legend>{table.label.vi}</legend>
      <ErrorLine error={problemOf(problems, table.id)} />
      <input type="hidden" name={rowCountName(table.id)} value={String(rows)} />
      {Array.from({ length: rows }, (_, index) => (
        <DenseRow {...props} index={index} />
      ))}
      {rows < table.max ? (
        <button class="btn btn--2 btn--s" name={ROW_CHANGE} value={`add:${table.id}`}>
          Thêm dòng<span class="vh">: {table.label.vi}</span>
        </button>
      ) : null}
    </fieldset>
  )
}

function DenseRow(props: DenseTableProps & { index: number }) {
  const { question: table, index } = props
  const name = `${table.rowName.vi} ${index + 1}`
  const { cells, within, own } = rowOf(props)
  return (
    <fieldset class="card" id={fieldId(`${table.id}.${index}`)} tabindex={-1}>
      <legend>{name}</legend>
      <div class="cells">
        {cells.map((cell) => (
          <DenseField {...props} question={cell} scope={{ ...within, answers: answersOf(cell) }} />
        ))}
      </div>
      <button class="btn btn--link btn--s" name={ROW_CHANGE} value={`drop:${table.id}.${index}`}>
        Bỏ dòng<span class="vh">: {name}</span>
      </button>
    </fieldset>
  )

  /** Conditions of a cell see the row; a calculated one shows what it came to. */
  function answersOf(cell: Cell) {
    const answer = own[columnOf(cell)]
    return answer === undefined ? within.answers : { ...within.answers, [cell.id]: answer }
  }
}

function rowOf({
  question: table,
  index,
  values,
  scope,
  codeLists,
}: DenseTableProps & { index: number }) {
  const { answers, today } = scope
  const typed = sentRows(parseBoxes([table], ownBoxes(table.id, values))[table.id])?.[index] ?? {}
  const facts = { today, codeLists }
  const { answers: own } = readRow(table, index, { row: typed, facts, answers })
  const within = rowScope(scope, own)
  return { own, within, cells: cellsToAsk(table, index, within) }
}

function ownBoxes(id: string, values: DenseFieldProps['values']): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(`${id}.`)))
}
