/** The calendar or the working hours were edited: every clock of the dossier is counted anew (domain §4.3). Pure. */
import type { Calendar } from '../../calendar/calendar.ts'
import { promiseOf, reprojectClock, type Clock } from '../../calendar/clock.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import type { DossierState } from '../dossier.ts'
import { one, wrong, type Decision, type Facts } from '../decision.ts'
import type { ClockCommand } from './commands.ts'

export type Recounted = { clock: Clock; legs: { leg: string; clock: Clock }[]; hasMoved: boolean }

export function reproject(
  state: DossierState,
  { calendarVersion, reason }: Extract<ClockCommand, { type: 'reprojectClock' }>,
  { calendar }: Facts,
): Decision {
  if (state.clock === null || state.clock.stoppedAt !== undefined)
    return wrong('Hồ sơ không có thời hạn đang chạy.')
  if (calendar.document.version !== calendarVersion)
    return refuse('otherCalendar', 'Lịch làm việc đã thay đổi. Hãy xem trước lại.')
  const recounted = recount(calendar, state, state.clock)
  if (!recounted.ok) return recounted
  const { clock, legs, hasMoved } = recounted.value
  if (!hasMoved)
    return refuse('sameClock', 'Lịch mới không làm thay đổi ngày hẹn trả của hồ sơ này.')
  const body = {
    calendarVersion,
    clock,
    promisedBefore: promiseOf(state.clock),
    ...(legs.length > 0 && { legs }),
  }
  return one({ kind: 'clockReprojected', body, private: { reason } })
}

/** The dossier's clock and those of its running legs as that calendar counts them. Only legs that move are named. */
export function recount(
  calendar: Calendar,
  { legs = [] }: Pick<DossierState, 'legs'>,
  own: Clock,
): Result<Recounted> {
  const clock = reprojectClock(calendar, own)
  if (!clock.ok) return clock
  const moved: Recounted['legs'] = []
  for (const { leg, clock: before } of legs) {
    if (before === null || before.stoppedAt !== undefined) continue
    const anew = reprojectClock(calendar, before)
    if (!anew.ok) return anew
    if (!saysTheSame(before, anew.value)) moved.push({ leg, clock: anew.value })
  }
  const hasMoved = moved.length > 0 || !saysTheSame(own, clock.value)
  return ok({ clock: clock.value, legs: moved, hasMoved })
}

/** A date that was provisional and is now final says something new, even on the same day. */
function saysTheSame(a: Clock, b: Clock): boolean {
  return (
    a.dueAt === b.dueAt &&
    a.countsFrom === b.countsFrom &&
    a.provisional === b.provisional &&
    a.promisedAt === b.promisedAt &&
    a.internal?.dueAt === b.internal?.dueAt
  )
}
