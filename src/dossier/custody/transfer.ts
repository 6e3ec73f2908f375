/**
 * By when what was received for another has to be on its way: the same working day, or first thing the next one when it was
 * received at 15:00 or later (NĐ 118/2025 Đ18.2; NĐ 61/2018 Đ18.2–3). "First thing" is read as: before the first break of that day.
 */
import { dayIndex, MINUTES_A_DAY, momentText, type Calendar } from '../../calendar/calendar.ts'
import { provisionalDueAt } from '../../calendar/deadline.ts'
import { ok, type Result } from '../../lib/result.ts'
import { dayOf, type LocalMinute } from '../../lib/time.ts'

export function transferDue(calendar: Calendar, received: LocalMinute): Result<LocalMinute> {
  const due = provisionalDueAt(calendar, received, { value: 1, unit: 'sameDay' })
  if (!due.ok) return due
  const { dueAt } = due.value
  if (dayOf(dueAt) === dayOf(received)) return ok(dueAt)
  const day = dayIndex(calendar, dueAt)
  const morning = day === undefined ? undefined : calendar.days[day]?.spans[0]?.closes
  if (day === undefined || morning === undefined) return ok(dueAt)
  return ok(momentText(calendar, day * MINUTES_A_DAY + morning))
}
