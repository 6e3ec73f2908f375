import { showMoment } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { WorkPage } from '../office/work-page.tsx'
import { Note } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { WaitingMessage } from './store.ts'
import { MESSAGE_STATES, SERVICE_NAMES } from './wording.ts'

export const MESSAGES_PATH = '/tin-gui-cong'

/** What the National Portal has not heard yet, with a button for what waits for a person. */
export function WaitingPage({ me, rows }: { me: StaffActor; rows: readonly WaitingMessage[] }) {
  const isUnconnected = rows.some(({ state }) => state === 'notConfigured')
  return (
    <WorkPage title="Tin gửi Cổng quốc gia" me={me} current={MESSAGES_PATH}>
      <h1>Tin gửi Cổng Dịch vụ công quốc gia</h1>
      <p>
        Mỗi bước của hồ sơ do Cổng chuyển đến được báo lại cho Cổng, theo thứ tự. Khi một tin chờ
        người xem, các tin sau của cùng hồ sơ chờ theo.
      </p>
      {isUnconnected ? (
        <Note tone="warn">
          <p>
            Hệ thống chưa được nối với Cổng. Các tin được giữ lại và tự gửi đi khi có địa chỉ của
            Cổng.
          </p>
        </Note>
      ) : null}
      <DataTable
        caption="Tin chưa đến Cổng"
        columns={columns}
        rows={rows}
        empty="Cổng đã nhận mọi tin."
      />
    </WorkPage>
  )
}

const columns: readonly Column<WaitingMessage>[] = [
  { title: 'Hồ sơ', heading: true, cell: (row) => row.code },
  { title: 'Nội dung', cell: (row) => SERVICE_NAMES[row.service] },
  { title: 'Từ lúc', cell: (row) => showMoment(row.since) },
  { title: 'Số lần thử', numeric: true, cell: (row) => row.attempts },
  { title: 'Tình trạng', cell: (row) => MESSAGE_STATES[row.state] },
  { title: 'Lý do', cell: (row) => row.lastError ?? '' },
  { title: 'Việc cần làm', cell: (row) => <SendAgain row={row} /> },
]

function SendAgain({ row }: { row: WaitingMessage }) {
  if (row.state !== 'stuck') return <span>Không cần làm gì</span>
  return (
    <form method="post" action={`${MESSAGES_PATH}/gui-lai`}>
      <HiddenKeys />
      <input type="hidden" name="dossierId" value={row.dossierId} />
      <input type="hidden" name="seq" value={String(row.seq)} />
      <input type="hidden" name="place" value={String(row.place)} />
      <Button look="second">Gửi lại</Button>
    </form>
  )
}
