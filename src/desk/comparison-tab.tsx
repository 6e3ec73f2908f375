import { fieldId } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { Icon } from '../ui/icons.tsx'
import { PostForm } from '../ui/keys.tsx'
import type { Check } from './checklist.ts'
import type { ComparedGroup, ComparedRow } from './comparison.ts'
import type { DossierView } from './dossier-view.ts'
import { casePath } from './shell.tsx'

/** What was declared against what something else says, and what the officer has to confirm. */
export function ComparisonTab(props: {
  view: DossierView
  ticked: ReadonlySet<string>
  note: string
  idempotencyKey?: string | undefined
}) {
  const { view } = props
  return (
    <>
      <ComparisonTable groups={view.groups} />
      {view.verbs.has('examine') ? <Examination {...props} /> : null}
    </>
  )
}

export function ComparisonTable({ groups }: { groups: readonly ComparedGroup[] }) {
  if (groups.length === 0) return <p class="meta">Không có mục nào để đối chiếu.</p>
  return (
    <div class="panel">
      <div class="scroll" tabindex={0} role="group" aria-label="Bảng đối chiếu">
        <table class="data">
          <caption class="vh">So sánh tờ khai với nguồn khác và giấy tờ</caption>
          <thead>
            <tr>
              <th scope="col">Mục</th>
              <th scope="col">Người dân khai</th>
              <th scope="col">Nguồn đối chiếu</th>
              <th scope="col">Kết quả</th>
            </tr>
          </thead>
          <tbody>{groups.map((group) => groupRows(group))}</tbody>
        </table>
      </div>
    </div>
  )
}

function groupRows({ title, rows }: ComparedGroup) {
  return [
    <tr class="group">
      <th scope="rowgroup" colSpan={4}>
        {title}
      </th>
    </tr>,
    ...rows.map((row) => <Row row={row} />),
  ]
}

function Row({ row }: { row: ComparedRow }) {
  const differs = row.verdict === 'differs'
  return (
    <tr class={differs ? 'diff' : undefined}>
      <th scope="row">{row.label}</th>
      <td>{row.declared}</td>
      <td>
        {row.against}
        <small>{row.source}</small>
      </td>
      <td>
        <span class={differs ? 'differs' : 'same'}>
          <Icon name={differs ? 'warn' : 'check'} />
          {row.words}
        </span>
      </td>
    </tr>
  )
}

function Examination(props: Parameters<typeof ComparisonTab>[0]) {
  const { view, ticked } = props
  return (
    <div class="panel">
      <h2>Thẩm tra</h2>
      <div class="panel__b">
        <PostForm
          action={casePath(view.opened.id, 'tham-tra')}
          id="examine"
          label="Thẩm tra"
          main
          idempotencyKey={props.idempotencyKey}
        >
          <div id={fieldId('check')} tabindex={-1}>
            {view.checks.map((check) => (
              <CheckRow check={check} isTicked={ticked.has(check.id)} />
            ))}
          </div>
          <TextArea
            name="note"
            label="Ghi chú thẩm tra"
            optional
            rows={2}
            maxlength={2000}
            value={props.note}
          />
        </PostForm>
      </div>
    </div>
  )
}

function CheckRow({ check, isTicked }: { check: Check; isTicked: boolean }) {
  const id = `check-${check.id.replace(/[^A-Za-z0-9]+/g, '-')}`
  return (
    <div class="opt-row">
      <span class="check">
        <input type="checkbox" name="check" value={check.id} id={id} checked={isTicked} />
      </span>
      <label for={id}>{check.label}</label>
      {check.isOpen ? (
        <span class="differs">
          <Icon name="warn" />
          cần quyết định
        </span>
      ) : (
        <span />
      )}
    </div>
  )
}
