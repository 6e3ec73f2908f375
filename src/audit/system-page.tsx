import type { DispatcherLag } from '../dossier/lag-store.ts'
import { showMoment } from '../lib/time.ts'
import { showCount } from '../measure/figure.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Duty } from '../office/duty-store.ts'
import { Details, Note, Panel } from '../ui/blocks.tsx'
import { Stats, type Stat } from '../ui/figures.tsx'
import { Due } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import { ageOf, ageWords } from './ages.ts'
import type { CheckpointRow } from './checkpoint-store.ts'
import { Missing } from './duty-page.tsx'
import type { FindingCount } from './findings-store.ts'
import { HousePage } from './house-shell.tsx'
import { findingTitle } from './invariants/all.ts'
import { FINDINGS_PATH, STUCK_LIST_PATH, SYSTEM_PATH } from './paths.ts'
import type { RunRow } from './run-store.ts'
import type { Outside } from './standing-store.ts'
import type { StuckCount } from './stuck-store.ts'
import { STUCK_KIND_NAMES } from './stuck-words.ts'
import type { VerificationRun } from './verification-store.ts'
import { OUTSIDE, OUTSIDE_STATES, SUBSCRIBERS } from './wording.ts'

export type SystemProps = {
  me: StaffActor
  now: Date
  lag: DispatcherLag
  outside: readonly Outside[]
  stuck: readonly StuckCount[]
  findings: readonly FindingCount[]
  duties: readonly Duty[]
  night: RunRow | undefined
  runs: readonly RunRow[]
  /** The nightly works that did not come, in words. */
  missed: readonly string[]
  verification: (VerificationRun & { finishedAt: Date }) | undefined
  checkpoint: CheckpointRow | undefined
}

/** Whether the house itself stands still: what waits, what is stuck, and whether everything is as it must be. */
export function SystemPage(props: SystemProps) {
  const { me, now, outside, duties, missed } = props
  return (
    <HousePage me={me} title="Tình trạng hệ thống" current={SYSTEM_PATH}>
      <div class="head">
        <h1>Tình trạng hệ thống</h1>
        <span class="meta">Vào lúc {showMoment(now)}</span>
      </div>
      <Missing duties={duties} />
      {missed.map((words) => (
        <Note tone="bad">
          <p>Cảnh báo: {words}. Im lặng không có nghĩa là mọi thứ đều tốt.</p>
        </Note>
      ))}
      <Stats stats={statsOf(props)} />
      <Integrity {...props} />
      <Verification {...props} />
      <section id="bi-ket">
        <Panel title="Đang bị kẹt, toàn hệ thống">
          <DataTable
            caption="Đang bị kẹt, toàn hệ thống"
            columns={stuckColumns(now)}
            rows={props.stuck}
            empty="Không có việc nào bị kẹt."
          />
          <p class="mt3">
            <a href={STUCK_LIST_PATH}>Danh sách việc bị kẹt và cách xử lý</a>
          </p>
        </Panel>
      </section>
      <section id="ben-ngoai">
        <Panel title="Yêu cầu và tin chưa xong, toàn hệ thống">
          <DataTable
            caption="Yêu cầu và tin chưa xong, toàn hệ thống"
            columns={outsideColumns}
            rows={outside}
            empty="Mọi yêu cầu và tin đều đã xong."
          />
        </Panel>
      </section>
    </HousePage>
  )
}

/** A dispatcher that keeps up hands everything on within seconds. */
const SLOW_SECONDS = 60
const DAY_MS = 86_400_000

