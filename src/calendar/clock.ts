import { ok, refuse } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import { dayOf } from '../lib/time.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import { MINUTES_A_DAY, momentText } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { isProvisional, provisionalDueAt } from './deadline.ts'
import type { TimeLimit } from './deadline.ts'
import type { PausedDue } from './pause.ts'
import { earlier, later, runOn, standings, type Standing } from './standing.ts'
import { closingOf, momentInside, workingDayFrom } from './working-time.ts'

export type ClockPolicy = 'restart' | 'pause'

/** The clock stands still, with the ground for it; without `to` it still stands. Several may overlap. */
export type Pause = {
  readonly from: LocalMinute
  readonly to?: LocalMinute
  readonly reason: string
  readonly legalBasis: string
  /** Which of several of one reason it is: the outage, the request of a fee. Absent: the only one of its reason. */
  readonly reference?: string
  /** What its end does to the deadline; absent: the clock's own policy, which is that of supplements. */
  readonly policy?: ClockPolicy
  /** It began while the clock already stood; all of one standing count as one. */
  readonly joins?: true
  /** It did not end itself: the dossier ended. */
  readonly cut?: true
}

/** The agency head apologised and named a new date (NĐ 61/2018 Đ19.9). */
export type Apology = {
  readonly at: LocalMinute
  /** The new promise, at the closing of its day. */
  readonly to: LocalMinute
  /** How many pauses had begun before it: the order within one minute. */
  readonly pauses: number
}

/** The deadline of a dossier: plain JSON, kept in its state. All minutes are Hà Nội time. */
export type Clock = {
  readonly limit: TimeLimit
  readonly policy: ClockPolicy
  readonly receivedAt: LocalMinute
  /** The minute from which the limit runs; after a restart, the completion. */
  readonly countsFrom: LocalMinute
  /** The legal due, as the law now gives it. */
  readonly dueAt: LocalMinute
  /** The first promise: on time is scored against it. */
  readonly firstDueAt: LocalMinute
  /** `dueAt` lies in a year whose days off are not announced. */
  readonly provisional: boolean
  readonly pauses: readonly Pause[]
  /** A shorter limit came over the dossier when it was used up: due at once, and no recount makes it due before. */
  readonly notBefore?: LocalMinute
  readonly stoppedAt?: LocalMinute
  /** The office's own, shorter limit and its due; absent: the procedure version names none. */
  readonly internal?: { readonly limit: TimeLimit; readonly dueAt: LocalMinute }
  readonly apologies?: readonly Apology[]
  /** The current promise after an apology; absent: the legal due. */
  readonly promisedAt?: LocalMinute
}

/** What is said to the citizen now. */
export function promiseOf(clock: Clock): LocalMinute {
  return clock.promisedAt ?? clock.dueAt
}

/** What the office works towards. */
export function internalDueOf(clock: Clock): LocalMinute {
  return clock.internal?.dueAt ?? clock.dueAt
}

/** The clock of a complete dossier received at that minute. Never refuses for a year not yet announced. */
export function startClock(
  calendar: Calendar,
  given: {
    received: LocalMinute
    limit: TimeLimit
    policy: ClockPolicy
    internalLimit?: TimeLimit | null | undefined
  },
): Result<Clock> {
  const { received, limit, policy, internalLimit } = given
  const due = provisionalDueAt(calendar, received, limit)
  if (!due.ok) return due
  const internal = internalLimit && provisionalDueAt(calendar, received, internalLimit)
  if (internal && !internal.ok) return internal
  return ok({
    limit,
    policy,
    receivedAt: received,
    ...due.value,
    firstDueAt: due.value.dueAt,
    pauses: [],
    ...(internal &&
      internalLimit && {
        internal: {
          limit: internalLimit,
          dueAt: earlier(internal.value.dueAt, due.value.dueAt),
        },
      }),
  })
}

/**
 * A cause stops the clock, or joins those for which it stands already. Refusals: `stopped`, `paused` (the same cause stands
 * already), `pauseOrder`.
 */
