/** The dossier after something happened on one of its legs. */
import type { Applied, DossierState } from '../dossier.ts'
import type { LegBodies } from './events.ts'
import type { LegState } from './leg.ts'

export function applyLeg(state: DossierState, event: Applied<LegBodies>): DossierState {
  const legs = state.legs ?? []
  const { leg } = event.body
  const isThere = legs.some((each) => each.leg === leg)
  const before = isThere ? legs : [...legs, fresh(leg, event)]
  return { ...state, legs: before.map((each) => (each.leg === leg ? after(each, event) : each)) }
}

function fresh(leg: string, event: Applied<LegBodies>): LegState {
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

function after(leg: LegState, event: Applied<LegBodies>): LegState {
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
    case 'legResultReturned':
      return { ...leg, returnedAt: at }
  }
}
