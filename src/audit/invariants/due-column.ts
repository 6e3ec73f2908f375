/** The promised moments that lists read, counted anew from the stored events alone: in bulk, at any time. */
import type { Calendar } from '../../calendar/calendar.ts'
import type { Clock } from '../../calendar/clock.ts'
import { toInstant, toLocalMinute } from '../../lib/time.ts'
import { FIRST_ID } from '../store.ts'
import { otherThanCounted } from './due.ts'
import { clocksAfter, type ClockPage, type PromisedRow } from './due-store.ts'
import { dossierDifference, type Difference, type TableInvariant } from './invariant.ts'

/** Dossiers looked at in one snapshot. */
const PAGE = 5000

/**
 * The column that lists, figures and warnings read, counted anew from the events alone. In bulk: a million dossiers take
 * seconds (`npm run bench -- clocks`), so that it can be asked at any time.
 */
export const dueColumnFollowsEvents: TableInvariant = {
  name: 'due-column-follows-events',
  over: 'table',
  title: 'Ngày hẹn trả theo lịch sử hồ sơ',
  statement:
    'Ngày hẹn trả và ngày hẹn đầu tiên mà danh sách, số liệu và thư nhắc hạn dùng đúng bằng kết quả đếm lại từ các sự kiện đã lưu trên lịch làm việc.',
  mend: 'Dựng lại hồ sơ từ lịch sử bằng nút trên trang của sai lệch này; nếu vẫn sai thì xem sai lệch "Ngày hẹn trả theo sổ thời hạn".',
  canReproject: true,
  async look(db, after, { calendar }) {
    const page = await clocksAfter(db, after === '' ? FIRST_ID : after, PAGE)
    return { differences: dueDifferences(calendar(), page), next: page.last }
  },
}

/** `ended`: also dossiers that have ended, whose dates a later edit of the calendar leaves alone. */
export function dueDifferences(
  calendar: Calendar,
  { promised, events }: ClockPage,
  ended: 'left' | 'counted' = 'left',
): Difference[] {
  const clocks = new Map<string, Pair>()
  for (const { id, body } of events) {
    const { clock, leg } = JSON.parse(body) as { clock?: Clock; leg?: string }
    if (clock === undefined || leg !== undefined) continue
    clocks.set(id, { first: clocks.get(id)?.first ?? clock, last: clock })
  }
  return promised.flatMap((row) => {
    if (row.isEnded && ended === 'left') return []
    const what = differenceOf(calendar, row, clocks.get(row.id))
    return what === null ? [] : [dossierDifference(row.id, what)]
  })
}

/** The clock with which the dossier was accepted, and the one that the newest event left. */
type Pair = { first: Clock; last: Clock }

function differenceOf(calendar: Calendar, row: PromisedRow, pair: Pair | undefined): string | null {
  if (pair === undefined) return 'có ngày hẹn trả mà lịch sử không có thời hạn nào'
  const { first, last } = pair
  if (toInstant(first.dueAt).getTime() !== row.firstDueAt.getTime())
    return `ngày hẹn đầu tiên đang ghi ${toLocalMinute(row.firstDueAt)}, lịch sử ghi ${first.dueAt}`
  const { dueAt, isProvisional: provisional, promisedAt, internalDueAt } = row
  return otherThanCounted(calendar, last, {
    dueAt: toLocalMinute(dueAt),
    provisional,
    ...(promisedAt && { promisedAt: toLocalMinute(promisedAt) }),
    ...(internalDueAt && { internal: { dueAt: toLocalMinute(internalDueAt) } }),
  })
}
