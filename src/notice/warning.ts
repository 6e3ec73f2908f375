// At which moments a running clock is warned of. Pure; the working calendar comes in.
import { MINUTES_A_DAY, momentOf, momentText, type Calendar } from '../calendar/calendar.ts'
import { momentAfterWorking, workedBefore } from '../calendar/working-time.ts'
import { dayNumber, dayOf, localMinute, minuteOfDay } from '../lib/time.ts'
import type { LocalMinute } from '../lib/time.ts'

/**
 * `share`: so many percent of the whole working time are left. `workingDay`: from the opening of the day after which so many
 * working days remain. `workingHour`: so many working hours are left. `passed`: the promised minute is over.
 */
export type Threshold =
  | { unit: 'share'; percent: number }
  | { unit: 'workingDay' | 'workingHour'; value: number }
  | { unit: 'passed' }

export type WarningLevels = { version: number; thresholds: readonly Threshold[] }

/** A clock that runs: since when without a pause, and its whole working time, pauses left out. */
export type RunningClock = {
  runsSince: LocalMinute
  dueAt: LocalMinute
  workingMinutes: number
}

export type Timer = { threshold: string; at: LocalMinute }

/** The name of a threshold in the claim: one warning for each dossier, leg, threshold and promised moment. */
export function thresholdName(threshold: Threshold): string {
  switch (threshold.unit) {
    case 'share':
      return `${threshold.percent} percent`
    case 'workingDay':
    case 'workingHour':
      return `${threshold.value} ${threshold.unit}`
    case 'passed':
      return 'passed'
  }
}

/** What is named once the promised minute is over. */
export const PASSED = 'passed'

/**
 * The moments of this clock in their order. One that lies before the clock began to run (or to run again) is left out: the
 * acceptance, or whatever ended the pause, has just said the promised moment itself.
 */
export function timersOf(
  calendar: Calendar,
  thresholds: readonly Threshold[],
  clock: RunningClock,
): Timer[] {
  return thresholds
    .map((threshold) => ({
      threshold: thresholdName(threshold),
      at: momentOfThreshold(calendar, threshold, clock),
    }))
    .filter((timer): timer is Timer => timer.at !== undefined && timer.at > clock.runsSince)
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

/** The timer that follows the one just given; undefined after the last. */
export function timerAfter(timers: readonly Timer[], given: Timer): Timer | undefined {
  const at = timers.findIndex(({ threshold }) => threshold === given.threshold)
  return at >= 0 ? timers[at + 1] : timers.find((timer) => timer.at > given.at)
}

function momentOfThreshold(
  calendar: Calendar,
  threshold: Threshold,
  { dueAt, workingMinutes }: RunningClock,
): LocalMinute | undefined {
  if (threshold.unit === 'passed') return minuteAfter(dueAt)
  const due = momentOf(calendar, dueAt)
  if (due === undefined) return undefined
  switch (threshold.unit) {
    case 'share':
      return back(calendar, due, Math.ceil((workingMinutes * threshold.percent) / 100))
    case 'workingHour':
      return back(calendar, due, threshold.value * 60)
    case 'workingDay': {
      const ordinal = calendar.workingBefore[Math.floor(due / MINUTES_A_DAY)]! - threshold.value
      const day = calendar.workingDays[ordinal]
      const opens = day === undefined ? undefined : calendar.days[day]!.spans[0]?.opens
      return opens === undefined ? undefined : momentText(calendar, day! * MINUTES_A_DAY + opens)
    }
  }
}

/** So many working minutes before the moment. */
function back(calendar: Calendar, due: number, minutes: number): LocalMinute | undefined {
  const at = momentAfterWorking(calendar, workedBefore(calendar, due) - minutes)
  return at === undefined ? undefined : momentText(calendar, at)
}

/** The due minute itself is still on time. */
function minuteAfter(due: LocalMinute): LocalMinute {
  return localMinute(dayNumber(dayOf(due)), minuteOfDay(due) + 1)
}

/** Whether officials are at work: warnings are quiet outside working hours, and come at the next opening. */
export function isWorkingMinute(calendar: Calendar, now: LocalMinute): boolean {
  const at = momentOf(calendar, now)
  if (at === undefined) return false
  const day = calendar.days[Math.floor(at / MINUTES_A_DAY)]!
  const minute = at % MINUTES_A_DAY
  return day.counts && day.spans.some(({ opens, closes }) => opens <= minute && minute < closes)
}