function statsOf({ lag, stuck, findings, outside, verification, now }: SystemProps): Stat[] {
  const isSlow = (lag.oldestSeconds ?? 0) > SLOW_SECONDS
  const late = outside.filter(({ state }) => state !== 'waiting')
  const undone = late.reduce((sum, { many }) => sum + many, 0)
  const parked = lag.parked.reduce((sum, { dossiers }) => sum + dossiers, 0)
  const open = findings.reduce((sum, each) => sum + each.open + each.acknowledged, 0)
  const jobs = stuck.filter(({ kind }) => kind === 'jobs').reduce((sum, { many }) => sum + many, 0)
  return [
    {
      href: FINDINGS_PATH,
      label: 'Sai lệch đang có',
      value: showCount(open),
      news: <Trouble many={open} />,
      definition: 'điều phải đúng mà lần kiểm tra gần nhất thấy không đúng',
    },
    {
      href: STUCK_LIST_PATH,
      label: 'Đang chờ chuyển tiếp',
      value: showCount(lag.pending),
      news: (
        <Due state={isSlow ? 'late' : 'ok'} icon={isSlow ? 'warn' : 'check'}>
          {lag.oldestSeconds === null
            ? 'không có gì chờ'
            : `lâu nhất ${ageWords(lag.oldestSeconds)}`}
        </Due>
      ),
      definition: 'hồ sơ có việc mới mà chưa chuyển cho thông báo, kết quả, cổng quốc gia',
    },
    {
      href: `${STUCK_LIST_PATH}?loai=parked`,
      label: 'Việc bị kẹt',
      value: showCount(parked + jobs),
      news: <Trouble many={parked + jobs} />,
      definition: 'việc tiếp theo đã lỗi, đang tự thử lại thưa dần, và việc nền hỏng hẳn',
    },
    {
      href: '#ben-ngoai',
      label: 'Bên ngoài chưa xong',
      value: showCount(undone),
      news: <Trouble many={undone} />,
      definition: 'yêu cầu hộ tịch và tin gửi đi bị kẹt, bị từ chối hoặc quá một giờ',
    },
    {
      href: '#kiem-tra',
      label: 'Kiểm tra lịch sử',
      value: verification === undefined ? '–' : `${verification.faults} lỗi`,
      news: verificationNews(verification, now),
      definition: 'lần chạy motcua verify gần nhất trên mọi hồ sơ',
    },
  ]
}

function Trouble({ many }: { many: number }) {
  return many === 0 ? (
    <Due state="ok" icon="check">
      không có
    </Due>
  ) : (
    <Due state="late">cần người xem</Due>
  )
}

function verificationNews(run: SystemProps['verification'], now: Date) {
  if (run === undefined) return <Due state="near">chưa chạy lần nào</Due>
  if (run.faults > 0) return <Due state="late">lịch sử không còn nguyên vẹn</Due>
  const days = Math.floor((now.getTime() - run.finishedAt.getTime()) / DAY_MS)
  return days > 7 ? (
    <Due state="near">đã {days} ngày chưa chạy lại</Due>
  ) : (
    <Due state="ok" icon="check">
      nguyên vẹn
    </Due>
  )
}

function Verification({ verification: run, checkpoint }: SystemProps) {
  return (
    <section id="kiem-tra">
      {run === undefined ? (
        <Note tone="warn">
          <p>
            Chưa có lần kiểm tra lịch sử nào trên mọi hồ sơ. Hãy chạy{' '}
            <code>npm run -s motcua -- verify</code>.
          </p>
        </Note>
      ) : (
        <Note tone={run.faults > 0 ? 'bad' : 'ok'}>
          <p>
            Kiểm tra lịch sử lúc {showMoment(run.finishedAt)}: {showCount(run.dossiers)} hồ sơ,{' '}
            {showCount(run.events)} dòng lịch sử,{' '}
            {run.faults === 0 ? 'nguyên vẹn' : `${run.faults} hồ sơ có lỗi`}.
          </p>
          {run.firstFault === null ? null : <p>{run.firstFault}</p>}
        </Note>
      )}
      <Checkpoint checkpoint={checkpoint} />
    </section>
  )
}

/** The newest signed sum of all histories; whoever keeps its file outside can tell what was taken away since. */
function Checkpoint({ checkpoint }: Pick<SystemProps, 'checkpoint'>) {
  if (checkpoint === undefined)
    return <p class="meta">Chưa có điểm kiểm nào: lần đầu được ký vào 02:10 đêm nay.</p>
  const { number, at, dossiers, root, isStamped } = checkpoint
  return (
    <p class="meta">
      Điểm kiểm {number} ký lúc {showMoment(at)}: {showCount(dossiers)} hồ sơ, gốc{' '}
      <code>{root.slice(0, 16)}</code>
      {isStamped ? ', có dấu thời gian' : ''}. Hãy giữ tệp của nó ở nơi khác.
    </p>
  )
}

