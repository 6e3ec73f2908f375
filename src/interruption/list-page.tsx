import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Note, Panel } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/buttons.tsx'
import { Tag, type TagTone } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import { standingOf, type Interruption, type Standing } from './interruption.ts'
import { reasonNamed, type Reasons } from './reasons.ts'
import { DECLARE_PATH, PUBLIC_PATH, REGISTER_PATH, STANDING_NAMES, stopWords } from './wording.ts'

export type ListProps = {
  me: StaffActor
  now: Date
  reasons: Reasons
  lasting: readonly Interruption[]
  past: readonly Interruption[]
  mayDeclare: boolean
}

/** Everything that stops or has been announced in the city, and what lately did. */
export function RegisterPage(props: ListProps) {
  const { me, now, lasting, past, mayDeclare } = props
  const running = lasting.filter((each) => standingOf(each, now) === 'running')
  const upcoming = lasting.filter((each) => standingOf(each, now) === 'upcoming')
  return (
    <WorkPage title="Gián đoạn" me={me} current={REGISTER_PATH}>
      <div class="head">
        <h1>Gián đoạn</h1>
        {mayDeclare ? (
          <div class="push">
            <ButtonLink href={DECLARE_PATH} icon="plus">
              Khai gián đoạn
            </ButtonLink>
          </div>
        ) : null}
      </div>
      <Note>
        <p>
          Cơ quan và điểm phục vụ không được lặng lẽ ngừng việc: mỗi lần dừng đều khai ở đây, người
          dân xem được tại <a href={PUBLIC_PATH}>trang công khai</a>.
        </p>
      </Note>
      <Panel title="Đang gián đoạn">
        <Table
          {...props}
          caption="Đang gián đoạn"
          rows={running}
          empty="Không nơi nào đang gián đoạn."
        />
      </Panel>
      <Panel title="Đã báo trước">
        <Table
          {...props}
          caption="Đã báo trước"
          rows={upcoming}
          empty="Chưa nơi nào báo sẽ gián đoạn."
        />
      </Panel>
      <Panel title="30 ngày qua">
        <Table {...props} caption="30 ngày qua" rows={past} empty="Không có lần gián đoạn nào." />
      </Panel>
    </WorkPage>
  )
}

type TableProps = Pick<ListProps, 'now' | 'reasons'> & {
  caption: string
  rows: readonly Interruption[]
  empty: string
}

function Table({ now, reasons, caption, rows, empty }: TableProps) {
  return <DataTable caption={caption} rows={rows} empty={empty} columns={columns(now, reasons)} />
}

function columns(now: Date, reasons: Reasons): Column<Interruption>[] {
  return [
    {
      title: 'Nơi',
      heading: true,
      cell: (row) => (
        <>
          <a href={`${REGISTER_PATH}/${row.id}`}>{row.pointName ?? row.officeName}</a>
          {row.pointName === null ? null : <small>{row.officeName}</small>}
        </>
      ),
    },
    { title: 'Lý do', cell: (row) => reasonNamed(reasons, row.reason)?.title.vi ?? row.reason },
    { title: 'Dừng', cell: (row) => stopWords('vi', row.stops) },
    { title: 'Từ', cell: (row) => <time>{showMoment(row.fromAt)}</time> },
    { title: 'Đến', cell: (row) => <time>{showMoment(row.toAt)}</time> },
    { title: 'Đến thay', cell: (row) => row.substitute?.name ?? 'chưa có' },
    { title: 'Tình trạng', cell: (row) => <StandingTag interruption={row} now={now} /> },
  ]
}

const TONES: Readonly<Record<Standing, TagTone>> = {
  upcoming: 'doing',
  running: 'bad',
  over: 'done',
  withdrawn: 'locked',
}

export function StandingTag({ interruption, now }: { interruption: Interruption; now: Date }) {
  const standing = standingOf(interruption, now)
  return (
    <>
      <Tag tone={TONES[standing]}>{STANDING_NAMES[standing]}</Tag>
      {interruption.isPlanned ? null : <small class="meta"> ngoài kế hoạch</small>}
    </>
  )
}
