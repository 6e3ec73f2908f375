import type { StaffActor } from '../../office/actor.ts'
import { Pick } from '../../ui/pick.tsx'
import { Icon } from '../../ui/icons.tsx'
import { DataTable, Pager, Tabs, Toolbar, type Column } from '../../ui/tables.tsx'
import { EditorPage } from './editor-shell.tsx'
import type { EditorRow } from './editor-list-store.ts'
import {
  listHref,
  RECEIVERS,
  RECEIVER_WORDS,
  ROWS_A_PAGE,
  STANDINGS,
  STANDING_WORDS,
  type ListFilter,
  type Standing,
} from './list-filter.ts'
import { editorPaths } from './paths.ts'
import { notReceivedWords, receivedByWords } from './receiver-words.ts'

export type EditorListProps = {
  me: StaffActor
  open: { changes: number; findings: number }
  filter: ListFilter
  counts: Readonly<Record<Standing, number>>
  rows: readonly EditorRow[]
  fields: readonly string[]
}

/** The whole catalogue for those who keep it: what is not known, what is odd, what changed. */
export function EditorListPage(props: EditorListProps) {
  const { filter, counts, rows } = props
  const all = counts[filter.standing]
  return (
    <EditorPage me={props.me} title="Danh mục thủ tục" current="list" open={props.open}>
      <div class="head">
        <h1>Danh mục thủ tục</h1>
        <span class="meta">{number(counts.all)} thủ tục đúng với bộ lọc</span>
      </div>
      <Filters filter={filter} fields={props.fields} />
      <div class="wrapping">
        {' '}
        <Tabs
          label="Lọc theo điều còn thiếu"
          tabs={STANDINGS.map((standing) => ({
            href: listHref(filter, { standing }),
            label: STANDING_WORDS[standing],
            count: counts[standing],
            current: standing === filter.standing,
          }))}
        />
      </div>
      <section class="panel">
        <DataTable
          caption={`${STANDING_WORDS[filter.standing]}: ${number(all)} thủ tục`}
          columns={columns}
          rows={rows}
          empty="Không có thủ tục nào đúng với bộ lọc."
        />
        <div class="panel__b">
          <Pages filter={filter} all={all} />
        </div>
      </section>
    </EditorPage>
  )
}

function Filters({ filter, fields }: Pick<EditorListProps, 'filter' | 'fields'>) {
  return (
    <Toolbar action={editorPaths.list} label="Lọc danh mục">
      {filter.standing === 'all' ? null : (
        <input type="hidden" name="loc" value={filter.standing} />
      )}
      <label class="vh" for="q">
        Tìm theo tên hoặc mã
      </label>
      <input
        class="in find"
        id="q"
        name="q"
        type="search"
        value={filter.words}
        placeholder="Tên hoặc mã thủ tục, không cần dấu"
        maxlength={200}
        autocomplete="off"
      />
      <Pick
        narrow
        name="linh-vuc"
        label="Lĩnh vực"
        all="Mọi lĩnh vực"
        value={filter.field}
        options={fields.map((field) => [field, field])}
      />
      <Pick
        narrow
        name="nhan"
        label="Nơi nhận"
        all="Mọi nơi nhận"
        value={filter.receiver}
        options={RECEIVERS.map((each) => [each, RECEIVER_WORDS[each]])}
      />
      <button class="btn btn--2">
        <Icon name="filter" />
        Lọc
      </button>
    </Toolbar>
  )
}

const columns: Column<EditorRow>[] = [
  {
    title: 'Mã',
    heading: true,
    cell: ({ code }) => (
      <a class="num" href={editorPaths.procedure(code)}>
        {code}
      </a>
    ),
  },
  {
    title: 'Thủ tục',
    cell: ({ name, field, issuedBy }) => (
      <>
        {name}
        <small>{[field, issuedBy].filter((each) => each !== '').join(' · ')}</small>
      </>
    ),
  },
  {
    title: 'Nơi nhận',
    cell: ({ receivedBy, notReceived, isListed }) =>
      isListed
        ? receivedBy.map((kind) => receivedByWords[kind]).join('; ') ||
          notReceivedWords[notReceived ?? 'unknown']
        : 'Không có trong danh mục',
  },
  { title: 'Thời hạn', cell: ({ isLimitKnown }) => <Known is={isLimitKnown} /> },
  { title: 'Phí', cell: ({ isFeeKnown }) => <Known is={isFeeKnown} /> },
  { title: 'Nguồn chi tiết', numeric: true, cell: ({ details }) => details },
  { title: 'Nghi vấn', numeric: true, cell: ({ findings }) => findings || '' },
  { title: 'Cổng đổi', numeric: true, cell: ({ changes }) => changes || '' },
  { title: 'Biên tập', cell: ({ isCurated }) => (isCurated ? 'Đã biên tập' : '') },
]

function Known({ is }: { is: boolean }) {
  return (
    <span class={is ? 'same' : 'differs'}>
      <Icon name={is ? 'check' : 'warn'} />
      {is ? 'Có' : 'Chưa rõ'}
    </span>
  )
}

function Pages({ filter, all }: { filter: ListFilter; all: number }) {
  const last = Math.max(1, Math.ceil(all / ROWS_A_PAGE))
  const { page } = filter
  return (
    <Pager
      position={`Trang ${page} trong ${last}, ${number(all)} thủ tục`}
      {...(page > 1 && { previousHref: listHref(filter, { page: page - 1 }) })}
      {...(page < last && { nextHref: listHref(filter, { page: page + 1 }) })}
    />
  )
}

function number(value: number): string {
  return value.toLocaleString('vi-VN')
}
