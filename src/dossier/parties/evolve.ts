/** The dossier after its owner was named. */
import type { Applied, DossierState } from '../dossier.ts'
import type { PartyBodies } from './events.ts'

export function applyParty(state: DossierState, event: Applied<PartyBodies>): DossierState {
  return { ...state, owner: event.body }
}
