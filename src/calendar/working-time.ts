import type { Day, LocalMinute } from '../lib/time.ts'
import { MINUTES_A_DAY, dayIndex, momentOf } from './calendar.ts'
import type { Calendar } from './calendar.ts'

/** Look-ups on moments (integers, see Calendar): the arithmetic under every deadline. */

/** The moment itself if the office is open then, else the next opening; undefined when the calendar ends before. */
export function openingAt({ reception }: Calendar, at: number): number | undefined {
  const day = Math.floor(at / MINUTES_A_DAY)
  const minute = at - day * MINUTES_A_DAY
  const span = reception.days[day]?.spans.find(({ closes }) => minute < closes)
  if (span) return day * MINUTES_A_DAY + Math.max(minute, span.opens)
  const next = reception.openFrom[day + 1]
  const opens = next === undefined ? undefined : reception.days[next]?.spans[0]?.opens
  return opens === undefined ? undefined : next! * MINUTES_A_DAY + opens
}

/** The closing of the day. */
export function closingOf(calendar: Calendar, day: number): number {
  return day * MINUTES_A_DAY + calendar.days[day]!.closesAt
}

/** The first working day on or after the day. */
export function workingDayFrom(calendar: Calendar, day: number): number | undefined {
  const before = calendar.workingBefore[day]
  return before === undefined ? undefined : calendar.workingDays[before]
}

/** The n-th working day after the day, which is not counted itself. */
export function workingDayAfter(
  calendar: Calendar,
  day: number,
  count: number,
): number | undefined {
  return calendar.workingDays[calendar.workingBefore[day + 1]! + count - 1]
}

/** Working minutes from the calendar's beginning to the moment. */
export function workedBefore(calendar: Calendar, at: number): number {
  const day = Math.floor(at / MINUTES_A_DAY)
  const minute = at - day * MINUTES_A_DAY
  const before = calendar.minutesBefore[day]!
  const hours = calendar.days[day]!
  if (!hours.counts) return before
  return hours.spans.reduce(
    (sum, { opens, closes }) => sum + Math.max(0, Math.min(minute, closes) - opens),
    before,
  )
}

/** The moment at which so many working minutes are used up; exactly at a closing, it is that closing. */
export function momentAfterWorking(calendar: Calendar, worked: number): number | undefined {
  const day = dayReaching(calendar.minutesBefore, worked)
  let left = worked - (calendar.minutesBefore[day] ?? 0)
  for (const { opens, closes } of calendar.days[day]?.spans ?? []) {
    if (left <= closes - opens) return day * MINUTES_A_DAY + opens + left
    left -= closes - opens
  }
  return undefined
}

/** The first day by whose end at least `worked` minutes have run (binary search). */
function dayReaching(minutesBefore: Int32Array, worked: number): number {
  let low = 0
  let high = minutesBefore.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (minutesBefore[middle + 1]! >= worked) high = middle
    else low = middle + 1
  }
  return low
}

/** Working minutes from one local minute to another; negative when they stand in reverse. RangeError outside the calendar. */
export function workingMinutesBetween(
  calendar: Calendar,
  from: LocalMinute,
  to: LocalMinute,
): number {
  const [start, end] = [momentInside(calendar, from), momentInside(calendar, to)]
  return workedBefore(calendar, end) - workedBefore(calendar, start)
}

/** Working days in (from, to]; negative when they stand in reverse. RangeError outside the calendar. */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  const [start, end] = [inside(dayIndex(calendar, from), from), inside(dayIndex(calendar, to), to)]
  return calendar.workingBefore[end + 1]! - calendar.workingBefore[start + 1]!
}

/** The moment of a local minute. RangeError outside the calendar. */
export function momentInside(calendar: Calendar, local: LocalMinute): number {
  return inside(momentOf(calendar, local), local)
}

/** Whether the day is counted as a working day. RangeError outside the calendar. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return calendar.days[inside(dayIndex(calendar, day), day)]!.counts
}

function inside(place: number | undefined, text: string): number {
  if (place === undefined) throw new RangeError(`${text} lies outside the calendar's years`)
  return place
}
