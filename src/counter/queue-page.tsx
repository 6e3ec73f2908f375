import type { Calendar } from '../calendar/calendar.ts'
import { remaining, showRemaining } from '../calendar/remaining.ts'
import { showMoment, showTime, showDay, toLocalMinute } from '../lib/time.ts'
import type { Interruption } from '../interruption/interruption.ts'
import { CounterBanner } from '../interruption/notes.tsx'
import type { StaffActor } from '../office/actor.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/buttons.tsx'
import { Due, StatusTag, type DueState, type OfficialStatus } from '../ui/status.tsx'
import { DataTable, Pager, Tabs, Toolbar, type Column } from '../ui/tables.tsx'
import { cursorText, QUEUES, QUEUE_TITLES, PAGE_ROWS } from './queue.ts'
import type { QueueCounts, QueueName, QueueRow } from './queue.ts'
import { CounterPage, dossierPath } from './shell.tsx'

export type QueuePageProps = {
  me: StaffActor
  /** The list of results has an address of its own. */
  queue: QueueName
  counts: QueueCounts
  /** One page and the row after it. */
  rows: readonly QueueRow[]
  /** What was searched for, when the rows are the answer to a search. */
  searched?: string
  /** What lasts or is announced in the city. */
  lasting: readonly Interruption[]
  calendar: Calendar
  now: Date
  isLaterPage: boolean
}

/** Everything that waits at the counter of one office. */
export function QueuePage(props: QueuePageProps) {
  const { me, queue, counts, searched } = props
  const base = queue === 'tra' ? '/tra-ket-qua' : '/quay'
  const title = searched === undefined ? QUEUE_TITLES[queue] : `Tìm: ${searched}`
  const navCounts = { '/quay': counts.moi + counts.rut, '/tra-ket-qua': counts.tra }
  return (
    <CounterPage me={me} title={title} current={base} counts={navCounts}>
      <div class="head">
        <h1>{base === '/quay' ? 'Quầy tiếp nhận' : 'Trả kết quả'}</h1>
        <span class="meta">{me.officeName}</span>
        <div class="push">
          <ButtonLink look="second" href="/quay/huong-dan">
            Hướng dẫn
          </ButtonLink>{' '}
          <ButtonLink look="second" href="/quay/lich-hen">
            Lịch hẹn
          </ButtonLink>{' '}
          <ButtonLink look="second" href="/quay/to-khai">
            Mở tờ khai soạn sẵn
          </ButtonLink>{' '}
          <ButtonLink href="/quay/moi" icon="plus" keys="N">
            Tiếp nhận người mới
          </ButtonLink>
        </div>
      </div>
      <CounterBanner officeId={me.officeId} interruptions={props.lasting} now={props.now} />
      <Tabs label="Hàng chờ" tabs={QUEUES.map((name) => tabOf(name, props))} />
      <Toolbar action={base} label="Tìm hồ sơ của đơn vị">
        <label class="vh" for="find">
          Mã hồ sơ, họ tên hoặc nội dung mã QR
        </label>
        <input
          class="in find"
          id="find"
          name="q"
          type="search"
          maxlength={200}
          autocomplete="off"
          value={searched ?? ''}
          placeholder="Mã hồ sơ, họ tên, hoặc quét mã QR"
        />
        <Button look="second" icon="search">
          Tìm
        </Button>
        {searched === undefined ? null : (
          <a class="btn btn--link btn--s" href={base}>
            Bỏ tìm
          </a>
        )}
      </Toolbar>
      <QueueTable {...props} base={base} />
    </CounterPage>
  )
}

function tabOf(name: QueueName, { queue, counts, searched }: QueuePageProps) {
  const href = name === 'tra' ? '/tra-ket-qua' : `/quay?hang=${name}`
  const current = searched === undefined && name === queue
  return { href, label: QUEUE_TITLES[name], count: counts[name], current }
}