/** When everything was counted last, also when nothing was found, and what is open since. */
function Integrity({ night, runs, findings, now }: SystemProps) {
  return (
    <section id="toan-ven">
      <Panel title="Kiểm tra toàn vẹn hằng đêm">
        {night?.finishedAt ? (
          <p>
            Lần gần nhất xong lúc {showMoment(night.finishedAt)}: {showCount(night.dossiers)} hồ sơ,{' '}
            {showCount(night.files)} tệp,{' '}
            {night.found === 0 ? 'mọi điều kiện đều đúng' : `${showCount(night.found)} sai lệch`}.
          </p>
        ) : (
          <p>Chưa có lần nào: lần đầu chạy vào 03:10 đêm nay.</p>
        )}
        <DataTable
          caption="Sai lệch đang có theo điều kiện"
          columns={findingColumns(now)}
          rows={findings}
          empty="Không có sai lệch nào đang mở."
        />
        <Details summary="Các lần kiểm tra gần đây">
          <DataTable
            caption="Các lần kiểm tra gần đây"
            columns={runColumns}
            rows={runs}
            empty="Chưa có lần nào."
          />
        </Details>
      </Panel>
    </section>
  )
}

const findingColumns = (now: Date): Column<FindingCount>[] => [
  {
    title: 'Điều phải đúng',
    heading: true,
    cell: ({ invariant }) => <a href={FINDINGS_PATH}>{findingTitle(invariant)}</a>,
  },
  { title: 'Chưa ai nhận', numeric: true, cell: ({ open }) => open },
  { title: 'Đang xử lý', numeric: true, cell: ({ acknowledged }) => acknowledged },
  { title: 'Lâu nhất', cell: ({ oldest }) => ageOf(oldest, now) },
]

const CAUSES: Readonly<Record<RunRow['cause'], string>> = {
  nightly: 'hằng đêm',
  command: 'bằng lệnh',
  recheck: 'kiểm tra lại',
}

const runColumns: readonly Column<RunRow>[] = [
  { title: 'Bắt đầu', heading: true, cell: ({ startedAt }) => showMoment(startedAt) },
  { title: 'Vì sao', cell: ({ cause }) => CAUSES[cause] },
  {
    title: 'Kết thúc',
    cell: ({ finishedAt, failed }) =>
      finishedAt ? showMoment(finishedAt) : failed ? `bị ngắt: ${failed}` : 'chưa xong',
  },
  { title: 'Hồ sơ', numeric: true, cell: ({ dossiers }) => dossiers },
  { title: 'Tệp', numeric: true, cell: ({ files }) => files },
  { title: 'Sai lệch', numeric: true, cell: ({ found }) => found },
  { title: 'Đã hết', numeric: true, cell: ({ mended }) => mended },
]

const KINDS: Readonly<Record<string, string>> = {
  ...STUCK_KIND_NAMES,
  jobs: 'Việc nền hỏng hẳn',
  replay: 'Kể lại còn dở',
}

const stuckColumns = (now: Date): Column<StuckCount>[] => [
  {
    title: 'Loại',
    heading: true,
    cell: ({ kind }) => (
      <a href={kind in STUCK_KIND_NAMES ? `${STUCK_LIST_PATH}?loai=${kind}` : STUCK_LIST_PATH}>
        {KINDS[kind] ?? kind}
      </a>
    ),
  },
  { title: 'Việc', cell: ({ what }) => countWords(what) },
  { title: 'Số lượng', numeric: true, cell: ({ many }) => many },
  { title: 'Lâu nhất', cell: ({ oldest }) => (oldest ? ageOf(oldest, now) : '') },
]

/** A subscriber, a task, or 'delivery:failed'. */
function countWords(what: string): string {
  const state = what.split(':')[1]
  return state === undefined ? (SUBSCRIBERS[what] ?? what) : (OUTSIDE_STATES[state] ?? state)
}

const outsideColumns: readonly Column<Outside>[] = [
  { title: 'Nơi', heading: true, cell: ({ what }) => OUTSIDE[what] },
  { title: 'Tình trạng', cell: ({ state }) => OUTSIDE_STATES[state] ?? state },
  { title: 'Số lượng', numeric: true, cell: ({ many }) => many },
  { title: 'Lâu nhất từ', cell: ({ oldest }) => showMoment(oldest) },
]
