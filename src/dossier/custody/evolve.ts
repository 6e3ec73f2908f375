/** The dossier after something happened to its receipt, its place of return or its originals. */
import { toLocalMinute } from '../../lib/time.ts'
import type { Applied, DossierState } from '../dossier.ts'
import type { CustodyBodies } from './events.ts'
import type { PaperPlace } from './originals.ts'

export function applyCustody(state: DossierState, event: Applied<CustodyBodies>): DossierState {
  const since = event.occurredAt.toISOString()
  const at = toLocalMinute(event.occurredAt)
  switch (event.kind) {
    case 'receivedForAnother': {
      const { office, handOverBy } = event.body
      return { ...state, crossOffice: { from: office, handOverBy } }
    }
    case 'handedToCompetent': {
      const { from, handOverBy, slip } = event.body
      return {
        ...state,
        crossOffice: { from, handOverBy, handedAt: at, ...(slip !== null && { slip }) },
      }
    }
    case 'arrivedAtCompetent':
      return state.crossOffice
        ? { ...state, crossOffice: { ...state.crossOffice, arrivedAt: at } }
        : state
    case 'receiptDated':
      return state
    case 'returnPlaceChanged':
      return { ...state, offices: { ...state.offices, returning: event.body.to } }
    case 'originalsTaken':
      return placed(state, event.body.papers, { at: event.body.office, isOnTheWay: false, since })
    case 'originalsMoved': {
      const { papers, from, to, step, slip } = event.body
      const isOnTheWay = step === 'sent'
      const trail = isOnTheWay && from !== null ? { from, slip } : {}
      return placed(state, papers, { at: to, isOnTheWay, ...trail, since })
    }
    case 'originalsMissing': {
      const { papers, from, to, slip } = event.body
      return placed(state, papers, { at: to, isOnTheWay: true, from, slip, isMissing: true, since })
    }
    case 'originalsFound':
      return placed(state, event.body.papers, { at: event.body.office, isOnTheWay: false, since })
    case 'originalsReturned':
      return placed(state, event.body.papers, { at: null, isOnTheWay: false, since })
  }
}

function placed(state: DossierState, papers: readonly string[], place: PaperPlace): DossierState {
  const moved = Object.fromEntries(papers.map((paper) => [paper, place]))
  return { ...state, custody: { ...state.custody, ...moved } }
}