export function pauseClock(
  clock: Clock,
  pause: Omit<Pause, 'to' | 'joins' | 'cut'>,
): Result<Clock> {
  if (clock.stoppedAt) return alreadyStopped()
  if (openPause(clock, pause)) return refuse('paused', 'Hồ sơ đang tạm dừng tính thời hạn.')
  if (pause.from < lastChange(clock))
    return refuse(
      'pauseOrder',
      'Không thể tạm dừng trước lúc tiếp nhận hoặc trước lần tính tiếp gần nhất.',
    )
  const begun: Pause = isPaused(clock) ? { ...pause, joins: true } : pause
  return ok({ ...clock, pauses: [...clock.pauses, begun] })
}

/** Which open pause ends; without a reason the supplement, or the one that stands alone. */
export type PauseEnd = {
  readonly to: LocalMinute
  readonly reason?: string
  readonly reference?: string | undefined
}

/**
 * One cause is gone. The clock runs on, under the policy, only when no other is left; both figures are always told, as if it
 * ran on now. Refusals: `stopped`, `running`, `pauseOrder`, `beyondCalendar`.
 */
export function endPause(
  calendar: Calendar,
  clock: Clock,
  end: PauseEnd,
): Result<PausedDue & { readonly clock: Clock }> {
  if (clock.stoppedAt) return alreadyStopped()
  const open = pauseToEnd(clock, end)
  if (!open) return refuse('running', 'Hồ sơ không ở trạng thái tạm dừng.')
  if (end.to < lastChange(clock))
    return refuse('pauseOrder', 'Không thể tính tiếp trước lúc tạm dừng gần nhất.')
  const pauses = clock.pauses.map((each) => (each === open ? { ...each, to: end.to } : each))
  const ended = { ...clock, pauses }
  const next = runOn(calendar, ended, { standing: standings(pauses).at(-1)!, to: end.to })
  if (!next.ok) return next
  const { both, dates } = next.value
  if (isPaused(ended)) return ok({ ...both, clock: ended })
  const { notBefore: _notBefore, ...running } = ended
  return ok({ ...both, clock: { ...running, ...dates } })
}

/** What was missing has arrived: `endPause` of the supplement, or of the one that stands alone. */
export function resumeClock(
  calendar: Calendar,
  clock: Clock,
  to: LocalMinute,
): Result<PausedDue & { readonly clock: Clock }> {
  return endPause(calendar, clock, { to })
}

/** The result is there or the dossier has ended; open pauses end with it. Refusals: `stopped`, `pauseOrder`. */
export function stopClock(clock: Clock, at: LocalMinute): Result<Clock> {
  if (clock.stoppedAt) return alreadyStopped()
  if (at < lastChange(clock))
    return refuse(
      'pauseOrder',
      'Không thể kết thúc trước lúc tiếp nhận hoặc trước lần tạm dừng gần nhất.',
    )
  const pauses = clock.pauses.map((pause) =>
    pause.to ? pause : { ...pause, to: at, cut: true as const },
  )
  return ok({ ...clock, pauses, stoppedAt: at })
}

/**
 * The agency head apologises and names another day: the promise moves, neither the law's due nor the first promise does
 * (NĐ 61/2018 Đ19.9). Refusals: `stopped`, `paused`, `expired`, `notLater`, `dayOff`, `beyondCalendar`.
 */
export function apologiseOn(
  calendar: Calendar,
  clock: Clock,
  { at, day }: { at: LocalMinute; day: Day },
): Result<Clock> {
  if (clock.stoppedAt) return alreadyStopped()
  if (isPaused(clock))
    return refuse('paused', 'Thời hạn đang tạm dừng nên chưa cần xin lỗi và hẹn lại.')
  if (at > promiseOf(clock))
    return refuse('expired', 'Đã quá ngày hẹn trả, không gửi văn bản xin lỗi và hẹn lại được nữa.')
  if (day <= dayOf(promiseOf(clock)))
    return refuse('notLater', 'Ngày hẹn lại phải sau ngày hẹn trả đang có.')
  const to = closingOn(calendar, day)
  if (to === undefined)
    return refuse('beyondCalendar', 'Ngày hẹn lại nằm ngoài lịch làm việc đã công bố.')
  if (dayOf(to) !== day) return refuse('dayOff', 'Ngày hẹn lại phải là ngày làm việc.')
  const apology = { at, to, pauses: clock.pauses.length }
  return ok({ ...clock, apologies: [...(clock.apologies ?? []), apology], promisedAt: to })
}