function QueueTable(props: QueuePageProps & { base: string }) {
  const { rows, searched, base, queue, isLaterPage } = props
  const shown = rows.slice(0, PAGE_ROWS)
  const last = shown.at(-1)
  const isMore = searched === undefined && rows.length > PAGE_ROWS && last !== undefined
  const first = queue === 'tra' ? base : `${base}?hang=${queue}`
  const join = first.includes('?') ? '&' : '?'
  return (
    <Panel>
      <DataTable
        caption={searched === undefined ? QUEUE_TITLES[queue] : 'Hồ sơ tìm được'}
        rows={searched === undefined ? shown : rows}
        empty={<Empty searched={searched} />}
        columns={columnsFor(props)}
      />
      <Pager
        {...(isLaterPage ? { previousHref: first } : {})}
        {...(isMore ? { nextHref: `${first}${join}sau=${cursorText(last)}` } : {})}
      />
    </Panel>
  )
}

function Empty({ searched }: { searched: string | undefined }) {
  if (searched === undefined) return <>Không có hồ sơ nào đang chờ ở hàng này.</>
  return (
    <Note>
      <p>
        Không có hồ sơ nào của đơn vị khớp với “{searched}”. Hãy thử mã hồ sơ trên giấy tiếp nhận,
        hoặc họ tên đầy đủ của chủ hồ sơ.
      </p>
    </Note>
  )
}

function columnsFor(props: QueuePageProps): Column<QueueRow>[] {
  const link = props.queue === 'tra' ? (id: string) => `/tra-ket-qua/${id}` : dossierPath
  return [
    {
      title: 'Chủ hồ sơ',
      heading: true,
      cell: (row) => (
        <>
          <a href={row.status === 9 ? `/tra-ket-qua/${row.id}` : link(row.id)}>{row.ownerName}</a>
          <small class="code">{row.code}</small>
        </>
      ),
    },
    { title: 'Thủ tục', cell: (row) => row.procedureName },
    { title: 'Người nộp', cell: (row) => row.applicantName },
    { title: 'Nguồn', cell: sourceOf },
    {
      title: 'Trạng thái',
      cell: (row) => (
        <>
          <StatusTag status={row.status as OfficialStatus} short />
          {row.status === 1 && row.supplementRounds > 0 ? (
            <small class="meta"> đã bổ sung lần {row.supplementRounds}</small>
          ) : null}
        </>
      ),
    },
    { title: WHEN[props.queue], cell: (row) => whenOf(row, props) },
  ]
}

const WHEN: Readonly<Record<QueueName, string>> = {
  moi: 'Nộp lúc',
  rut: 'Hạn trả',
  'cho-dan': 'Hạn trả',
  tra: 'Có kết quả từ',
}

const SOURCES: Readonly<Record<string, string>> = {
  nationalPortal: 'Cổng Dịch vụ công quốc gia',
  counter: 'Tại quầy',
  assisted: 'Trực tuyến, có cán bộ giúp',
  agent: 'Đại lý',
  post: 'Bưu điện',
  ownPortal: 'Trang của thành phố',
}

export function sourceOf(row: { source: string }): string {
  return SOURCES[row.source] ?? row.source
}

function whenOf(row: QueueRow, { calendar, now, queue }: QueuePageProps) {
  if (queue === 'tra' && row.finishedAt) return <time>{showMoment(row.finishedAt)}</time>
  if (row.dueAt === null) {
    const at = toLocalMinute(row.submittedAt)
    return (
      <span class="meta">
        {queue === 'moi' ? '' : 'nộp '}
        {showTime(at)}, {showDay(at)}
      </span>
    )
  }
  const left = remaining(calendar, toLocalMinute(now), toLocalMinute(row.dueAt))
  const state: DueState = left.overdue ? 'late' : left.workingDays === 0 ? 'near' : 'ok'
  if (row.status >= 9 || row.status === 5) return <Due state="off">{showMoment(row.dueAt)}</Due>
  return <Due state={state}>{showRemaining(left)}</Due>
}
