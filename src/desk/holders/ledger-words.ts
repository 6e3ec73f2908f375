/** The ledger in the words of the office. Pure. */
import type { Calendar } from '../../calendar/calendar.ts'
import { minutesOf } from '../../dossier/holders/ledger.ts'
import type { SpanRow } from '../../dossier/holders/ledger-store.ts'
import type { Who, Why } from '../../dossier/holders/waited.ts'

export const WHO_NAMES: Readonly<Record<Who, string>> = {
  holder: 'Người thụ lý',
  queue: 'Hàng đợi thụ lý',
  receptionist: 'Bộ phận một cửa',
  leader: 'Lãnh đạo',
  clerk: 'Văn thư',
  applicant: 'Người dân',
  otherOffice: 'Cơ quan khác',
  register: 'Cơ sở dữ liệu hộ tịch',
  fee: 'Nghĩa vụ tài chính',
  outage: 'Gián đoạn',
}

const WHY_NAMES: Readonly<Record<Why, string>> = {
  supplement: 'bổ sung giấy tờ',
  draft: 'xem bản nháp',
  consultation: 'cho ý kiến',
  step: 'bước được giao',
  withdrawal: 'xác nhận rút hồ sơ',
  delivery: 'trả kết quả',
}

/** 'Phạm Thị Ngọc Lan', 'Người dân: bổ sung giấy tờ', 'Cơ quan khác (Phường Hai): cho ý kiến'. */
export function whoHeld({ who, why, personName, officeName }: SpanRow): string {
  const place = who === 'otherOffice' && officeName !== null ? ` (${officeName})` : ''
  const name = personName ?? `${WHO_NAMES[who]}${place}`
  return why === null ? name : `${name}: ${WHY_NAMES[why]}`
}

/** Working minutes of a span; of one that runs, until now. Null outside the calendar's years. */
export function minutesUntil(calendar: Calendar, span: SpanRow, now: Date): number | null {
  return span.until === null ? minutesOf(calendar, span.since, now) : span.minutes
}

export type LedgerSum = { name: string; minutes: number }

/** Whoever held it, with the minutes of all their spans, the most first; of one leg. */
export function sumsOf(
  spans: readonly SpanRow[],
  minutes: (span: SpanRow) => number | null,
): LedgerSum[] {
  const byName = Map.groupBy(spans, (span) => whoHeld(span))
  const sums = [...byName].map(([name, own]) => ({
    name,
    minutes: own.reduce((all, span) => all + (minutes(span) ?? 0), 0),
  }))
  return sums.toSorted((a, b) => b.minutes - a.minutes)
}
