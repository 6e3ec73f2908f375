import type { Calendar } from '../calendar/calendar.ts'
import type { Waiting } from '../dossier/project.ts'
import { toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { ButtonLink } from '../ui/buttons.tsx'
import { Clock, StatusTag, type OfficialStatus } from '../ui/status.tsx'
import { DataTable, Pager, Tabs, type Column } from '../ui/tables.tsx'
import { countdown, showWorked, workedBetween } from './countdown.ts'
import { casePath, DeskPage } from './shell.tsx'
import { Chips, Filters, SOURCE_NAMES } from './work-list-filters.tsx'
import {
  isNarrowed,
  listHref,
  TABS,
  type WorkFilter,
  type WorkSource,
  type WorkTab,
} from './work-list.ts'

export type WorkLine = {
  id: string
  code: string
  procedure_code: string
  procedure_name: string
  owner_name: string
  source: WorkSource
  status: number
  waits_for: string | null
  due_at: Date
  clock: Parameters<typeof countdown>[1]
  claimed_at: Date | null
  /** Title of the workflow's step. */
  stepTitle: string | null
}

export type WorkListProps = {
  me: StaffActor
  filter: WorkFilter
  counts: Readonly<Record<WorkTab, number>>
  lines: readonly WorkLine[]
  hasPrevious: boolean
  hasNext: boolean
  procedures: readonly { code: string; name: string }[]
  calendar: Calendar
  now: Date
}

const TAB_NAMES: Readonly<Record<WorkTab, string>> = {
  'dang-giu': 'Đang giữ',
  'qua-han': 'Quá hạn',
  'hom-nay': 'Đến hạn hôm nay',
  'cho-nguoi-dan': 'Chờ người dân',
  'chua-giu': 'Chưa có người giữ',
}

export function WorkListPage(props: WorkListProps) {
  const { me, filter, counts, lines } = props
  return (
    <DeskPage me={me} title="Việc của tôi" current="/viec" counts={{ '/viec': counts['dang-giu'] }}>
      <div class="head">
        <h1>Việc của tôi</h1>
        <span class="meta">
          Gần hạn nhất ở trên · cập nhật {toLocalMinute(props.now).slice(11, 16)}
        </span>
        <div class="push">
          <span class="meta keyhint">
            <kbd>J</kbd> <kbd>K</kbd> lên xuống · <kbd>↵</kbd> mở
          </span>{' '}
          <ButtonLink look="second" href="/viec/can-xin-loi">
            Cần xin lỗi
          </ButtonLink>{' '}
          <ButtonLink look="second" href="/viec/buoc">
            Bước chờ tôi
          </ButtonLink>{' '}
          <ButtonLink href="/viec/gap-nhat" keys="N">
            Mở hồ sơ gấp nhất
          </ButtonLink>
        </div>
      </div>
      <Tabs
        label="Danh sách"
        tabs={TABS.map((tab) => ({
          href: listHref(filter, { tab }),
          label: TAB_NAMES[tab],
          count: counts[tab],
          alarming: tab === 'qua-han',
          current: tab === filter.tab,
        }))}
      />
      <Filters {...props} />
      <Chips {...props} />
      <div class="panel">
        <DataTable
          caption={`${TAB_NAMES[filter.tab]}, sắp theo hạn trả`}
          columns={columnsFor(props)}
          rows={lines}
          empty={<Empty filter={filter} />}
        />
      </div>
      <Places {...props} />
    </DeskPage>
  )
}

function columnsFor({ calendar, now, filter }: WorkListProps): Column<WorkLine>[] {
  const columns: Column<WorkLine>[] = [
    { title: 'Hạn trả', cell: (line) => <DueCell line={line} calendar={calendar} now={now} /> },
    { title: 'Chủ hồ sơ', heading: true, cell: (line) => <OwnerCell line={line} /> },
    {
      title: 'Thủ tục',
      cell: (line) => (
        <>
          {line.procedure_name}
          <small class="num">{line.procedure_code}</small>
        </>
      ),
    },
    {
      title: 'Trạng thái',
      cell: ({ status }) => <StatusTag status={status as OfficialStatus} short />,
    },
    { title: 'Đang ở bước', cell: (line) => <StepCell line={line} /> },
    { title: 'Kênh', cell: ({ source }) => SOURCE_NAMES[source] },
  ]
  const held: Column<WorkLine> = {
    title: 'Tôi đã giữ',
    numeric: true,
    cell: ({ claimed_at }) => heldWords(calendar, claimed_at, now),
  }
  return filter.tab === 'chua-giu' ? columns : [...columns, held]
}

function DueCell({ line, calendar, now }: { line: WorkLine; calendar: Calendar; now: Date }) {
  const count = countdown(calendar, line.clock, toLocalMinute(now))
  if (count === null) return <span class="meta">chưa hẹn</span>
  return (
    <Clock state={count.state} used={count.used}>
      {count.short}
    </Clock>
  )
}

function OwnerCell({ line }: { line: WorkLine }) {
  return (
    <>
      <a href={casePath(line.id)}>{line.owner_name}</a>
      <small class="code">{line.code}</small>
    </>
  )
}

const WAITING: Readonly<Record<Waiting, string | null>> = {
  receptionist: 'chờ bộ phận một cửa',
  officer: null,
  leader: 'chờ lãnh đạo',
  clerk: 'chờ văn thư',
  applicant: 'chờ người dân',
  civilRegister: 'chờ cơ sở dữ liệu hộ tịch',
  assigned: 'chờ người được giao bước này',
  otherOffice: 'chờ cơ quan khác góp ý',
}

function StepCell({ line }: { line: WorkLine }) {
  const waiting = line.waits_for === null ? null : WAITING[line.waits_for as Waiting]
  return (
    <>
      {line.status === 5 ? 'Chờ bổ sung' : line.stepTitle}
      {waiting ? <small>{waiting}</small> : null}
    </>
  )
}

function heldWords(calendar: Calendar, since: Date | null, now: Date): string {
  if (since === null) return ''
  const minutes = workedBetween(calendar, toLocalMinute(since), toLocalMinute(now))
  return minutes === null ? '' : showWorked(minutes)
}

function Empty({ filter }: { filter: WorkFilter }) {
  if (isNarrowed(filter)) return <>Không có hồ sơ nào khớp với bộ lọc. Hãy bỏ bớt điều kiện.</>
  switch (filter.tab) {
    case 'dang-giu':
      return (
        <>
          Ông/bà chưa giữ hồ sơ nào. Hãy nhận hồ sơ ở mục{' '}
          <a href={listHref(filter, { tab: 'chua-giu' })}>Chưa có người giữ</a>.
        </>
      )
    case 'qua-han':
      return <>Không có hồ sơ quá hạn.</>
    case 'hom-nay':
      return <>Không có hồ sơ nào đến hạn trong hôm nay.</>
    case 'cho-nguoi-dan':
      return <>Không có hồ sơ nào đang chờ người dân.</>
    case 'chua-giu':
      return <>Mọi hồ sơ của đơn vị đều đã có người giữ.</>
  }
}

function Places({ filter, lines, hasPrevious, hasNext }: WorkListProps) {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last || (!hasPrevious && !hasNext)) return null
  const before = { due: first.due_at, id: first.id }
  const after = { due: last.due_at, id: last.id }
  return (
    <Pager
      {...(hasPrevious ? { previousHref: listHref(filter, { before }) } : {})}
      {...(hasNext ? { nextHref: listHref(filter, { after }) } : {})}
    />
  )
}
