/** What is lawful with the legal clock. */
import { endPause, pauseClock, type Clock } from '../../calendar/clock.ts'
import { standardClockRules, type PauseCause } from '../../calendar/clock-rules.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import type { DossierState } from '../dossier.ts'
import { one, working, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import { apologise } from './apology.ts'
import type { ClockCommand } from './commands.ts'
import { reproject } from './reproject.ts'

export const clockHandlers: Handlers<ClockCommand> = {
  reprojectClock: reproject,
  suspendClock: suspend,
  resumeSuspended: resume,
  requestFee,
  recordFee,
  apologise,
}

/** An interruption or a verification stops the clock, whatever else it stands for already. */
function suspend(
  state: DossierState,
  { type: _type, legalBasis, reason, ...body }: Extract<ClockCommand, { type: 'suspendClock' }>,
  { now, terms }: Facts,
): Decision {
  const running = clockOf(state, body.leg)
  if (!running.ok) return running
  const { cause, reference } = body
  const clock = pauseClock(running.value, {
    from: now,
    reason: cause,
    reference,
    legalBasis,
    policy: policyFor(terms, cause),
  })
  if (!clock.ok) return clock
  return one({
    kind: 'clockSuspended',
    body: { ...body, legalBasis, clock: clock.value },
    private: { reason },
  })
}

function resume(
  state: DossierState,
  { type: _type, ...body }: Extract<ClockCommand, { type: 'resumeSuspended' }>,
  { now, calendar }: Facts,
): Decision {
  const standing = clockOf(state, body.leg)
  if (!standing.ok) return standing
  const { cause: reason, reference } = body
  const ended = endPause(calendar, standing.value, { to: now, reason, reference })
  if (!ended.ok) return ended
  const { pause: dueIfPaused, restart: dueIfRestarted, clock } = ended.value
  return one({ kind: 'clockResumed', body: { ...body, dueIfPaused, dueIfRestarted, clock } })
}

/** Status 6 follows acceptance alone (domain §2.1: from 2 and 4), and nothing else is waited for at the same time. */
function requestFee(
  state: DossierState,
  { amount, currency, legalBasis, reason }: Extract<ClockCommand, { type: 'requestFee' }>,
  { now, terms }: Facts,
): Decision {
  const blocked = working(state)
  if (blocked) return blocked
  if (!Number.isSafeInteger(amount) || amount <= 0)
    return refuse('amount', 'Số tiền phải là số đồng nguyên, lớn hơn 0.')
  if (state.result?.signedHash)
    return wrong('Kết quả đã được ký, không yêu cầu nộp phí ở bước này được nữa.')
  if (state.clock === null) return noClock()
  const clock = pauseClock(state.clock, {
    from: now,
    reason: 'fee',
    legalBasis,
    policy: policyFor(terms, 'fee'),
  })
  if (!clock.ok) return clock
  return one({
    kind: 'feeRequested',
    body: { amount, currency, legalBasis, clock: clock.value },
    private: { reason },
  })
}

function recordFee(
  state: DossierState,
  { reference, amount }: Extract<ClockCommand, { type: 'recordFee' }>,
  { now, calendar }: Facts,
): Decision {
  if (state.phase.at !== 'awaitingFee') return wrong('Hồ sơ không chờ nộp phí.')
  if (state.clock === null) return noClock()
  const { amount: owed, currency } = state.phase
  if (amount !== owed)
    return refuse('otherAmount', 'Số tiền đã nộp khác số tiền được yêu cầu. Hãy kiểm tra biên lai.')
  const ended = endPause(calendar, state.clock, { to: now, reason: 'fee' })
  if (!ended.ok) return ended
  const { pause: dueIfPaused, restart: dueIfRestarted, clock } = ended.value
  const body = { reference, amount, currency, dueIfPaused, dueIfRestarted, clock }
  return one({ kind: 'feeRecorded', body })
}

function clockOf({ clock, legs = [] }: DossierState, leg: string | undefined): Result<Clock> {
  const found = leg === undefined ? clock : legs.find((each) => each.leg === leg)?.clock
  return found ? ok(found) : noClock()
}

function noClock() {
  return refuse('noClock', 'Hồ sơ không có thời hạn đang chạy.')
}

function policyFor({ pausePolicies }: Terms, cause: PauseCause): Clock['policy'] {
  return pausePolicies?.[cause] ?? standardClockRules.policies[cause]
}
