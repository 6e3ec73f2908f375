// Which clocks of a dossier run, and what their warnings are counted from. Pure.
import { momentOf, type Calendar } from '../calendar/calendar.ts'
import { isPaused, promiseOf, type Clock } from '../calendar/clock.ts'
import { standings, type Standing } from '../calendar/standing.ts'
import { workingMinutesBetween } from '../calendar/working-time.ts'
import { isOpen, type DossierState } from '../dossier/dossier.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { RunningClock } from './warning.ts'

/** `leg`: empty for the dossier as a whole. */
export type ArmedClock = RunningClock & { leg: string; officeId: number }

/** The clock of the dossier and those of its legs, as far as they run; an outside leg is watched by the competent office. */
export function runningClocks(calendar: Calendar, state: DossierState): ArmedClock[] {
  if (!isOpen(state)) return []
  const whole = { leg: '', officeId: state.offices.competent, clock: state.clock }
  const legs = (state.legs ?? [])
    .filter(({ ended }) => ended === null)
    .map(({ leg, office, clock }) => ({
      leg,
      officeId: office ?? state.offices.competent,
      clock,
    }))
  return [whole, ...legs].flatMap(({ clock, ...of }) => {
    const running = clock && runningClock(calendar, clock)
    return running ? [{ ...of, ...running }] : []
  })
}

function runningClock(calendar: Calendar, clock: Clock): RunningClock | null {
  if (clock.stoppedAt !== undefined || isPaused(clock)) return null
  const stood = standings(clock.pauses)
  const begun = [clock.countsFrom, stood.at(-1)?.to, clock.apologies?.at(-1)?.at]
  const runsSince = begun
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1)!
  const dueAt = promiseOf(clock)
  const workingMinutes = wholeMinutes(calendar, { from: clock.countsFrom, dueAt, stood })
  return { runsSince, dueAt, workingMinutes }
}

type Whole = { from: LocalMinute; dueAt: LocalMinute; stood: readonly Standing[] }

/** From the start to the promised minute, the times in which the clock stood left out; 0 where the calendar does not reach. */
function wholeMinutes(calendar: Calendar, { from, dueAt, stood }: Whole): number {
  if (momentOf(calendar, dueAt) === undefined) return 0
  const between = (start: LocalMinute, end: LocalMinute): number =>
    start < end ? workingMinutesBetween(calendar, start, end) : 0
  const lost = stood.map((each) =>
    between(each.from > from ? each.from : from, each.to ?? each.from),
  )
  return Math.max(0, between(from, dueAt) - lost.reduce((sum, each) => sum + each, 0))
}
