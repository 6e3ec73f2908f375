/** The clock of a dossier that a decision moves to another limit (docs/law-changes.md, "What becomes of the clock"). */
import { ok, refuse } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Calendar } from './calendar.ts'
import { dueNotBefore, reprojectClock, standsSince, startClock } from './clock.ts'
import type { Clock, ClockPolicy } from './clock.ts'
import { countsFrom, dueAt } from './deadline.ts'
import type { TimeLimit } from './deadline.ts'

export type NewLimit = {
  readonly limit: TimeLimit
  readonly policy: ClockPolicy
  /** The office's own, shorter limit under the new law; absent: it names none. */
  readonly internalLimit?: TimeLimit | undefined
  readonly how: 'keepRemaining' | 'restart'
  /** The minute from which the new law counts. */
  readonly at: LocalMinute
}

/** The same clock under the new limit. The first promise stays. Refusals: `stopped`, `pauseOrder`, `beyondCalendar`. */
export function movedClock(calendar: Calendar, clock: Clock, to: NewLimit): Result<Clock> {
  if (clock.stoppedAt) return refuse('stopped', 'Hồ sơ đã kết thúc, thời hạn không còn chạy.')
  return to.how === 'restart' ? restarted(calendar, clock, to) : kept(calendar, clock, to)
}

/** The full new limit from the day of effect; what ran before stands in the history. */
function restarted(
  calendar: Calendar,
  { firstDueAt, pauses, receivedAt }: Clock,
  { limit, policy, internalLimit, at }: NewLimit,
): Result<Clock> {
  const received = at > receivedAt ? at : receivedAt
  const anew = startClock(calendar, { received, limit, policy, internalLimit })
  // What still holds it up holds up the new limit from its beginning; the first of them joins nothing any more.
  const still = pauses
    .filter(({ to }) => to === undefined)
    .map(({ joins: _joins, ...pause }, nth) => ({
      ...pause,
      from: pause.from > received ? pause.from : received,
      ...(nth > 0 && { joins: true as const }),
    }))
  return anew.ok ? ok({ ...anew.value, firstDueAt, pauses: still }) : anew
}

/**
 * What has been used stays used: the new limit is counted from where the old one was, with the same pauses. When more than the new
 * limit is used up, the dossier is due at once: at the end of the day of effect, or at its old due minute if that is earlier.
 */
function kept(calendar: Calendar, clock: Clock, to: NewLimit): Result<Clock> {
  const { limit, policy, internalLimit } = to
  if (isSame(clock, to)) return ok(clock)
  const { notBefore: _notBefore, internal: _internal, ...own } = clock
  // Its due is counted with all the rest.
  const internal = internalLimit && { internal: { limit: internalLimit, dueAt: clock.dueAt } }
  const counted = reprojectClock(calendar, { ...own, limit, policy, ...internal })
  if (!counted.ok) return counted
  const stands = standsSince(clock) ?? to.at
  const once = atOnce(calendar, stands, limit)
  if (!once.ok) return once
  const least = once.value < clock.dueAt ? once.value : clock.dueAt
  return counted.value.dueAt >= least ? counted : ok(dueNotBefore(calendar, counted.value, least))
}

function isSame(clock: Clock, { limit, policy, internalLimit }: NewLimit): boolean {
  const { internal } = clock
  const sameInternal =
    internal === undefined || internalLimit === undefined
      ? internal === undefined && internalLimit === undefined
      : isSameLimit(internal.limit, internalLimit)
  return isSameLimit(clock.limit, limit) && clock.policy === policy && sameInternal
}

function isSameLimit(a: TimeLimit, b: TimeLimit): boolean {
  return a.unit === b.unit && (a.unit === 'sameDay' || a.value === b.value)
}

/** The last minute of the working day of that moment, else of the next; for hours the minute itself. */
function atOnce(calendar: Calendar, at: LocalMinute, { unit }: TimeLimit): Result<LocalMinute> {
  const opening = countsFrom(calendar, at)
  if (!opening.ok || unit === 'workingHour') return opening
  return endOfDay(calendar, opening.value)
}

/** "The same day" asked in the morning is the end of that day, or of the next working day where it does not count as one. */
function endOfDay(calendar: Calendar, minute: LocalMinute): Result<LocalMinute> {
  const morning = `${minute.slice(0, 10)}T00:00` as LocalMinute
  const due = dueAt(calendar, morning, { value: 1, unit: 'sameDay' })
  return due.ok ? ok(due.value.dueAt) : due
}
