/** A deadline as the desk shows it: words, colour, and the share of the time that is used. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { isPaused, type Clock } from '../calendar/clock.ts'
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
  const used = shareUsed(calendar, clock, now)
  const until = whenWords(clock.dueAt, now)
  const mark = clock.provisional ? ' (tạm tính)' : ''
  if (isPaused(clock)) {
    return { state: 'off', short: 'đang tạm dừng', long: 'đang tạm dừng tính thời hạn', used }
  }
  const left = leftWords(calendar, clock, now)
  if (now > clock.dueAt)
    return { state: 'late', short: left, long: `${left}, hẹn ${until}`, used: Math.max(1, used) }
  const isToday = dayOf(now) === dayOf(clock.dueAt)
  const state = isToday || used >= NEAR ? 'near' : 'ok'
  return { state, short: `${until}${mark}`, long: `${left}, đến ${until}${mark}`, used }
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
function leftWords(calendar: Calendar, clock: Clock, now: LocalMinute): string {
  const left = inCalendar(() => showRemaining(remaining(calendar, now, clock.dueAt)))
  return left ?? (now > clock.dueAt ? 'quá hạn' : 'còn hạn')
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
