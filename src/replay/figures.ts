/** What a log says about the work: time per step, hand-overs, loops, late cases. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { dueAt, type TimeLimit } from '../calendar/deadline.ts'
import { workedBetween } from '../desk/countdown.ts'
import type { CaseDates } from './case-dates.ts'
import type { LogCase } from './event-log.ts'
import type { Moment } from './moment.ts'

export type StepTime = { activity: string; many: number; median: number | null; p90: number | null }

/** Working minutes from the event before (or the start of the case) to the event; most frequent step first. */
export function stepTimes(
  cases: readonly LogCase[],
  dates: ReadonlyMap<string, CaseDates>,
  calendar: Calendar,
): StepTime[] {
  const minutes = new Map<string, (number | null)[]>()
  for (const { id, events } of cases) {
    let before: Moment | null = dates.get(id)?.start ?? null
    for (const event of events) {
      const worked = before === null ? null : workedBetween(calendar, before.local, event.local)
      const all = minutes.get(event.activity)
      if (all) all.push(worked)
      else minutes.set(event.activity, [worked])
      before = event
    }
  }
  return [...minutes]
    .map(([activity, all]) => {
      const known = all.filter((each) => each !== null).sort((a, b) => a - b)
      return { activity, many: all.length, median: share(known, 0.5), p90: share(known, 0.9) }
    })
    .sort((a, b) => b.many - a.many)
}

/** The smallest value that so much of all does not exceed. */
function share(sorted: readonly number[], part: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null
}

/** Times that a case went from one person to another, and how often a step was done again in the same case. */
export function movements(cases: readonly LogCase[]) {
  let handOvers = 0
  let repeated = 0
  let casesWithLoops = 0
  for (const { events } of cases) {
    handOvers += events.filter(({ resource }, i) => {
      const before = events[i - 1]?.resource ?? ''
      return resource !== '' && before !== '' && resource !== before
    }).length
    const again = events.length - new Set(events.map(({ activity }) => activity)).size
    repeated += again
    if (again > 0) casesWithLoops += 1
  }
  return { handOvers, repeated, casesWithLoops }
}

/** Cases that ended after the limit, counted from their start by that calendar; null for one that it cannot count. */
export function lateByLimit(
  spans: readonly { start: Moment; end: Moment }[],
  limit: TimeLimit,
  calendar: Calendar,
): number {
  return spans.filter(({ start, end }) => {
    const due = dueAt(calendar, start.local, limit)
    return due.ok && end.local > due.value.dueAt
  }).length
}
