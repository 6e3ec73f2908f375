import { showMoment } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { Remark } from '../office/operator-store.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { DataTable, Pager, Tabs, type Column } from '../ui/tables.tsx'
import { ActButton } from './acts-table.tsx'
import { ageOf } from './ages.ts'
import { HousePage } from './house-shell.tsx'
import { STUCK_LIST_PATH } from './paths.ts'
import type {
  Cursor,
  FailedJobs,
  OpenReplay,
  StuckCount,
  StuckKind,
  StuckThing,
} from './stuck-store.ts'
import {
  reasonWords,
  STUCK_KIND_NAMES,
  stateWords,
  thingWords,
  type AgencyNames,
} from './stuck-words.ts'
import { SUBSCRIBERS } from './wording.ts'

export type StuckListProps = {
  me: StaffActor
  now: Date
  kind: StuckKind
  after: Cursor | undefined
  most: number
  counts: readonly StuckCount[]
  jobs: readonly FailedJobs[]
  replays: readonly OpenReplay[]
  /** One page and the row after it. */
  things: readonly StuckThing[]
  remarks: ReadonlyMap<string, Remark>
  /** Who looks after what nobody has taken. */
  onDuty: string | undefined
  agencies: AgencyNames
}

/** Everything that waits for a person, kind by kind, with its age, its owner and what may be done. */
export function StuckListPage(props: StuckListProps) {
  const { me, now, kind, things, most, after } = props
  const shown = things.slice(0, most)
  const last = shown.at(-1)
  return (
    <HousePage me={me} title="Việc bị kẹt" current={STUCK_LIST_PATH}>
      <div class="head">
        <h1>Việc bị kẹt</h1>
        <span class="meta">Vào lúc {showMoment(now)}</span>
      </div>
      <Tabs label="Loại việc bị kẹt" tabs={tabsOf(props)} />
      {kind === 'parked' && hasRole(me, 'admin') ? <Subscribers {...props} /> : null}
      <Panel title={STUCK_KIND_NAMES[kind]}>
        <Blind {...props} />
        <DataTable
          caption={`${STUCK_KIND_NAMES[kind]} bị kẹt, lâu nhất trước`}
          columns={columnsOf(props)}
          rows={shown}
          empty={after === undefined ? 'Không có việc nào bị kẹt.' : 'Hết danh sách.'}
        />
        {things.length > most && last ? (
          <Pager
            nextHref={`${STUCK_LIST_PATH}?loai=${kind}&sau=${encodeURIComponent(`${last.since.toISOString()}|${last.subject}`)}`}
          />
        ) : null}
      </Panel>
      <Jobs {...props} />
      <Replays {...props} />
    </HousePage>
  )
}

function tabsOf({ counts, kind }: StuckListProps) {
  return (Object.keys(STUCK_KIND_NAMES) as StuckKind[]).map((each) => ({
    href: `${STUCK_LIST_PATH}?loai=${each}`,
    label: STUCK_KIND_NAMES[each],
    count: counts.filter(({ kind: of }) => of === each).reduce((sum, { many }) => sum + many, 0),
    alarming: true,
    current: each === kind,
  }))
}

/** Counts are of the whole house, rows of what the reader may see. */
function Blind({ me, kind, counts, things }: StuckListProps) {
  const many = counts.filter((each) => each.kind === kind).reduce((sum, each) => sum + each.many, 0)
  if (many === 0 || things.length > 0) return null
  return (
    <p>
      {hasRole(me, 'supervisor')
        ? 'Những việc này thuộc đơn vị khác.'
        : 'Vai trò quản trị không mở hồ sơ: chỉ thấy số lượng. Người giám sát của đơn vị xử lý từng việc.'}
    </p>
  )
}

function columnsOf({
  me,
  kind,
  now,
  remarks,
  onDuty,
  agencies,
}: StuckListProps): Column<StuckThing>[] {
  const opensDossiers = hasRole(me, 'supervisor')
  return [
    {
      title: 'Hồ sơ',
      heading: true,
      cell: ({ code, dossierId }) => (
        <DossierName code={code} dossierId={dossierId} opens={opensDossiers} />
      ),
    },
    { title: 'Việc', cell: (thing) => thingWords(kind, thing, agencies) },
    { title: 'Tình trạng', cell: stateWords },
    {
      title: 'Đã kẹt',
      cell: ({ since }) => <span title={showMoment(since)}>{ageOf(since, now)}</span>,
    },
    { title: 'Số lần thử', numeric: true, cell: ({ attempts }) => attempts },
    { title: 'Lý do', cell: (thing) => reasonWords(kind, thing) },
    {
      title: 'Người xử lý',
      cell: ({ subject }) => {
        const remark = remarks.get(subject)
        return (
          <>
            {remark?.owner ?? (onDuty ? `${onDuty} (người trực)` : 'chưa có')}
            {remark?.note ? <small class="meta"> {remark.note}</small> : null}
          </>
        )
      },
    },
    {
      title: 'Việc cần làm',
      cell: ({ subject }) => (
        <a href={`${STUCK_LIST_PATH}/viec?viec=${encodeURIComponent(subject)}`}>Xem và xử lý</a>
      ),
    },
  ]
}

