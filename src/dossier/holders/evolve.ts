/** The dossier after its holder changed. */
import type { Applied, DossierState } from '../dossier.ts'
import type { HolderBodies } from './events.ts'

export function applyHolder(state: DossierState, event: Applied<HolderBodies>): DossierState {
  return { ...state, holder: event.body.to }
}
