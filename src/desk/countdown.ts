/** A deadline as the desk shows it: words, colour, and the share of the time that is used. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { internalDueOf, isPaused, promiseOf, type Clock } from '../calendar/clock.ts'
import { budgetUsed, remaining, showRemaining } from '../calendar/remaining.ts'
import { workingMinutesBetween } from '../calendar/working-time.ts'
import { dayOf, showDay, showShortWeekday, showTime, type LocalMinute } from '../lib/time.ts'
import type { DueState } from '../ui/status.tsx'

export type Countdown = {
  state: DueState
  /** For a narrow column: 'hôm nay, 17:00', 'T4 25/11, 17:00', 'quá hạn 1 ngày làm việc'. */
  short: string
  /** For the head of a dossier: 'còn 6 giờ 27 phút làm việc, đến 17:00 hôm nay'. */
  long: string
  /** Share of the working time used up, 0…1 and more. */
  used: number
}

/** From three quarters of the time on, a deadline is shown as near. */
const NEAR = 0.75

export function countdown(
  calendar: Calendar,
  clock: Clock | null,
  now: LocalMinute,
): Countdown | null {
  if (clock === null) return null
  if (clock.stoppedAt) return done(clock, clock.stoppedAt)
  if (isPaused(clock)) {
    const used = shareUsed(calendar, clock, now)
    return { state: 'off', short: 'đang tạm dừng', long: 'đang tạm dừng tính thời hạn', used }
  }
  if (now > clock.dueAt) return late(calendar, clock, now)
  return now > internalDueOf(clock)
    ? pastInternal(calendar, clock, now)
    : running(calendar, clock, now)
}

/** Against the law's due; an apology gives another date and changes nothing in being late. */
function late(calendar: Calendar, clock: Clock, now: LocalMinute): Countdown {
  const left = leftWords(calendar, clock.dueAt, now)
  const again =
    clock.promisedAt === undefined ? '' : `, đã hẹn lại ${whenWords(clock.promisedAt, now)}`
  return {
    state: 'late',
    short: left,
    long: `${left}, hẹn ${whenWords(clock.dueAt, now)}${again}`,
    used: Math.max(1, shareUsed(calendar, clock, now)),
  }
}

/** The office's own limit has passed, the law's has not: there is still time, and none to lose. */
function pastInternal(calendar: Calendar, clock: Clock, now: LocalMinute): Countdown {
  const until = whenWords(clock.dueAt, now)
  return {
    state: 'near',
    short: `quá hạn nội bộ, hẹn ${until}`,
    long: `quá hạn nội bộ, ${leftWords(calendar, clock.dueAt, now)}, hẹn ${until}`,
    used: shareUsed(calendar, clock, now),
  }
}

/** Officers work towards their office's own due; the applicant's day stands beside it when it is another one. */
function running(calendar: Calendar, clock: Clock, now: LocalMinute): Countdown {
  const due = internalDueOf(clock)
  const used = shareUsed(calendar, { ...clock, dueAt: due }, now)
  const until = whenWords(due, now)
  const mark = clock.provisional ? ' (tạm tính)' : ''
  const promised = promiseOf(clock)
  const other = promised === due ? '' : `, hẹn dân ${whenWords(promised, now)}`
  const state = dayOf(now) === dayOf(due) || used >= NEAR ? 'near' : 'ok'
  const left = leftWords(calendar, due, now)
  return { state, short: `${until}${mark}`, long: `${left}, đến ${until}${mark}${other}`, used }
}

function done(clock: Clock, at: LocalMinute): Countdown {
  const isLate = at > clock.firstDueAt
  const words = isLate ? 'đã xong, trễ hẹn' : 'đã xong, đúng hẹn'
  return {
    state: isLate ? 'late' : 'ok',
    short: words,
    long: `${words}: ${showTime(at)}, ${showDay(at)}`,
    used: 1,
  }
}

function whenWords(due: LocalMinute, now: LocalMinute): string {
  const day = dayOf(due)
  if (day === dayOf(now)) return `hôm nay, ${showTime(due)}`
  return `${showShortWeekday(day)} ${showDay(due).slice(0, 5)}, ${showTime(due)}`
}

/** Beyond the calendar's years nothing is counted: the date alone is shown. */
function leftWords(calendar: Calendar, due: LocalMinute, now: LocalMinute): string {
  const left = inCalendar(() => showRemaining(remaining(calendar, now, due)))
  return left ?? (now > due ? 'quá hạn' : 'còn hạn')
}

function shareUsed(calendar: Calendar, clock: Clock, now: LocalMinute): number {
  return inCalendar(() => budgetUsed(calendar, clock, now)) ?? 0
}

/** Working minutes between two moments; null outside the calendar's years or in reverse. */
export function workedBetween(
  calendar: Calendar,
  from: LocalMinute,
  to: LocalMinute,
): number | null {
  const minutes = inCalendar(() => workingMinutesBetween(calendar, from, to))
  return minutes === null || minutes < 0 ? null : minutes
}

function inCalendar<T>(count: () => T): T | null {
  try {
    return count()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const DAY = 8 * 60

/** '25 phút', '6 giờ 10 phút', '2 ngày 3 giờ' of working time; a working day has eight hours. */
export function showWorked(minutes: number): string {
  if (minutes < 60) return `${minutes} phút`
  const days = Math.floor(minutes / DAY)
  const hours = Math.floor((minutes % DAY) / 60)
  if (days > 0) return hours > 0 ? `${days} ngày ${hours} giờ` : `${days} ngày`
  return minutes % 60 > 0 ? `${hours} giờ ${minutes % 60} phút` : `${hours} giờ`
}
