/** The times in which a clock stood, and where its deadline lies after one: nested causes count as one standing. */
import { ok } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Calendar } from './calendar.ts'
import type { Clock, ClockPolicy, Pause } from './clock.ts'
import { countsFrom, isProvisional } from './deadline.ts'
import type { TimeLimit } from './deadline.ts'
import { pausedDueAt } from './pause.ts'
import type { PausedDue } from './pause.ts'

/** Without a break, for one cause or for several that overlap. */
export type Standing = {
  readonly from: LocalMinute
  /** Absent while a cause is left, and when the dossier ended in it. */
  readonly to?: LocalMinute
  /** The place of its first pause among the clock's pauses. */
  readonly first: number
  /** When the one before it ended: until that counts as received, a new one takes nothing more. */
  readonly after?: LocalMinute
  readonly pauses: readonly Pause[]
}

/** In the order of time. */
export function standings(pauses: readonly Pause[]): Standing[] {
  const starts = pauses.flatMap((pause, place) => (pause.joins ? [] : [place]))
  let after: LocalMinute | undefined
  return starts.map((first, i) => {
    const own = pauses.slice(first, starts[i + 1])
    const ends = own.flatMap(({ to, cut }) => (to === undefined || cut ? [] : [to]))
    const to = ends.length === own.length ? ends.toSorted().at(-1) : undefined
    const standing: Standing = {
      from: own[0]!.from,
      first,
      pauses: own,
      ...(to !== undefined && { to }),
      ...(after !== undefined && { after }),
    }
    if (to !== standing.from) after = to
    return standing
  })
}

/** One that gives the full limit makes the whole standing do so; what was used before it counts no more. */
function policyOf({ pauses }: Standing, own: ClockPolicy): ClockPolicy {
  return pauses.some(({ policy }) => (policy ?? own) === 'restart') ? 'restart' : 'pause'
}

type Dates = Pick<Clock, 'countsFrom' | 'dueAt' | 'provisional' | 'internal' | 'promisedAt'>

/** The dates of a clock that runs on after it stood until `to`, and both figures of the legal due. */
export function runOn(
  calendar: Calendar,
  clock: Clock,
  { standing, to }: { standing: Standing; to: LocalMinute },
): Result<{ both: PausedDue; dates: Dates }> {
  // A pause before the limit began to run, or ran on, takes nothing from it.
  const again =
    standing.after === undefined ? ok(clock.countsFrom) : countsFrom(calendar, standing.after)
  if (!again.ok) return again
  const from = later(standing.from, later(clock.countsFrom, again.value))
  const span = { from, to: to > from || to < standing.from ? to : from }
  const moved = (dueAt: LocalMinute, limit: TimeLimit): Result<PausedDue> =>
    pausedDueAt(calendar, { dueAt, limit, pauses: [span] })
  const policy = policyOf(standing, clock.policy)
  const both = moved(clock.dueAt, clock.limit)
  if (!both.ok) return both
  const dueAt = both.value[policy]
  const restarted = policy === 'restart' ? countsFrom(calendar, to) : ok(clock.countsFrom)
  if (!restarted.ok) return restarted
  const inner = clock.internal && moved(clock.internal.dueAt, clock.internal.limit)
  if (inner && !inner.ok) return inner
  const promise = clock.promisedAt && moved(clock.promisedAt, clock.limit)
  if (promise && !promise.ok) return promise
  const dates: Dates = {
    countsFrom: restarted.value,
    dueAt,
    provisional: isProvisional(calendar, dueAt),
    ...(clock.internal &&
      inner && { internal: { ...clock.internal, dueAt: earlier(inner.value[policy], dueAt) } }),
    // A promise after an apology keeps its distance; the law never gives less than its own due.
    ...(promise && { promisedAt: later(promise.value.pause, dueAt) }),
  }
  return ok({ both: both.value, dates })
}

export function earlier(a: LocalMinute, b: LocalMinute): LocalMinute {
  return a < b ? a : b
}

export function later(a: LocalMinute, b: LocalMinute): LocalMinute {
  return a > b ? a : b
}
