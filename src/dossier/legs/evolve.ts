/** The dossier after something happened on one of its legs. */
import { goOn, standing } from '../../catalogue/flow.ts'
import type { Workflow } from '../../catalogue/workflow.ts'
import { endOfLeg, exitsOf, stepsOfLeg } from '../../catalogue/workflow-legs.ts'
import type { Applied, DossierState } from '../dossier.ts'
import type { LegBodies } from './events.ts'
import { isLegEvent, type LegEvent, type LegState } from './leg.ts'

export function applyLeg(
  state: DossierState,
  event: Applied<LegBodies>,
  workflow: Workflow,
): DossierState {
  if (isLegEvent(event)) return applyToLeg(state, event, workflow)
  switch (event.kind) {
    case 'officesResolved':
      return {
        ...state,
        officesByAnswer: { ...state.officesByAnswer, ...event.body.offices },
      }
    case 'wholeClockChanged':
      return { ...state, clock: event.body.clock }
    case 'legsFinished': {
      const at = event.occurredAt.toISOString()
      return { ...state, phase: { at: 'finished' }, clock: event.body.clock, finishedAt: at }
    }
  }
}

function applyToLeg(state: DossierState, event: LegEvent, workflow: Workflow): DossierState {
  const legs = state.legs ?? []
  const { leg } = event.body
  const isThere = legs.some((each) => each.leg === leg)
  const before = isThere ? legs : [...legs, fresh(leg, event)]
  const told = {
    ...state,
    legs: before.map((each) => (each.leg === leg ? after(each, event) : each)),
  }
  return event.kind === 'legEnded' ? left(told, workflow, leg) : told
}

/** The work goes on after the leg, whatever came of it; where its own steps have led on already, nothing moves. */
function left(state: DossierState, workflow: Workflow, leg: string): DossierState {
  const own = new Set(stepsOfLeg(workflow, leg).map(({ id }) => id))
  const end = endOfLeg(workflow, leg)?.id
  const { active, joining = [], joined = [], skips = [] } = state
  if (end === undefined || ![...active, ...joining].some((id) => own.has(id))) return state
  const without = (ids: readonly string[]) => ids.filter((id) => !own.has(id))
  const before = { active: without(active), joining: without(joining), joined: without(joined) }
  const gone = { done: end, next: exitsOf(workflow, leg) }
  return standing(state, goOn({ workflow, skips }, before, gone))
}

function fresh(leg: string, event: LegEvent): LegState {
  return {
    leg,
    where: 'outside',
    office: null,
    partner: null,
    openedAt: event.occurredAt.toISOString(),
    acknowledgeBy: null,
    acknowledgedAt: null,
    reference: null,
    status: null,
    clock: null,
    asked: null,
    ended: null,
    result: null,
    returnedAt: null,
  }
}

function after(leg: LegState, event: LegEvent): LegState {
  const at = event.occurredAt.toISOString()
  switch (event.kind) {
    case 'legOpened': {
      const { where, office, partner, acknowledgeBy } = event.body
      return { ...fresh(leg.leg, event), where, office, partner, acknowledgeBy }
    }
    case 'legAcknowledged':
      return {
        ...leg,
        acknowledgedAt: at,
        reference: event.body.reference,
        clock: event.body.clock,
      }
    case 'legReported':
      return { ...leg, status: event.body.status }
    case 'legAsked': {
      const { papers, answerBy, clock } = event.body
      return { ...leg, asked: { papers, answerBy }, clock }
    }
    case 'legAnswered':
      return { ...leg, asked: null, clock: event.body.clock }
    case 'legEnded': {
      const { outcome, clock, result } = event.body
      return { ...leg, asked: null, ended: outcome, clock, result }
    }
    case 'legClockChanged':
      return { ...leg, clock: event.body.clock }
    case 'legResultReturned':
      return { ...leg, returnedAt: at }
  }
}
