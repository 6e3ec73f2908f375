/** The dossier after a decision moved it to another version of the law. */
import type { Applied, DossierState } from '../dossier.ts'
import type { LawBodies } from './events.ts'

export function applyLaw(state: DossierState, event: Applied<LawBodies>): DossierState {
  const { procedure, form, workflow, clock, active } = event.body
  const { joining: _joining, joined: _joined, ...bare } = state
  return { ...bare, procedure, form, workflow, active, clock: clock?.clock ?? state.clock }
}
