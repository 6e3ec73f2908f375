/** The dossier after its offices changed. */
import type { Applied, DossierState } from '../dossier.ts'
import type { ReorganisationBodies } from './events.ts'

export function applyReorganisation(
  state: DossierState,
  event: Applied<ReorganisationBodies>,
): DossierState {
  return { ...state, offices: event.body.to }
}
