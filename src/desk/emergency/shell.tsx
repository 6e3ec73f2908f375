import type { ComponentChildren } from 'preact'
import { showMoment } from '../../lib/time.ts'
import { ROLE_NAMES } from '../../office/staff-nav.ts'
import type { AssignedRole, StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import { Tag } from '../../ui/status.tsx'
import type { Standing } from './emergency.ts'
import type { AlarmRow } from './store.ts'

export const EMERGENCY_PATH = '/khan-cap'
export const accessPath = (id: string, act?: string): string =>
  act === undefined ? `${EMERGENCY_PATH}/${id}` : `${EMERGENCY_PATH}/${id}/${act}`

/** The frame of the pages of emergency access. */
export function EmergencyPage(props: {
  me: StaffActor
  title: string
  hasErrors?: boolean
  children: ComponentChildren
}) {
  return <WorkPage {...props} current={EMERGENCY_PATH} />
}

export function roleName(role: string): string {
  return ROLE_NAMES[role as AssignedRole] ?? role
}

const STANDINGS = {
  waiting: ['ask', 'Chờ đồng ý'],
  lapsed: ['locked', 'Quá hạn trả lời'],
  refused: ['bad', 'Không đồng ý'],
  open: ['doing', 'Đang mở'],
  ended: ['locked', 'Đã kết thúc'],
} as const

export function StandingTag({ standing }: { standing: Standing }) {
  const [tone, words] = STANDINGS[standing]
  return (
    <Tag tone={tone} {...(standing === 'waiting' && { icon: 'clock' as const })}>
      {words}
    </Tag>
  )
}

const ALARMS: Readonly<Record<string, string>> = {
  asked: 'Xin truy cập',
  approved: 'Đồng ý mở',
  refused: 'Không đồng ý',
  read: 'Xem',
  ended: 'Kết thúc',
}

const ALARM_COLUMNS: readonly Column<AlarmRow>[] = [
  {
    title: 'Việc',
    heading: true,
    cell: ({ kind, what }) => `${ALARMS[kind] ?? kind}${what === null ? '' : ` ${what}`}`,
  },
  { title: 'Người xin', cell: ({ askedName }) => askedName },
  { title: 'Lúc', cell: ({ at }) => showMoment(at) },
]
const WHICH: Column<AlarmRow> = {
  title: 'Yêu cầu',
  cell: ({ accessId }) => <a href={accessPath(accessId)}>Mở yêu cầu</a>,
}

/** Every step and every look, newest first; of all requests, each leads to its own. */
export function AlarmTable(props: { alarms: readonly AlarmRow[]; ofAll?: boolean }) {
  return (
    <DataTable
      caption="Cảnh báo: từng việc, từng lượt xem"
      columns={props.ofAll ? [...ALARM_COLUMNS, WHICH] : ALARM_COLUMNS}
      rows={props.alarms}
      empty="Chưa có cảnh báo nào."
    />
  )
}
