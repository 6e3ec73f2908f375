/** The date that acceptance would promise at a given moment, in words. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { provisionalDueAt, type TimeLimit } from '../calendar/deadline.ts'
import { dayOf, showDue, showTime, type LocalMinute } from '../lib/time.ts'

export type Promised = { when: string; provisional: boolean; dueAt: LocalMinute }

/** Undefined when the calendar cannot say. */
export function promised(
  calendar: Calendar,
  now: LocalMinute,
  limit: TimeLimit,
): Promised | undefined {
  const due = provisionalDueAt(calendar, now, limit)
  if (!due.ok) return undefined
  const { dueAt, provisional } = due.value
  const when = dayOf(dueAt) === dayOf(now) ? `hôm nay, trước ${showTime(dueAt)}` : showDue(dueAt)
  return { when, provisional, dueAt }
}