export function DossierName(props: { code: string | null; dossierId: string; opens: boolean }) {
  if (props.code === null) return <span class="meta">ngoài quyền xem</span>
  return props.opens ? <a href={`/viec/${props.dossierId}`}>{props.code}</a> : <>{props.code}</>
}

/** All dossiers that are parked with one subscriber are tried at once, after its fault is mended. */
function Subscribers({ counts, now }: StuckListProps) {
  const rows = counts.filter(({ kind }) => kind === 'parked')
  if (rows.length === 0) return null
  const columns: Column<StuckCount>[] = [
    { title: 'Việc', heading: true, cell: ({ what }) => SUBSCRIBERS[what] ?? what },
    { title: 'Số hồ sơ', numeric: true, cell: ({ many }) => many },
    { title: 'Kẹt lâu nhất', cell: ({ oldest }) => (oldest ? ageOf(oldest, now) : '') },
    {
      title: 'Việc cần làm',
      cell: ({ what }) => (
        <ActButton
          action={`${STUCK_LIST_PATH}/viec`}
          act="retry"
          fields={{ viec: `subscriber:${what}` }}
          words="Thử lại tất cả"
          small
        />
      ),
    },
  ]
  return (
    <Panel title="Theo bên nghe, toàn hệ thống">
      <DataTable caption="Việc bị kẹt theo bên nghe" columns={columns} rows={rows} empty="" />
    </Panel>
  )
}

function Jobs({ me, jobs, now }: StuckListProps) {
  const mayAct = hasRole(me, 'admin')
  const columns: Column<FailedJobs>[] = [
    { title: 'Việc nền', heading: true, cell: ({ task }) => <code>{task}</code> },
    { title: 'Số lượt', numeric: true, cell: ({ many }) => many },
    { title: 'Lâu nhất', cell: ({ oldest }) => ageOf(oldest, now) },
    { title: 'Lỗi mới nhất', cell: ({ error }) => error },
    {
      title: 'Việc cần làm',
      cell: ({ task }) =>
        mayAct ? <JobActs task={task} /> : <span class="meta">quản trị hệ thống xử lý</span>,
    },
  ]
  return (
    <Panel title="Việc nền đã hỏng hẳn">
      <DataTable
        caption="Việc nền đã hỏng hẳn"
        columns={columns}
        rows={jobs}
        empty="Không có việc nền nào hỏng hẳn."
      />
    </Panel>
  )
}

function JobActs({ task }: { task: string }) {
  const [action, viec] = [`${STUCK_LIST_PATH}/viec`, `jobs:${task}`]
  return (
    <>
      <ActButton action={action} act="retry" fields={{ viec }} words="Chạy lại" small />
      <PostForm action={action} label={`Bỏ việc nền ${task}`}>
        <input type="hidden" name="act" value="giveUp" />
        <input type="hidden" name="viec" value={viec} />
        <input
          class="in"
          name="reason"
          aria-label={`Lý do bỏ việc nền ${task}`}
          placeholder="Lý do bỏ"
          maxlength={300}
        />
        <Button look="refuse" small>
          Bỏ
        </Button>
      </PostForm>
    </>
  )
}

const replayColumns = (now: Date): Column<OpenReplay>[] => [
  {
    title: 'Bên nghe',
    heading: true,
    cell: ({ subscriber }) => SUBSCRIBERS[subscriber] ?? subscriber,
  },
  { title: 'Đã kể', numeric: true, cell: ({ dossiers }) => dossiers },
  { title: 'Lỗi', numeric: true, cell: ({ failed }) => failed },
  { title: 'Bắt đầu', cell: ({ startedAt }) => showMoment(startedAt) },
  { title: 'Tiến lần cuối', cell: ({ seenAt }) => `${ageOf(seenAt, now)} trước` },
]

function Replays({ replays, now }: StuckListProps) {
  return (
    <Panel title="Đang kể lại lịch sử">
      <DataTable
        caption="Các lần kể lại lịch sử đang dở"
        columns={replayColumns(now)}
        rows={replays}
        empty="Không có lần kể lại nào đang dở."
      />
      {replays.length === 0 ? null : (
        <Note>
          <p>
            Lần kể lại bị ngắt thì chạy tiếp bằng <code>npm run -s motcua -- retell</code> với cùng
            tên.
          </p>
        </Note>
      )}
    </Panel>
  )
}
