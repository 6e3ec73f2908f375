/** The dossier after something happened to its clock. */
import type { Applied, DossierState } from '../dossier.ts'
import type { ClockBodies } from './events.ts'

export function applyClock(state: DossierState, event: Applied<ClockBodies>): DossierState {
  return { ...state, clock: event.body.clock }
}
