import { showDay, showMoment, showTime } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { BackLink } from '../ui/buttons.tsx'
import { Due, StatusTag, type OfficialStatus } from '../ui/status.tsx'
import { DataTable, Pager, Tabs, type Column } from '../ui/tables.tsx'
import type { AsOf } from './conditions-store.ts'
import type { Definition } from './definition.ts'
import { showCount, type Value } from './figure.ts'
import type { CountedRow } from './list-store.ts'
import { showMonth } from './period.ts'
import { SupervisionPage } from './shell.tsx'
import { HOME, LIST_ROWS, homeHref, listHref, type ListView } from './supervision.ts'
import { FILING_KINDS, REST_NAMES } from './wording.ts'

export type ListProps = {
  me: StaffActor
  view: ListView
  definition: Definition
  count: Value
  /** One page and the row after it. */
  rows: readonly CountedRow[]
  offices: readonly Office[]
  officeOf(id: number): Office
  asOf: AsOf
}

/** The dossiers behind one number. */
export function ListPage(props: ListProps) {
  const { me, view, definition, offices, asOf } = props
  const place = offices.length === 1 ? offices[0]!.shortName : `${offices.length} đơn vị`
  const title = titleOf(props)
  const period = definition.population === 'open' ? 'hiện nay' : showMonth(view.month)
  return (
    <SupervisionPage me={me} title={`${title}: ${place}`} current={HOME}>
      <BackLink href={homeHref(view)}>Bảng điều hành</BackLink>
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">
          {place}, {period} · số liệu đến {showMoment(asOf.now)}
        </span>
        <span class="push">
          <a href={listHref({ ...view, after: null }, `${HOME}/ho-so.csv`)}>Tải CSV</a>
        </span>
      </div>
      <p class="meta">{definition.definition}</p>
      {definition.denominator === null ? null : <Parts {...props} />}
      <Rows {...props} />
    </SupervisionPage>
  )
}

/** What these dossiers are: those of the figure, or those that it leaves out. */
function titleOf({ view, definition }: ListProps): string {
  return view.part === 'rest' ? (REST_NAMES[view.figure] ?? 'Còn lại') : definition.title
}

function Parts({ view, definition, count }: ListProps) {
  const tab = (part: ListView['part'], label: string, dossiers: number) => ({
    href: listHref({ ...view, part, after: null }),
    label,
    count: dossiers,
    current: view.part === part,
  })
  const counted = tab('counted', definition.title, count.counted)
  return (
    <Tabs
      label="Phần được tính và phần còn lại"
      tabs={[counted, tab('rest', REST_NAMES[view.figure] ?? 'Còn lại', count.of - count.counted)]}
    />
  )
}

function Rows(props: ListProps) {
  const { view, rows, count } = props
  const shown = rows.slice(0, LIST_ROWS)
  const last = shown.at(-1)
  const hasMore = rows.length > LIST_ROWS && last !== undefined
  const all = view.part === 'counted' ? count.counted : count.of - count.counted
  return (
    <section class="panel">
      <DataTable
        caption={`${titleOf(props)}: ${showCount(all)} hồ sơ`}
        columns={columnsOf(props)}
        rows={shown}
        empty="Không có hồ sơ nào."
      />
      <div class="panel__b">
        {view.after === null ? null : (
          <a href={listHref({ ...view, after: null })}>Về đầu danh sách</a>
        )}
        {hasMore ? (
          <Pager
            position={`${showCount(all)} hồ sơ`}
            nextHref={listHref({ ...view, after: { place: last.place, id: last.id } })}
          />
        ) : (
          <p class="meta">{showCount(all)} hồ sơ</p>
        )}
      </div>
    </section>
  )
}

function columnsOf({ offices, officeOf, asOf, definition }: ListProps): Column<CountedRow>[] {
  const office: Column<CountedRow> = {
    title: 'Đơn vị',
    cell: ({ officeId }) => officeOf(officeId).shortName,
  }
  const finished: Column<CountedRow> = {
    title: 'Xử lý xong',
    cell: ({ finishedAt }) => (finishedAt ? moment(finishedAt) : ''),
  }
  return [
    {
      title: 'Hồ sơ',
      heading: true,
      cell: ({ id, code }) => <a href={`/viec/${id}`}>{code}</a>,
    },
    { title: 'Thủ tục', cell: ({ procedureName }) => procedureName },
    ...(offices.length > 1 ? [office] : []),
    {
      title: 'Trạng thái',
      cell: ({ status }) => <StatusTag status={status as OfficialStatus} short />,
    },
    { title: 'Cách nộp', cell: ({ kindOfFiling }) => FILING_KINDS[kindOfFiling] },
    { title: 'Tiếp nhận', cell: ({ acceptedAt }) => moment(acceptedAt) },
    { title: 'Hẹn trả', cell: (row) => <Promised row={row} now={asOf.now} /> },
    ...(definition.population === 'open' ? [] : [finished]),
    { title: 'Bổ sung', numeric: true, cell: ({ supplementRounds }) => supplementRounds },
  ]
}

/** The promise in force, and the first one when it has moved: results are scored against that. */
function Promised({ row, now }: { row: CountedRow; now: Date }) {
  const { dueAt, firstDueAt, finishedAt, isPaused } = row
  const hasMoved = dueAt.getTime() !== firstDueAt.getTime()
  return (
    <>
      {finishedAt !== null ? (
        moment(dueAt)
      ) : (
        <Due state={isPaused ? 'off' : isPast(dueAt, now) ? 'late' : 'ok'}>{moment(dueAt)}</Due>
      )}
      {hasMoved ? <small class="meta"> lần đầu: {moment(firstDueAt)}</small> : null}
    </>
  )
}

/** The due minute itself is still on time. */
function isPast(dueAt: Date, now: Date): boolean {
  return dueAt.getTime() + 60_000 <= now.getTime()
}

function moment(instant: Date): string {
  return `${showTime(instant)} ${showDay(instant)}`
}
