/** The dossier after it was linked to another, or held against one. */
import type { Applied, DossierState } from '../dossier.ts'
import type { LinkedBodies } from './events.ts'

export function applyLinked(state: DossierState, event: Applied<LinkedBodies>): DossierState {
  switch (event.kind) {
    case 'linked':
      return { ...state, follows: event.body }
    case 'duplicateSuspected':
      return { ...state, duplicateOf: event.body.of }
    case 'duplicateCleared': {
      const { duplicateOf: _cleared, ...cleared } = state
      return { ...cleared, foundSeparate: true }
    }
  }
}
