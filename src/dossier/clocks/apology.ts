/** Văn bản xin lỗi và đề nghị gia hạn: when the agency head may send it (NĐ 61/2018 Đ19.9). Pure. */
import type { Calendar } from '../../calendar/calendar.ts'
import { apologiseOn, isPaused, promiseOf, type Clock } from '../../calendar/clock.ts'
import { dueAt } from '../../calendar/deadline.ts'
import { standardClockRules } from '../../calendar/clock-rules.ts'
import { workingDaysBetween } from '../../calendar/working-time.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { refuse, type Refusal } from '../../lib/result.ts'
import { dayOf, type Day, type LocalMinute } from '../../lib/time.ts'
import type { DossierState } from '../dossier.ts'
import { one, working, type Decision, type Facts } from '../decision.ts'
import type { ClockCommand } from './commands.ts'

type Apologise = Extract<ClockCommand, { type: 'apologise' }>

/** At most as often as the law says, before expiry, on a working day after the present promise. */
export function apologise(state: DossierState, command: Apologise, facts: Facts): Decision {
  const { to, legalBasis, reason, paper } = command
  const blocked = refusalToApologise(state, facts)
  if (blocked) return { ok: false, refusal: blocked }
  const before = state.clock!
  const clock = apologiseOn(facts.calendar, before, { at: facts.now, day: to })
  if (!clock.ok) return clock
  const body = { to, promisedBefore: promiseOf(before), legalBasis, paper, clock: clock.value }
  return one({ kind: 'apologised', body, private: { reason } })
}

/** Why no apology may be sent now, whatever its date; null when it may. */
export function refusalToApologise(
  state: DossierState,
  { terms, now }: Pick<Facts, 'terms' | 'now'>,
): Refusal | null {
  const blocked = working(state)
  if (blocked && !blocked.ok) return blocked.refusal
  const { clock } = state
  if (clock === null) return refuse('noClock', 'Hồ sơ không có thời hạn đang chạy.').refusal
  if ((clock.apologies ?? []).length >= roundsOf(terms))
    return refuse(
      'alreadyApologised',
      'Hồ sơ này đã xin lỗi và hẹn lại, không hẹn lại lần nữa được.',
    ).refusal
  if (isPaused(clock))
    return refuse('paused', 'Thời hạn đang tạm dừng nên chưa cần xin lỗi và hẹn lại.').refusal
  return now > promiseOf(clock)
    ? refuse('expired', 'Đã quá ngày hẹn trả, không gửi văn bản xin lỗi và hẹn lại được nữa.')
        .refusal
    : null
}

function roundsOf({ apologyRounds }: Terms): number {
  return apologyRounds ?? standardClockRules.apologyRounds
}

/** Whether the day has come on which an apology should be written at the latest: so many working days before the promise. */
export function isApologyDue(calendar: Calendar, clock: Clock, now: LocalMinute): boolean {
  const { value } = standardClockRules.apologyOffered
  const promised = promiseOf(clock)
  if (now > promised) return false
  return workingDaysBetween(calendar, dayOf(now), dayOf(promised)) <= value
}

/** The first day that could be promised instead: the working day after the present promise. */
export function firstNewDay(calendar: Calendar, clock: Clock, now: LocalMinute): Day {
  const promised = promiseOf(clock)
  const from: LocalMinute = `${dayOf(promised > now ? promised : now)}T00:00`
  const next = dueAt(calendar, from, { value: 1, unit: 'workingDay' })
  return dayOf(next.ok ? next.value.dueAt : promised)
}
