import { dayOf } from '../lib/time.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Calendar } from './calendar.ts'
import { workingDaysBetween, workingMinutesBetween } from './working-time.ts'

/** How far it is to the due minute, or how far beyond it; both numbers are never negative. */
export type Remaining = {
  readonly overdue: boolean
  /** Working days after today up to the due day (or after the due day up to today). 0 on the day itself. */
  readonly workingDays: number
  readonly workingMinutes: number
}

/** The due minute itself is still on time. RangeError outside the calendar's years. */
export function remaining(calendar: Calendar, now: LocalMinute, dueAt: LocalMinute): Remaining {
  const overdue = now > dueAt
  const [from, to] = overdue ? [dueAt, now] : [now, dueAt]
  return {
    overdue,
    workingDays: workingDaysBetween(calendar, dayOf(from), dayOf(to)),
    workingMinutes: workingMinutesBetween(calendar, from, to),
  }
}

/** 'còn 2 ngày làm việc', 'còn 3 giờ 30 phút làm việc', 'quá hạn 1 ngày làm việc'. */
export function showRemaining({ overdue, workingDays, workingMinutes }: Remaining): string {
  const word = overdue ? 'quá hạn' : 'còn'
  if (workingDays > 0) return `${word} ${workingDays} ngày làm việc`
  if (workingMinutes === 0) return overdue ? 'vừa quá hạn' : 'đã đến hạn'
  const [hours, minutes] = [Math.floor(workingMinutes / 60), workingMinutes % 60]
  const parts = [hours > 0 ? `${hours} giờ` : '', minutes > 0 ? `${minutes} phút` : '']
  return `${word} ${parts.filter(Boolean).join(' ')} làm việc`
}

type Budget = {
  readonly countsFrom: LocalMinute
  readonly dueAt: LocalMinute
  readonly pauses?: readonly { readonly from: LocalMinute; readonly to?: LocalMinute }[]
}

/**
 * The share of the working time that is used up at `now`: 0 at the start, 1 at the due minute, more when overdue;
 * time during pauses is not used, and an open pause holds the meter still. For the meters on lists.
 */
export function budgetUsed(calendar: Calendar, budget: Budget, now: LocalMinute): number {
  const used = running(calendar, budget, now)
  const closed = (budget.pauses ?? []).filter((pause) => pause.to !== undefined)
  const whole = running(calendar, { ...budget, pauses: closed }, budget.dueAt)
  return whole > 0 ? used / whole : Number(now >= budget.dueAt)
}

/** Working minutes from the start to `until` during which the clock ran. */
function running(
  calendar: Calendar,
  { countsFrom, pauses = [] }: Budget,
  until: LocalMinute,
): number {
  if (until <= countsFrom) return 0
  let left = workingMinutesBetween(calendar, countsFrom, until)
  // Pauses stand in the order of their beginning; minutes in which several stood count once.
  let counted = countsFrom
  for (const { from, to } of pauses) {
    const [start, end] = [later(from, counted), earlier(to ?? until, until)]
    if (start >= end) continue
    left -= workingMinutesBetween(calendar, start, end)
    counted = end
  }
  return left
}

function later(a: LocalMinute, b: LocalMinute): LocalMinute {
  return a > b ? a : b
}

function earlier(a: LocalMinute, b: LocalMinute): LocalMinute {
  return a < b ? a : b
}
