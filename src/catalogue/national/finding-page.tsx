import type { Problem } from '../../lib/problem.ts'
import { showDay, showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Button } from '../../ui/buttons.tsx'
import { problemOf } from '../../ui/fields.tsx'
import { Icon } from '../../ui/icons.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { DataTable, Pager, Tabs, Toolbar, type Column } from '../../ui/tables.tsx'
import type { EditorAct } from './editor-act.ts'
import { EditorPage } from './editor-shell.tsx'
import { FOUND_KINDS, isFoundKind, type FoundKind } from './finding-kinds.ts'
import type { Finding } from './finding-store.ts'
import { editorPaths } from './paths.ts'
import { TickBox, TickError } from './tick-box.tsx'

export type FindingView = { kind: FoundKind | ''; isCleared: boolean; page: number }
export type FindingPageProps = {
  me: StaffActor
  open: { changes: number; findings: number }
  view: FindingView
  /** open findings by kind */
  kinds: Readonly<Record<string, number>>
  counts: { open: number; cleared: number }
  rows: readonly Finding[]
  pages: number
  sent?: { act: EditorAct; problems: readonly Problem[] } | undefined
}

export function findingsHref(view: FindingView, change: Partial<FindingView> = {}): string {
  const { kind, isCleared, page } = { ...view, page: 1, ...change }
  const query = new URLSearchParams({
    ...(kind !== '' && { loai: kind }),
    ...(isCleared && { loc: 'cleared' }),
    ...(page > 1 && { trang: String(page) }),
  }).toString()
  return query === '' ? editorPaths.allFindings : `${editorPaths.allFindings}?${query}`
}

/** What no rule may put right: each finding with the words of its source, cleared by an editor with a note. */
export function FindingPage(props: FindingPageProps) {
  const { view, counts, sent } = props
  const canClear = !view.isCleared && props.rows.length > 0
  return (
    <EditorPage
      me={props.me}
      title="Nghi vấn của lần nạp"
      current="findings"
      open={props.open}
      problems={sent?.problems ?? []}
    >
      <div class="head">
        <h1>Nghi vấn của lần nạp</h1>
        <span class="push">
          <a href="/nap-du-lieu">Báo cáo nạp dữ liệu</a>
        </span>
      </div>
      <p class="meta">Chỗ đã xem xét sẽ mở lại khi nguồn ghi khác đi.</p>
      <Kinds {...props} />
      <Tabs
        label="Lọc nghi vấn"
        tabs={[
          {
            href: findingsHref(view, { isCleared: false }),
            label: 'Chờ xem xét',
            count: counts.open,
            current: !view.isCleared,
          },
          {
            href: findingsHref(view, { isCleared: true }),
            label: 'Đã xem xét',
            count: counts.cleared,
            current: view.isCleared,
          },
        ]}
      />
      {canClear ? <ClearForm {...props} /> : <Rows {...props} />}
    </EditorPage>
  )
}

function Kinds({ view, kinds }: FindingPageProps) {
  return (
    <Toolbar action={editorPaths.allFindings} label="Lọc theo loại nghi vấn">
      {view.isCleared ? <input type="hidden" name="loc" value="cleared" /> : null}
      <label class="vh" for="loai">
        Loại nghi vấn
      </label>
      <select class="in pick pick--wide" id="loai" name="loai">
        <option value="">Mọi loại</option>
        {Object.entries(FOUND_KINDS).map(([kind, { vi }]) => (
          <option value={kind} selected={kind === view.kind}>
            {vi} ({kinds[kind] ?? 0})
          </option>
        ))}
      </select>
      <button class="btn btn--2">
        <Icon name="filter" />
        Lọc
      </button>
    </Toolbar>
  )
}

function ClearForm(props: FindingPageProps) {
  const { sent } = props
  return (
    <PostForm
      action={findingsHref(props.view, { page: props.view.page })}
      label="Xử lý nghi vấn"
      idempotencyKey={sent?.act.key}
      main
    >
      <TickError problems={sent?.problems} />
      <Rows {...props} />
      <TextInput
        name="note"
        label="Đã xem xét thế nào"
        hint="Ví dụ: đã đối chiếu với Thông tư, mức đúng là 135.000 đ."
        maxlength={1000}
        value={sent?.act.note ?? ''}
        error={problemOf(sent?.problems, 'note')}
      />
      <div class="actions">
        <Button name="act" value="clear">
          Ghi là đã xem xét
        </Button>
      </div>
    </PostForm>
  )
}

function Rows({ view, rows, pages, counts, sent }: FindingPageProps) {
  const all = view.isCleared ? counts.cleared : counts.open
  return (
    <section class="panel">
      <DataTable
        caption={`Nghi vấn: ${all}`}
        columns={view.isCleared ? clearedColumns : openColumns(sent?.act.ids ?? [])}
        rows={rows}
        empty="Không có nghi vấn nào."
      />
      <div class="panel__b">
        <Pager
          position={`Trang ${view.page} trong ${pages}, ${all} nghi vấn`}
          {...(view.page > 1 && { previousHref: findingsHref(view, { page: view.page - 1 }) })}
          {...(view.page < pages && { nextHref: findingsHref(view, { page: view.page + 1 }) })}
        />
      </div>
    </section>
  )
}

const told: Column<Finding>[] = [
  {
    title: 'Thủ tục',
    cell: ({ code }) => (
      <a class="num" href={editorPaths.procedure(code)}>
        {code}
      </a>
    ),
  },
  {
    title: 'Nghi vấn',
    cell: ({ kind }) => (isFoundKind(kind) ? FOUND_KINDS[kind].vi : kind),
  },
  {
    title: 'Nguồn ghi',
    cell: ({ raw, source, place }) => (
      <>
        {raw.slice(0, 300)}
        <small>
          {source}, {place}
        </small>
      </>
    ),
  },
  { title: 'Tìm thấy', cell: ({ foundAt }) => showDay(foundAt) },
]

function openColumns(ticked: readonly number[]): Column<Finding>[] {
  const tick: Column<Finding> = {
    title: 'Chọn',
    cell: ({ id, code, place }) => (
      <TickBox id={id} label={`Chọn ${code} ${place}`} isTicked={ticked.includes(id)} />
    ),
  }
  return [tick, ...told]
}

const clearedColumns: Column<Finding>[] = [
  ...told,
  {
    title: 'Đã xem xét',
    cell: ({ clearedBy, clearedAt, note }) => (
      <>
        {note}
        <small>{[clearedBy ?? '', clearedAt ? showMoment(clearedAt) : ''].join(', ')}</small>
      </>
    ),
  },
]
