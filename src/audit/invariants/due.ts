/** The promised moment, counted anew from limit and pauses on today's calendar. */
import type { Calendar } from '../../calendar/calendar.ts'
import { reprojectClock, type Clock } from '../../calendar/clock.ts'
import { toInstant, toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import { FIRST_ID } from '../store.ts'
import { clocksAfter, type ClockPage, type PromisedRow } from './due-store.ts'
import {
  dossierDifference,
  type Difference,
  type DossierInvariant,
  type TableInvariant,
} from './invariant.ts'

export const dueFollowsLedger: DossierInvariant = {
  name: 'due-follows-ledger',
  over: 'dossiers',
  title: 'Ngày hẹn trả theo sổ thời hạn',
  statement:
    'Ngày hẹn trả của hồ sơ đang giải quyết đúng bằng thời hạn và các lần tạm dừng đếm lại trên lịch làm việc hiện hành.',
  mend: 'Nếu lịch làm việc vừa đổi: tính lại thời hạn các hồ sơ đang mở. Nếu không: báo nhóm kỹ thuật, đừng sửa ngày bằng tay.',
  canReproject: false,
  look: ({ states }, { calendar }) =>
    [...states].flatMap(([id, { clock }]) => {
      if (clock === null || clock.stoppedAt !== undefined) return []
      const what = otherThanCounted(calendar(), clock, writtenOf(clock))
      return what === null ? [] : [dossierDifference(id, what)]
    }),
}

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
  return otherThanCounted(calendar, last, {
    dueAt: toLocalMinute(row.dueAt),
    provisional: row.isProvisional,
    promisedAt: localOf(row.promisedAt),
    internalDueAt: localOf(row.internalDueAt),
  })
}

function localOf(at: Date | null): LocalMinute | undefined {
  return at === null ? undefined : toLocalMinute(at)
}

type Written = Pick<Clock, 'dueAt' | 'provisional'> & {
  promisedAt: LocalMinute | undefined
  internalDueAt: LocalMinute | undefined
}

/** What is written beside what the ledger gives; null when they are the same. */
function otherThanCounted(calendar: Calendar, clock: Clock, written: Written): string | null {
  const anew = reprojectClock(calendar, clock)
  if (!anew.ok) return `không đếm lại được: ${anew.refusal.code}`
  const counted = writtenOf(anew.value)
  if (counted.dueAt !== written.dueAt || counted.provisional !== written.provisional)
    return `đang ghi ${written.dueAt}, đếm lại được ${counted.dueAt}`
  if (counted.promisedAt !== written.promisedAt)
    return `ngày hẹn lại đang ghi ${written.promisedAt ?? 'không có'}, đếm lại được ${counted.promisedAt ?? 'không có'}`
  return counted.internalDueAt === written.internalDueAt
    ? null
    : `hạn nội bộ đang ghi ${written.internalDueAt ?? 'không có'}, đếm lại được ${counted.internalDueAt ?? 'không có'}`
}

function writtenOf({ dueAt, provisional, promisedAt, internal }: Clock): Written {
  return { dueAt, provisional, promisedAt, internalDueAt: internal?.dueAt }
}
