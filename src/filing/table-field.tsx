import type { Answers, QuestionOf } from '../catalogue/form.ts'
import { columnOf, type Cell } from '../catalogue/form.ts'
import { rowCountName } from '../catalogue/form-body.ts'
import { ROW_CHANGE } from '../catalogue/table-rows.ts'
import { isRequired } from '../catalogue/to-ask.ts'
import { ErrorLine, fieldId, problemOf } from '../ui/fields.tsx'
import { useLang } from '../ui/page-context.ts'
import { wording } from '../ui/wording.ts'
import { QuestionField, type QuestionFieldProps } from './question-field.tsx'
import { rowsOnPage, type ShownRowOfTable } from './row-cells.ts'
import { tableWording } from './table-wording.ts'

type TableProps = QuestionFieldProps & { question: QuestionOf<'table'> }

/** A table on the citizen's page: its rows one below the other, each a small form. The buttons work without a script. */
export function TableField(props: TableProps) {
  const lang = useLang()
  const t = tableWording(lang)
  const { question: table, values, problems, codeLists, today } = props
  const facts = { today, codeLists, lang }
  const answers = props.answers ?? {}
  const rows = rowsOnPage(table, { values, answers, facts, isRequired: props.isRequired })
  const error = problemOf(problems, table.id)
  return (
    <fieldset
      class={error === undefined ? 'field' : 'field field--error'}
      id={fieldId(table.id)}
      tabindex={-1}
      aria-describedby={error === undefined ? undefined : `${fieldId(table.id)}-e`}
    >
      <legend>
        {table.label[lang]}
        {props.isRequired ? null : <span class="opt">{wording(lang).optional}</span>}
      </legend>
      {table.hint ? <p class="hint">{table.hint[lang]}</p> : null}
      <ErrorLine error={error} id={`${fieldId(table.id)}-e`} />
      <input type="hidden" name={rowCountName(table.id)} value={String(rows.length)} />
      {rows.length === 0 ? <p class="meta">{t.noRows}</p> : null}
      {rows.map((row, index) => (
        <TableRow {...props} row={row} index={index} />
      ))}
      {rows.length < table.max ? (
        <button class="btn btn--2" name={ROW_CHANGE} value={`add:${table.id}`}>
          {t.add}
          <span class="vh">: {table.label[lang]}</span>
        </button>
      ) : (
        <p class="meta">{t.most(table.max)}</p>
      )}
    </fieldset>
  )
}

function TableRow(props: TableProps & { row: ShownRowOfTable; index: number }) {
  const lang = useLang()
  const t = tableWording(lang)
  const { question: table, row, index } = props
  const name = t.row(table.rowName[lang], index + 1)
  return (
    <fieldset class="card" id={fieldId(`${table.id}.${index}`)} tabindex={-1}>
      <legend>{name}</legend>
      {row.cells.map((cell) => (
        <QuestionField
          {...props}
          question={cell}
          isRequired={isRequired(cell, row.scope)}
          answers={answersOfRow(row, cell)}
        />
      ))}
      <p class="m0">
        <button class="btn btn--link" name={ROW_CHANGE} value={`drop:${table.id}.${index}`}>
          {t.drop}
          <span class="vh">: {name}</span>
        </button>
      </p>
    </fieldset>
  )
}

/** What a calculated cell shows. */
function answersOfRow({ own }: ShownRowOfTable, cell: Cell): Answers {
  const answer = own[columnOf(cell)]
  return answer === undefined ? {} : { [cell.id]: answer }
}
