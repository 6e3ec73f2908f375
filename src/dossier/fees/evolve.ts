import type { Applied, DossierState } from '../dossier.ts'
import type { FeeBodies } from './events.ts'

/** Money that came in moves no step: who waits for it asks the ledger. */
export function applyFee(state: DossierState, _event: Applied<FeeBodies>): DossierState {
  return state
}
