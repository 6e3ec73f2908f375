import type { Problem } from '../../lib/problem.ts'
import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Button } from '../../ui/buttons.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { DataTable, Pager, Tabs, type Column } from '../../ui/tables.tsx'
import type { ChangeState, ProposedChange } from './change-store.ts'
import { CHANGE_WORDS, placeWords, showDayText, sourceWords } from './change-words.ts'
import { EditorPage } from './editor-shell.tsx'
import type { EditorAct } from './editor-act.ts'
import { editorPaths } from './paths.ts'
import { TickBox, TickError } from './tick-box.tsx'

export type ChangePageProps = {
  me: StaffActor
  open: { changes: number; findings: number }
  state: ChangeState
  counts: Readonly<Record<ChangeState, number>>
  rows: readonly ProposedChange[]
  page: number
  pages: number
  /** The form as it was sent, with what has to be mended. */
  sent?: { act: EditorAct; problems: readonly Problem[] } | undefined
}

const STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  open: 'Chờ quyết định',
  accepted: 'Đã nhận để biên tập',
  dismissed: 'Đã bỏ qua',
}
const STATES = Object.keys(STATE_WORDS) as ChangeState[]

export function changesHref(state: ChangeState, page = 1): string {
  const query = new URLSearchParams({
    ...(state !== 'open' && { loc: state }),
    ...(page > 1 && { trang: String(page) }),
  }).toString()
  return query === '' ? editorPaths.changes : `${editorPaths.changes}?${query}`
}

/** Differences between two snapshots of the portal: accepting one opens work for an editor and changes no law. */
export function ChangePage(props: ChangePageProps) {
  const { state, counts, sent, rows } = props
  return (
    <EditorPage
      me={props.me}
      title="Thay đổi trên cổng"
      current="changes"
      open={props.open}
      problems={sent?.problems ?? []}
    >
      <div class="head">
        <h1>Thay đổi trên Cổng Dịch vụ công quốc gia</h1>
      </div>
      <p class="meta">
        So hai lần chụp danh mục. Nhận một thay đổi là mở việc cho người biên tập; bản đang áp dụng
        chưa đổi.
      </p>
      <Tabs
        label="Lọc thay đổi"
        tabs={STATES.map((each) => ({
          href: changesHref(each),
          label: STATE_WORDS[each],
          count: counts[each],
          current: each === state,
        }))}
      />
      {state === 'open' && rows.length > 0 ? <DecisionForm {...props} /> : <Rows {...props} />}
    </EditorPage>
  )
}

function DecisionForm(props: ChangePageProps) {
  const { sent } = props
  return (
    <PostForm
      action={changesHref('open', props.page)}
      label="Quyết định về các thay đổi"
      idempotencyKey={sent?.act.key}
      main
    >
      <TickError problems={sent?.problems} />
      <Rows {...props} />
      <TextInput
        name="note"
        label="Lý do (bắt buộc khi bỏ qua)"
        maxlength={1000}
        value={sent?.act.note ?? ''}
        error={problemOf(sent?.problems, 'note')}
      />
      <div class="actions">
        <Button name="act" value="accept">
          Nhận để biên tập
        </Button>
        <Button name="act" value="dismiss" look="refuse">
          Bỏ qua
        </Button>
      </div>
    </PostForm>
  )
}

function Rows({ state, rows, page, pages, counts, sent }: ChangePageProps) {
  return (
    <section class="panel">
      <DataTable
        caption={`${STATE_WORDS[state]}: ${counts[state]} thay đổi`}
        columns={state === 'open' ? openColumns(sent?.act.ids ?? []) : decidedColumns}
        rows={rows}
        empty="Không có thay đổi nào."
      />
      <div class="panel__b">
        <Pager
          position={`Trang ${page} trong ${pages}, ${counts[state]} thay đổi`}
          {...(page > 1 && { previousHref: changesHref(state, page - 1) })}
          {...(page < pages && { nextHref: changesHref(state, page + 1) })}
        />
      </div>
    </section>
  )
}

const told: Column<ProposedChange>[] = [
  {
    title: 'Thủ tục',
    cell: ({ code, name, isCurated }) => (
      <>
        <a class="num" href={editorPaths.procedure(code)}>
          {code}
        </a>
        <small>{name}</small>
        {isCurated ? <small>Đã có bản biên tập</small> : null}
      </>
    ),
  },
  {
    title: 'Thay đổi',
    cell: (change) => [CHANGE_WORDS[change.what], placeWords(change)].filter(Boolean).join(', '),
  },
  {
    title: 'Trước',
    cell: ({ before, olderSource, olderOn }) => (
      <>
        {before || 'không ghi'}
        <small>{sourceWords(olderSource, olderOn)}</small>
      </>
    ),
  },
  {
    title: 'Sau',
    cell: ({ after, newerSource, newerOn, updatedOn }) => (
      <>
        {after || 'không ghi'}
        <small>
          {sourceWords(newerSource, newerOn)}
          {updatedOn === null ? '' : `; cổng cập nhật ${showDayText(updatedOn)}`}
        </small>
      </>
    ),
  },
]

function openColumns(ticked: readonly number[]): Column<ProposedChange>[] {
  const tick: Column<ProposedChange> = {
    title: 'Chọn',
    cell: (change) => (
      <TickBox
        id={change.id}
        label={`Chọn ${CHANGE_WORDS[change.what]} ${change.code} ${placeWords(change)}`}
        isTicked={ticked.includes(change.id)}
      />
    ),
  }
  return [tick, ...told]
}

const decidedColumns: Column<ProposedChange>[] = [
  ...told,
  {
    title: 'Người quyết định',
    cell: ({ decidedBy, decidedAt, reason }) => (
      <>
        {decidedBy ?? ''}
        <small>{[decidedAt ? showMoment(decidedAt) : '', reason ?? ''].join(' ').trim()}</small>
      </>
    ),
  },
  {
    title: 'Việc tiếp theo',
    cell: ({ code, decision }) =>
      decision === 'accepted' ? <a href={editorPaths.draft(code)}>Soạn bản biên tập</a> : '',
  },
]
