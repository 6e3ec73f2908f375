// Which clocks of a dossier run, and what their warnings are counted from. Pure.
import { momentOf, type Calendar } from '../calendar/calendar.ts'
import { isPaused, type Clock } from '../calendar/clock.ts'
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
  const { countsFrom, dueAt } = clock
  const resumed = clock.pauses.at(-1)?.to
  const runsSince = resumed !== undefined && resumed > countsFrom ? resumed : countsFrom
  return { runsSince, dueAt, workingMinutes: wholeMinutes(calendar, clock) }
}

/** From the start to the promised minute, pauses left out; 0 where the calendar does not reach. */
function wholeMinutes(calendar: Calendar, { countsFrom, dueAt, pauses }: Clock): number {
  if (momentOf(calendar, dueAt) === undefined) return 0
  const between = (from: LocalMinute, to: LocalMinute): number =>
    from < to ? workingMinutesBetween(calendar, from, to) : 0
  const paused = pauses.map(({ from, to }) =>
    between(from > countsFrom ? from : countsFrom, to ?? dueAt),
  )
  return Math.max(0, between(countsFrom, dueAt) - paused.reduce((sum, each) => sum + each, 0))
}
