import { ok, refuse } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import { dayOf } from '../lib/time.ts'
import type { LocalMinute } from '../lib/time.ts'
import { MINUTES_A_DAY, momentText } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { countsFrom, provisionalDueAt } from './deadline.ts'
import type { LimitUnit, TimeLimit } from './deadline.ts'
import {
  closingOf,
  momentAfterWorking,
  momentInside,
  workedBefore,
  workingDayFrom,
  workingDaysBetween,
} from './working-time.ts'

/** The clock stood still from the request until what was missing arrived. */
export type PausedSpan = { readonly from: LocalMinute; readonly to: LocalMinute }

/**
 * Both lawful answers to a supplement, because the two norms differ: `pause` keeps what was used (QĐ 766 subtracts the
 * waiting), `restart` gives the full limit from completion (NĐ 61). Either may lie beyond the announced years; ask
 * isProvisional.
 */
export type PausedDue = { readonly pause: LocalMinute; readonly restart: LocalMinute }

/**
 * The due minute after one or more pauses, given in order. A pause from day P to day R moves a workingDay or sameDay
 * date by the working days in (P, R]; a calendarDay or month date by R − P days, then to a working day; an hour budget
 * by the working minutes between. What completes the dossier outside opening hours counts at the next opening, and
 * that day is R. Refusals: `pauseOrder`, `beyondCalendar`, and those of `dueAt`.
 */
export function pausedDueAt(
  calendar: Calendar,
  given: { dueAt: LocalMinute; limit: TimeLimit; pauses: readonly PausedSpan[] },
): Result<PausedDue> {
  let both: PausedDue = { pause: given.dueAt, restart: given.dueAt }
  let last: LocalMinute | undefined
  for (const span of given.pauses) {
    if (span.to < span.from || (last !== undefined && span.from < last))
      return refuse(
        'pauseOrder',
        'Các lần tạm dừng phải theo thứ tự thời gian và không chồng nhau.',
      )
    last = span.to
    const next = resumed(calendar, span, { limit: given.limit, dueAt: both.pause })
    if (!next.ok) return next
    both = next.value
  }
  return ok(both)
}

function resumed(
  calendar: Calendar,
  { from, to }: PausedSpan,
  { limit, dueAt }: { limit: TimeLimit; dueAt: LocalMinute },
): Result<PausedDue> {
  const paused = countsFrom(calendar, from)
  if (!paused.ok) return paused
  const counted = countsFrom(calendar, to)
  if (!counted.ok) return counted
  const restart = provisionalDueAt(calendar, to, limit)
  if (!restart.ok) return restart
  // Nothing passed between: also in the evening, when what arrives counts the next morning.
  if (from === to) return ok({ pause: dueAt, restart: restart.value.dueAt })
  const moved = moveDue(calendar, dueAt, { unit: limit.unit, from, to: counted.value })
  if (moved === undefined || moved >= calendar.size * MINUTES_A_DAY)
    return refuse('beyondCalendar', 'Lịch làm việc không đủ dài để tính lại ngày hẹn trả.')
  return ok({ pause: momentText(calendar, moved), restart: restart.value.dueAt })
}

function moveDue(
  calendar: Calendar,
  dueAt: LocalMinute,
  { unit, from, to }: { unit: LimitUnit; from: LocalMinute; to: LocalMinute },
): number | undefined {
  const [due, start, end] = [dueAt, from, to].map((each) => momentInside(calendar, each)) as [
    number,
    number,
    number,
  ]
  const day = Math.floor(due / MINUTES_A_DAY)
  switch (unit) {
    case 'workingHour': {
      const paused = workedBefore(calendar, end) - workedBefore(calendar, start)
      return paused === 0 ? due : momentAfterWorking(calendar, workedBefore(calendar, due) + paused)
    }
    case 'workingDay':
    case 'sameDay': {
      const days = workingDaysBetween(calendar, dayOf(from), dayOf(to))
      const ordinal = calendar.workingBefore[day]! + days
      return closing(calendar, due, calendar.workingDays[ordinal])
    }
    case 'calendarDay':
    case 'month': {
      const days = Math.floor(end / MINUTES_A_DAY) - Math.floor(start / MINUTES_A_DAY)
      return closing(calendar, due, workingDayFrom(calendar, day + days))
    }
  }
}

/** A date that does not move keeps its minute; one that moves ends at the closing of its new day. */
function closing(calendar: Calendar, due: number, day: number | undefined): number | undefined {
  if (day === undefined) return undefined
  return day === Math.floor(due / MINUTES_A_DAY) ? due : closingOf(calendar, day)
}
