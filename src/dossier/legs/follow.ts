/**
 * What follows for the legs from any decision: legs open where the work arrives, end with their last step or with the whole, and
 * the clock of the whole stands or stops by them. All of it is part of the same decision. Pure.
 */
import { dueAt } from '../../calendar/deadline.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import { pauseClock, resumeClock, stopClock, type Clock } from '../../calendar/clock.ts'
import { legOf, type Leg } from '../../catalogue/workflow-legs.ts'
import { stepOf } from '../../catalogue/workflow.ts'
import { ok, type Result } from '../../lib/result.ts'
import { toInstant, type LocalMinute } from '../../lib/time.ts'
import type { Decision, Facts } from '../decision.ts'
import { evolve, isOpen, type DossierState } from '../dossier.ts'
import type { DossierEvent, NewEvent } from '../events.ts'
import { startedClock } from './decide.ts'
import type { LegState } from './leg.ts'
import { officeByRule, officesResolved } from './office.ts'
import { wholeClock } from './whole.ts'

/** The decision with everything that its events mean for the legs. */
export function followLegs(
  before: DossierState | null,
  events: readonly NewEvent[],
  facts: Facts,
): Decision {
  const all = events.flatMap((event) => [event, ...placed(event, facts)])
  if (facts.terms.workflow.legs === undefined) return ok(all)
  let state = all.reduce<DossierState | null>(
    (now, event) => evolve(now, asStored(event, now, facts), facts.terms),
    before,
  )
  for (const event of supplementOfLegs(before, events, facts)) {
    all.push(event)
    state = evolve(state, asStored(event, state, facts), facts.terms)
  }
  while (state !== null) {
    const next = nextEvent(state, all, facts)
    if (!next.ok) return next
    if (next.value === null) break
    all.push(next.value)
    state = evolve(state, asStored(next.value, state, facts), facts.terms)
  }
  return ok(all)
}

/** What was declared may name an office by its commune. */
function placed(event: NewEvent, { terms, communeOffice }: Facts): NewEvent[] {
  if (event.kind !== 'filed' && event.kind !== 'supplemented') return []
  const { answers } = event.private ?? {}
  if (answers === undefined || communeOffice === undefined) return []
  const found = officesResolved(terms.workflow, answers, communeOffice)
  return found === null ? [] : [found]
}

/** The first thing that the legs still lack; null when nothing. */
function nextEvent(
  state: DossierState,
  told: readonly NewEvent[],
  facts: Facts,
): Result<NewEvent | null> {
  if (!isOpen(state)) return endedWithWhole(state, facts)
  if (state.phase.at !== 'processing') return ok(null)
  const own =
    ownAcknowledgment(state, facts) ?? doneBySteps(state, told, facts) ?? opened(state, facts)
  return own ?? wholeClock(state, facts)
}

/** The work has come to a leg that has not begun, or comes to it anew. */
function opened(state: DossierState, facts: Facts): Result<NewEvent> | null {
  const { terms, calendar, now } = facts
  const at = state.active.flatMap((id) => stepOf(terms.workflow, id).leg ?? [])
  const id = at.find((each) => !standingOf(state, each) || standingOf(state, each)!.ended !== null)
  if (id === undefined) return null
  const leg = legOf(terms.workflow, id)
  const by = dueAt(calendar, now, leg.acknowledgeWithin.value)
  const body = {
    leg: id,
    where: leg.where,
    office: leg.office ? officeByRule(leg.office, state) : null,
    partner: leg.partner ?? null,
    acknowledgeBy: by.ok ? by.value.dueAt : null,
  }
  return ok({ kind: 'legOpened', body })
}

/** The competent office has its own leg as soon as it begins: its receipt is the acknowledgment (NĐ 118/2025 Đ17.3). */
function ownAcknowledgment(state: DossierState, facts: Facts): Result<NewEvent> | null {
  const own = state.legs?.find(
    ({ leg, ended, acknowledgedAt }) =>
      ended === null && acknowledgedAt === null && isOwn(legOf(facts.terms.workflow, leg)),
  )
  if (own === undefined) return null
  const clock = startedClock(legOf(facts.terms.workflow, own.leg), facts)
  if (!clock.ok) return clock
  const body = { leg: own.leg, reference: null, clock: clock.value }
  return ok({ kind: 'legAcknowledged', body })
}

function isOwn({ office }: Leg): boolean {
  return office?.by === 'competence'
}

/** Its last step is done: the leg has ended with what was sealed in it. */
function doneBySteps(
  state: DossierState,
  told: readonly NewEvent[],
  facts: Facts,
): Result<NewEvent> | null {
  const { active, joining = [], legs = [] } = state
  const stands = [...active, ...joining].map((id) => stepOf(facts.terms.workflow, id).leg)
  const done = legs.find(({ leg, ended }) => ended === null && !stands.includes(leg))
  if (done === undefined) return null
  const sealed = told.find((event) => event.kind === 'resultSealed')
  const result = sealed && {
    name: legOf(facts.terms.workflow, done.leg).makes?.vi ?? facts.terms.resultName,
    number: sealed.body.number,
    on: sealed.body.on,
    sha256: sealed.body.sealedHash,
  }
  return ending(done, { outcome: 'done', result: result ?? null }, facts)
}

/** With the whole every leg is over; whoever works at one must hear of it. */
function endedWithWhole(state: DossierState, facts: Facts): Result<NewEvent | null> {
  const left = state.legs?.find(({ ended }) => ended === null)
  return left === undefined ? ok(null) : ending(left, { outcome: 'stopped', result: null }, facts)
}

type Ending = Pick<Extract<NewEvent, { kind: 'legEnded' }>['body'], 'outcome' | 'result'>

function ending({ leg, clock: kept }: LegState, how: Ending, { now }: Facts): Result<NewEvent> {
  const clock = kept && stopClock(kept, now)
  if (clock && !clock.ok) return clock
  const body = { leg, ...how, legalBasis: null, clock: clock ? clock.value : null }
  return ok({ kind: 'legEnded', body })
}

/** While the whole is supplemented no leg's time runs. */
function supplementOfLegs(
  before: DossierState | null,
  events: readonly NewEvent[],
  { now, calendar }: Facts,
): NewEvent[] {
  const asked = events.find((event) => event.kind === 'supplementRequested')
  const isAnswered = events.some((event) => event.kind === 'supplemented')
  if (!asked && !isAnswered) return []
  return (before?.legs ?? []).flatMap(({ leg, clock, ended, asked: waits }) => {
    if (ended !== null || waits !== null || clock === null) return []
    const pause = asked && { from: now, reason: 'supplement', legalBasis: asked.body.legalBasis }
    const moved = pause ? pauseClock(clock, pause) : resumed(calendar, clock, now)
    return moved.ok ? [{ kind: 'legClockChanged', body: { leg, clock: moved.value } } as const] : []
  })
}

function resumed(calendar: Calendar, clock: Clock, now: LocalMinute): Result<Clock> {
  const both = resumeClock(calendar, clock, now)
  return both.ok ? ok(both.value.clock) : both
}

function standingOf({ legs = [] }: DossierState, leg: string): LegState | undefined {
  return legs.find((each) => each.leg === leg)
}

/** As `handle` will store it; only what `evolve` reads matters here. */
function asStored(
  event: NewEvent,
  state: DossierState | null,
  { now, actor }: Facts,
): DossierEvent {
  const at = toInstant(now)
  return {
    ...event,
    seq: (state?.seq ?? 0) + 1,
    version: 1,
    occurredAt: at,
    recordedAt: at,
    actor,
    officeId: null,
    origin: 'live',
  }
}
