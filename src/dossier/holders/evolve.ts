/** The dossier after its holder changed, or somebody stood in for whoever holds it. */
import type { Applied, DossierState } from '../dossier.ts'
import type { HolderBodies } from './events.ts'

/** Acts of preparing a result: for whom it was prepared may not approve it either. */
const PREPARING: readonly string[] = ['examine', 'sendDraft', 'submitForSigning', 'completeStep']

export function applyHolder(state: DossierState, event: Applied<HolderBodies>): DossierState {
  switch (event.kind) {
    case 'holderChanged':
      return { ...state, holder: event.body.to, hasBeenHeld: true }
    case 'legHolderChanged': {
      const { leg, to } = event.body
      const { [leg]: _before, ...others } = state.legHolders ?? {}
      return { ...state, legHolders: to === null ? others : { ...others, [leg]: to } }
    }
    case 'stoodIn':
      return PREPARING.includes(event.body.act) ? prepared(state, event.body.person) : state
  }
}

function prepared(state: DossierState, person: number): DossierState {
  const { preparedFor = [] } = state
  return preparedFor.includes(person)
    ? state
    : { ...state, preparedFor: [...preparedFor, person].sort((a, b) => a - b) }
}
