/** Moments of a made month, counted in working time. Pure. */
import { momentText, type Calendar } from '../calendar/calendar.ts'
import { momentAfterWorking, momentInside, workedBefore } from '../calendar/working-time.ts'
import {
  dayFromNumber,
  dayNumber,
  localMinute,
  minuteOfDay,
  type Day,
  type LocalMinute,
} from '../lib/time.ts'

/** So many working minutes (1 or more; negative: before) from the moment; always within opening hours. */
export function workingFrom(calendar: Calendar, from: LocalMinute, minutes: number): LocalMinute {
  const worked = workedBefore(calendar, momentInside(calendar, from))
  const at = momentAfterWorking(calendar, worked + minutes)
  if (at === undefined) throw new RangeError(`the calendar ends after ${from}`)
  return momentText(calendar, at)
}

/** Plain minutes later, or earlier when negative. */
export function minutesFrom(from: LocalMinute, minutes: number): LocalMinute {
  return localMinute(dayNumber(from.slice(0, 10) as Day), minuteOfDay(from) + minutes)
}

export function daysBefore(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) - count)
}

/** One moment after another, the gaps as large as the weights say, all of them in `total` working minutes. */
export function spread(
  calendar: Calendar,
  { from, total, weights }: { from: LocalMinute; total: number; weights: readonly number[] },
): LocalMinute[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let used = 0
  return weights.map((weight) => {
    used += weight
    return workingFrom(calendar, from, Math.max(1, Math.round((total * used) / sum)))
  })
}