/** The closing of the first working day from that day on; undefined beyond the announced years. */
function closingOn(calendar: Calendar, day: Day): LocalMinute | undefined {
  if (day < calendar.document.validFrom || day > calendar.document.validTo) return undefined
  const index = Math.floor(momentInside(calendar, `${day}T00:00`) / MINUTES_A_DAY)
  const working = workingDayFrom(calendar, index)
  return working === undefined ? undefined : momentText(calendar, closingOf(calendar, working))
}

/**
 * The same history counted on another calendar: when a year is announced or a day off is added, open deadlines are
 * counted anew and the change is recorded. The first promise stays; a promise after an apology keeps its day, or the next
 * working day when that has become a day off.
 */
export function reprojectClock(calendar: Calendar, clock: Clock): Result<Clock> {
  const started = startClock(calendar, {
    received: clock.receivedAt,
    limit: clock.limit,
    policy: clock.policy,
    internalLimit: clock.internal?.limit,
  })
  if (!started.ok) return started
  const { promisedAt: _promisedAt, notBefore: _notBefore, ...rest } = clock
  const { firstDueAt, pauses, apologies = [] } = clock
  let running: Clock = { ...rest, ...started.value, firstDueAt, pauses }
  let apologised = 0
  for (const standing of [...standings(pauses), END]) {
    for (
      ;
      apologised < apologies.length && apologies[apologised]!.pauses <= standing.first;
      apologised++
    )
      running = promisedAgain(calendar, running, apologies[apologised]!)
    if (standing.to === undefined) continue
    const next = runOn(calendar, running, { standing, to: standing.to })
    if (!next.ok) return next
    running = { ...running, ...next.value.dates }
  }
  const { notBefore } = clock
  return ok(notBefore === undefined ? running : dueNotBefore(calendar, running, notBefore))
}

/** The clock due at that minute at the earliest, and the promise with it: no promise after an apology gives less than the law. */
export function dueNotBefore(calendar: Calendar, clock: Clock, notBefore: LocalMinute): Clock {
  const { promisedAt } = clock
  const dueAt = later(clock.dueAt, notBefore)
  return {
    ...clock,
    dueAt,
    notBefore,
    provisional: isProvisional(calendar, dueAt),
    ...(promisedAt !== undefined && { promisedAt: later(promisedAt, dueAt) }),
  }
}

/** After every standing: what was promised since the last one. */
const END: Standing = { from: '0001-01-01T00:00', first: Infinity, pauses: [] }

function promisedAgain(calendar: Calendar, clock: Clock, { to }: Apology): Clock {
  return { ...clock, promisedAt: later(closingOn(calendar, dayOf(to)) ?? to, clock.dueAt) }
}

export function isPaused(clock: Clock): boolean {
  return clock.pauses.some(({ to }) => to === undefined)
}

/** Since when the clock stands without a break; null while it runs. */
export function standsSince(clock: Clock): LocalMinute | null {
  return isPaused(clock) ? standings(clock.pauses).at(-1)!.from : null
}

function openPause(
  clock: Clock,
  { reason, reference }: { reason: string; reference?: string | undefined },
): Pause | undefined {
  return clock.pauses.find(
    (each) => each.to === undefined && each.reason === reason && each.reference === reference,
  )
}

function pauseToEnd(clock: Clock, { reason, reference }: PauseEnd): Pause | undefined {
  if (reason !== undefined) return openPause(clock, { reason, reference })
  const open = clock.pauses.filter(({ to }) => to === undefined)
  return open.length > 1 ? openPause(clock, { reason: 'supplement' }) : open[0]
}

/** The last minute in which anything changed about it. */
function lastChange({ receivedAt, pauses }: Clock): LocalMinute {
  return pauses.map(({ from, to }) => to ?? from).reduce(later, receivedAt)
}

function alreadyStopped() {
  return refuse('stopped', 'Hồ sơ đã kết thúc, thời hạn không còn chạy.')
}
