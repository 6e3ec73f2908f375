import { showMoment } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Note, Panel } from '../../ui/blocks.tsx'
import { ButtonLink } from '../../ui/buttons.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { seesRequests, standingOf } from './emergency.ts'
import {
  accessPath,
  AlarmTable,
  EMERGENCY_PATH,
  EmergencyPage,
  roleName,
  StandingTag,
} from './shell.tsx'
import type { AccessRow, AlarmRow } from './store.ts'

/** Requests that wait, accesses that are open now, those of before, and every look. */
export function EmergencyListPage(props: {
  me: StaffActor
  requests: readonly AccessRow[]
  alarms: readonly AlarmRow[]
  now: Date
}) {
  const { me, requests, alarms, now } = props
  const standing = (row: AccessRow) => standingOf(row, now)
  const open = requests.filter((row) => standing(row) === 'open')
  const waiting = requests.filter((row) => standing(row) === 'waiting')
  const past = requests.filter((row) => !['open', 'waiting'].includes(standing(row)))
  const sees = seesRequests(me)
  return (
    <EmergencyPage me={me} title="Truy cập khẩn cấp">
      <div class="head">
        <h1>Truy cập khẩn cấp</h1>
        <div class="push">
          <ButtonLink href={`${EMERGENCY_PATH}/xin`} icon="warn">
            Xin xem một hồ sơ
          </ButtonLink>
        </div>
      </div>
      {open.length > 0 ? (
        <Note tone="bad">
          <p>
            <b>Có {open.length} hồ sơ đang được mở khẩn cấp.</b> Mỗi lượt xem hiện ngay ở mục cảnh
            báo.
          </p>
        </Note>
      ) : null}
      <RequestPanel
        title="Đang mở"
        rows={open}
        now={now}
        empty="Không có hồ sơ nào đang được mở."
      />
      <RequestPanel
        title="Chờ đồng ý"
        rows={waiting}
        now={now}
        empty="Không có yêu cầu nào chờ trả lời."
      />
      {sees ? (
        <Panel title="Cảnh báo">
          <AlarmTable alarms={alarms} ofAll />
        </Panel>
      ) : null}
      <RequestPanel title="Đã qua" rows={past} now={now} empty="Chưa có yêu cầu nào trước đây." />
    </EmergencyPage>
  )
}

function RequestPanel(props: {
  title: string
  rows: readonly AccessRow[]
  now: Date
  empty: string
}) {
  return (
    <Panel title={props.title}>
      <DataTable
        caption={props.title}
        columns={columns(props.now)}
        rows={props.rows}
        empty={props.empty}
      />
    </Panel>
  )
}

function columns(now: Date): Column<AccessRow>[] {
  return [
    {
      title: 'Hồ sơ',
      heading: true,
      cell: (row) => <a href={accessPath(row.id)}>{row.code ?? `của ${row.officeName}`}</a>,
    },
    {
      title: 'Người xin',
      cell: (row) => `${row.askedName}, ${roleName(row.askedRole)}, ${row.askedOffice}`,
    },
    { title: 'Xin lúc', cell: (row) => showMoment(row.askedAt) },
    { title: 'Tình trạng', cell: (row) => <StandingTag standing={standingOf(row, now)} /> },
    {
      title: 'Xem đến',
      cell: (row) => {
        const until = row.endedAt ?? row.expiresAt
        return until === null ? '' : showMoment(until)
      },
    },
    { title: 'Lượt xem', numeric: true, cell: (row) => row.reads },
  ]
}
