import type { DayRow } from '../booking/store.ts'
import { showDay, showTime, type Day } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Note } from '../ui/blocks.tsx'
import { Button } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { Tag } from '../ui/status.tsx'
import { DataTable } from '../ui/tables.tsx'
import { CounterPage } from './shell.tsx'

export const BOOKINGS_PATH = '/quay/lich-hen'

export type BookingsProps = {
  me: StaffActor
  day: Day
  now: Date
  rows: readonly DayRow[]
  procedureName: (code: string) => string
  /** Why an act changed nothing. */
  note?: string
}

/** Who comes today, in the order of the times. */
export function BookingsPage({ me, day, now, rows, procedureName, note }: BookingsProps) {
  return (
    <CounterPage me={me} title="Lịch hẹn hôm nay">
      <h1>Lịch hẹn hôm nay</h1>
      <p class="meta">
        {showDay(day)} · {rows.length} lịch hẹn
      </p>
      {note === undefined ? null : (
        <Note tone="warn">
          <p role="alert">{note}</p>
        </Note>
      )}
      <DataTable
        caption="Người đã đặt lịch hôm nay"
        rows={rows}
        empty="Hôm nay chưa ai đặt lịch."
        columns={[
          {
            title: 'Giờ',
            cell: ({ startsAt, endsAt }) => `${showTime(startsAt)} – ${showTime(endsAt)}`,
          },
          { title: 'Người đến', heading: true, cell: (row) => <Comes row={row} /> },
          { title: 'Thủ tục', cell: ({ procedureCode }) => procedureName(procedureCode) },
          { title: 'Nơi', cell: ({ pointName }) => pointName },
          { title: 'Tờ khai soạn sẵn', cell: (row) => <Prepared row={row} /> },
          { title: 'Trạng thái', cell: ({ state }) => STATES[state] },
          { title: 'Ghi nhận', cell: (row) => <Mark row={row} now={now} /> },
        ]}
      />
    </CounterPage>
  )
}

function Comes({ row }: { row: DayRow }) {
  const { comesName, personName, comesFirst } = row
  return (
    <>
      {whoComes(row)}{' '}
      {comesFirst ? (
        <Tag tone="doing" icon="user">
          Gọi trước
        </Tag>
      ) : null}
      {comesName === null ? null : <small class="meta">{personName} đặt hộ</small>}
    </>
  )
}

const whoComes = ({ comesName, personName }: DayRow): string => comesName ?? personName

const STATES: Readonly<Record<DayRow['state'], string>> = {
  booked: 'đang chờ',
  arrived: 'đã đến',
  missed: 'không đến',
  cancelled: 'đã hủy',
  stopped: 'tạm ngừng tiếp nhận',
  lapsed: 'đã qua',
}

/** The person has let the counter open it; a post, so that no code stands in an address. */
function Prepared({ row: { preparedCode, personName } }: { row: DayRow }) {
  if (preparedCode === null) return <>không có</>
  return (
    <PostForm action="/quay/to-khai" label={`Tờ khai của ${personName}`}>
      <input type="hidden" name="code" value={preparedCode} />
      <Button look="second" small>
        Mở tờ khai
      </Button>
    </PostForm>
  )
}

function Mark({ row, now }: { row: DayRow; now: Date }) {
  return (
    <PostForm action={`${BOOKINGS_PATH}/${row.id}`} label={`Ghi nhận ${whoComes(row)}`}>
      <span class="cluster">
        {row.state === 'arrived' ? null : (
          <Button look="second" small name="as" value="arrived">
            Đã đến
          </Button>
        )}
        {row.state === 'missed' || now < row.startsAt ? null : (
          <Button look="second" small name="as" value="missed">
            Không đến
          </Button>
        )}
      </span>
    </PostForm>
  )
}
