import { showMoment } from '../lib/time.ts'
import { showCount } from '../measure/figure.ts'
import { SupervisionPage } from '../measure/shell.tsx'
import { SYSTEM_PATH } from '../measure/supervision.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { StuckRequest } from '../result/jobs.ts'
import { Note, Panel } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { Stats, type Stat } from '../ui/figures.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { Due } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { CheckpointRow } from './checkpoint-store.ts'
import type { Outside, ParkedPair } from './standing-store.ts'
import type { VerificationRun } from './verification-store.ts'
import { OUTSIDE, OUTSIDE_STATES, registerError, SUBSCRIBERS } from './wording.ts'

export type SystemProps = {
  me: StaffActor
  now: Date
  /** Marks that the dispatcher has not handed on, the age of the oldest in seconds, and stuck pairs of the whole house. */
  queue: { waiting: number; oldestSeconds: number; parked: number }
  parked: readonly ParkedPair[]
  requests: readonly StuckRequest[]
  outside: readonly Outside[]
  verification: (VerificationRun & { finishedAt: Date }) | undefined
  checkpoint: CheckpointRow | undefined
}

/** Whether the house itself stands still: what waits, what is stuck, and whether the histories are whole. */
export function SystemPage(props: SystemProps) {
  const { me, now, parked, requests, outside } = props
  const opensDossiers = hasRole(me, 'supervisor')
  return (
    <SupervisionPage me={me} title="Tình trạng hệ thống" current={SYSTEM_PATH}>
      <div class="head">
        <h1>Tình trạng hệ thống</h1>
        <span class="meta">Vào lúc {showMoment(now)}</span>
      </div>
      <Stats stats={statsOf(props)} />
      <Verification {...props} />
      <section id="bi-ket">
        <Panel title="Việc tiếp theo bị kẹt">
          <DataTable
            caption="Việc tiếp theo bị kẹt"
            columns={parkedColumns(opensDossiers)}
            rows={parked}
            empty="Không có việc nào bị kẹt."
          />
        </Panel>
      </section>
      <section id="ho-tich">
        <Panel title="Hồ sơ chờ người xem vì cơ sở dữ liệu hộ tịch">
          <DataTable
            caption="Hồ sơ chờ người xem vì cơ sở dữ liệu hộ tịch"
            columns={requestColumns}
            rows={requests}
            empty={
              opensDossiers
                ? 'Không có hồ sơ nào của đơn vị bạn.'
                : 'Vai trò quản trị không mở hồ sơ: chỉ thấy số lượng ở bảng dưới.'
            }
          />
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
          {opensDossiers ? (
            <p>
              <a href="/tin-chua-gui">Tin chưa gửi được của đơn vị bạn</a>
              {' · '}
              <a href="/tin-gui-cong">Tin chưa đến Cổng quốc gia</a>
            </p>
          ) : null}
        </Panel>
      </section>
    </SupervisionPage>
  )
}

/** A dispatcher that keeps up hands everything on within seconds. */
const SLOW_SECONDS = 60
const DAY_MS = 86_400_000

function statsOf({ queue, outside, verification, now }: SystemProps): Stat[] {
  const isSlow = queue.oldestSeconds > SLOW_SECONDS
  const late = outside.filter(({ state }) => state !== 'waiting')
  const undone = late.reduce((sum, { many }) => sum + many, 0)
  return [
    {
      href: '#bi-ket',
      label: 'Đang chờ chuyển tiếp',
      value: showCount(queue.waiting),
      news: (
        <Due state={isSlow ? 'late' : 'ok'} icon={isSlow ? 'warn' : 'check'}>
          {queue.waiting === 0 ? 'không có gì chờ' : `lâu nhất ${ageWords(queue.oldestSeconds)}`}
        </Due>
      ),
      definition: 'hồ sơ có việc mới mà chưa chuyển cho thông báo, kết quả, cổng quốc gia',
    },
    {
      href: '#bi-ket',
      label: 'Việc bị kẹt',
      value: showCount(queue.parked),
      news: <Trouble many={queue.parked} />,
      definition: 'việc tiếp theo đã lỗi, đang tự thử lại thưa dần',
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

function parkedColumns(opensDossiers: boolean): Column<ParkedPair>[] {
  return [
    {
      title: 'Hồ sơ',
      heading: true,
      cell: ({ code, dossierId }) =>
        code === null ? (
          <span class="meta">ngoài quyền xem</span>
        ) : opensDossiers ? (
          <a href={`/viec/${dossierId}`}>{code}</a>
        ) : (
          code
        ),
    },
    { title: 'Việc', cell: ({ subscriber }) => SUBSCRIBERS[subscriber] ?? subscriber },
    { title: 'Từ lúc', cell: ({ since }) => showMoment(since) },
    { title: 'Số lần thử', numeric: true, cell: ({ attempts }) => attempts },
    { title: 'Lỗi', cell: ({ error }) => error },
    { title: 'Thử lại lúc', cell: ({ retryAt }) => (retryAt ? showMoment(retryAt) : '') },
    {
      title: 'Việc cần làm',
      cell: ({ dossierId, subscriber }) => (
        <Again action="thu-lai" fields={{ dossierId, subscriber }} words="Thử lại ngay" />
      ),
    },
  ]
}

const requestColumns: readonly Column<StuckRequest>[] = [
  {
    title: 'Hồ sơ',
    heading: true,
    cell: ({ code, dossierId }) => <a href={`/viec/${dossierId}`}>{code}</a>,
  },
  { title: 'Hỏi từ', cell: ({ since }) => showMoment(since) },
  { title: 'Số lần hỏi', numeric: true, cell: ({ attempts }) => attempts },
  { title: 'Lý do', cell: ({ lastError }) => registerError(lastError) },
  {
    title: 'Việc cần làm',
    cell: ({ dossierId, state }) =>
      state === 'refused' ? (
        <span>Thụ lý sửa hồ sơ</span>
      ) : (
        <Again action="hoi-lai" fields={{ dossierId }} words="Hỏi lại ngay" />
      ),
  },
]

const outsideColumns: readonly Column<Outside>[] = [
  { title: 'Nơi', heading: true, cell: ({ what }) => OUTSIDE[what] },
  { title: 'Tình trạng', cell: ({ state }) => OUTSIDE_STATES[state] ?? state },
  { title: 'Số lượng', numeric: true, cell: ({ many }) => many },
  { title: 'Lâu nhất từ', cell: ({ oldest }) => showMoment(oldest) },
]

function Again(props: { action: string; fields: Readonly<Record<string, string>>; words: string }) {
  return (
    <form method="post" action={`${SYSTEM_PATH}/${props.action}`}>
      <HiddenKeys keyed={false} />
      {Object.entries(props.fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button look="second" small>
        {props.words}
      </Button>
    </form>
  )
}

/** '40 giây', '12 phút', '3 giờ'. */
function ageWords(seconds: number): string {
  if (seconds < 60) return `${seconds} giây`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} phút`
  return `${Math.floor(seconds / 3600)} giờ`
}
