import { ok, refuse } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Calendar } from './calendar.ts'
import { countsFrom, isProvisional, provisionalDueAt } from './deadline.ts'
import type { TimeLimit } from './deadline.ts'
import { pausedDueAt } from './pause.ts'
import type { PausedDue } from './pause.ts'

export type ClockPolicy = 'restart' | 'pause'

/** The clock stands still, with the ground for it; without `to` it still stands. */
export type Pause = {
  readonly from: LocalMinute
  readonly to?: LocalMinute
  readonly reason: string
  readonly legalBasis: string
}

/** The deadline of a dossier: plain JSON, kept in its state. All minutes are Hà Nội time. */
export type Clock = {
  readonly limit: TimeLimit
  readonly policy: ClockPolicy
  readonly receivedAt: LocalMinute
  /** The minute from which the limit runs; after a restart, the completion. */
  readonly countsFrom: LocalMinute
  readonly dueAt: LocalMinute
  /** The first promise: on time is scored against it. */
  readonly firstDueAt: LocalMinute
  /** `dueAt` lies in a year whose days off are not announced. */
  readonly provisional: boolean
  readonly pauses: readonly Pause[]
  /** A shorter limit came over the dossier when it was used up: due at once, and no recount makes it due before. */
  readonly notBefore?: LocalMinute
  readonly stoppedAt?: LocalMinute
}

/** The clock of a complete dossier received at that minute. Never refuses for a year not yet announced. */
export function startClock(
  calendar: Calendar,
  given: { received: LocalMinute; limit: TimeLimit; policy: ClockPolicy },
): Result<Clock> {
  const due = provisionalDueAt(calendar, given.received, given.limit)
  if (!due.ok) return due
  return ok({
    limit: given.limit,
    policy: given.policy,
    receivedAt: given.received,
    ...due.value,
    firstDueAt: due.value.dueAt,
    pauses: [],
  })
}

/** The supplement is asked for: the clock stands. Refusals: `stopped`, `paused`, `pauseOrder`. */
export function pauseClock(clock: Clock, pause: Omit<Pause, 'to'>): Result<Clock> {
  if (clock.stoppedAt) return alreadyStopped()
  if (isPaused(clock)) return refuse('paused', 'Hồ sơ đang tạm dừng tính thời hạn.')
  if (pause.from < (clock.pauses.at(-1)?.to ?? clock.receivedAt))
    return refuse(
      'pauseOrder',
      'Không thể tạm dừng trước lúc tiếp nhận hoặc trước lần tính tiếp gần nhất.',
    )
  return ok({ ...clock, pauses: [...clock.pauses, pause] })
}

/**
 * What was missing has arrived: answers the running clock under its policy, with both results for the record.
 * Refusals: `stopped`, `running`, `pauseOrder`, `beyondCalendar`.
 */
export function resumeClock(
  calendar: Calendar,
  clock: Clock,
  to: LocalMinute,
): Result<PausedDue & { readonly clock: Clock }> {
  if (clock.stoppedAt) return alreadyStopped()
  const open = clock.pauses.at(-1)
  if (!open || open.to) return refuse('running', 'Hồ sơ không ở trạng thái tạm dừng.')
  // A pause before the limit began to run takes nothing from it.
  const from = open.from > clock.countsFrom ? open.from : clock.countsFrom
  const span = { from, to: to > from || to < open.from ? to : from }
  const both = pausedDueAt(calendar, { dueAt: clock.dueAt, limit: clock.limit, pauses: [span] })
  if (!both.ok) return both
  const dueAt = both.value[clock.policy]
  const restarted = clock.policy === 'restart' ? countsFrom(calendar, to) : ok(clock.countsFrom)
  if (!restarted.ok) return restarted
  const pauses = [...clock.pauses.slice(0, -1), { ...open, to }]
  const provisional = isProvisional(calendar, dueAt)
  const { notBefore, ...running } = clock
  // What was due at once moves with the pause; a full limit from completion needs it no more.
  const least = notBefore !== undefined && clock.policy === 'pause' ? { notBefore: dueAt } : {}
  return ok({
    ...both.value,
    clock: { ...running, countsFrom: restarted.value, dueAt, provisional, pauses, ...least },
  })
}

/** The result is there or the dossier has ended; an open pause ends with it. Refusals: `stopped`, `pauseOrder`. */
export function stopClock(clock: Clock, at: LocalMinute): Result<Clock> {
  if (clock.stoppedAt) return alreadyStopped()
  const last = clock.pauses.at(-1)
  if (at < (last?.to ?? last?.from ?? clock.receivedAt))
    return refuse(
      'pauseOrder',
      'Không thể kết thúc trước lúc tiếp nhận hoặc trước lần tạm dừng gần nhất.',
    )
  const pauses = clock.pauses.map((pause) => (pause.to ? pause : { ...pause, to: at }))
  return ok({ ...clock, pauses, stoppedAt: at })
}

/**
 * The same history counted on another calendar: when a year is announced or a day off is added, open deadlines are
 * counted anew and the change is recorded. The first promise stays.
 */
export function reprojectClock(calendar: Calendar, clock: Clock): Result<Clock> {
  const { received, limit, policy } = { ...clock, received: clock.receivedAt }
  let running = startClock(calendar, { received, limit, policy })
  for (const { to, ...pause } of clock.pauses) {
    if (!running.ok) return running
    running = pauseClock(running.value, pause)
    if (!running.ok || !to || to === clock.stoppedAt) continue
    const next = resumeClock(calendar, running.value, to)
    running = next.ok ? ok(next.value.clock) : next
  }
  if (running.ok && clock.stoppedAt) running = stopClock(running.value, clock.stoppedAt)
  if (!running.ok) return running
  const again = { ...running.value, firstDueAt: clock.firstDueAt }
  const { notBefore } = clock
  if (notBefore === undefined) return ok(again)
  const dueAt = again.dueAt > notBefore ? again.dueAt : notBefore
  return ok({ ...again, dueAt, notBefore, provisional: isProvisional(calendar, dueAt) })
}

export function isPaused(clock: Clock): boolean {
  const last = clock.pauses.at(-1)
  return last !== undefined && last.to === undefined
}

function alreadyStopped() {
  return refuse('stopped', 'Hồ sơ đã kết thúc, thời hạn không còn chạy.')
}
