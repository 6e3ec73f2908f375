/** The dossier after a decision moved it to another version of the law. */
import type { Workflow } from '../../catalogue/workflow.ts'
import type { Applied, DossierState, Procedure } from '../dossier.ts'
import type { DossierEvent } from '../events.ts'
import { consultedIn } from '../waiting-steps.ts'
import type { LawBodies } from './events.ts'

/** `workflow`: the new one, whose steps the event names. */
export function applyLaw(
  state: DossierState,
  event: Applied<LawBodies>,
  workflow: Workflow,
): DossierState {
  const { procedure, form, clock, active, joining, joined, skips } = event.body
  const {
    joining: _joining,
    joined: _joined,
    skips: _skips,
    consulted: _consulted,
    ...bare
  } = state
  return {
    ...bare,
    procedure,
    form,
    workflow: event.body.workflow,
    active,
    clock: clock?.clock ?? state.clock,
    ...(joining && { joining }),
    ...(joined && { joined }),
    ...(skips && { skips }),
    ...consultedIn(workflow),
  }
}

/** The procedure whose terms count once that event has happened: whoever folds a history asks before each event. */
export function procedureAfter(state: DossierState | null, event: DossierEvent): Procedure {
  if (event.kind === 'filed' || event.kind === 'movedToLaw') return event.body.procedure
  if (state === null) throw new Error(`history begins with ${event.kind}, not with filed`)
  return state.procedure
}
