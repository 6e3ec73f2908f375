/** The dossier after something happened to its receipt, its place of return or its originals. */
import type { LocalMinute } from '../../lib/time.ts'
import { toLocalMinute } from '../../lib/time.ts'
import type { Applied, DossierState } from '../dossier.ts'
import type { CustodyBodies } from './events.ts'

/** Where one original is. On its way it is nowhere but there: `at` is where it goes, `from` who answers for it until then. */
export type PaperPlace = {
  /** Office; `null`: back with the applicant. */
  at: number | null
  isOnTheWay: boolean
  from?: number
  slip?: string
  isMissing?: true
  /** ISO instant since when. */
  since?: string
}
export type Custody = Record<string, PaperPlace>

/** A dossier received by an office for another (phi địa giới). */
export type CrossOffice = {
  from: number
  handOverBy: LocalMinute
  handedAt?: LocalMinute
  slip?: string
  /** From here the limit counts. */
  arrivedAt?: LocalMinute
}

/** The paper result among the originals. */
export const RESULT_PAPER = 'result'

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

/** Papers that lie at that office, in the order in which they came. */
export function papersAt(state: Pick<DossierState, 'custody'>, office: number): string[] {
  return Object.entries(state.custody ?? {})
    .filter(([, place]) => place.at === office && !place.isOnTheWay)
    .map(([paper]) => paper)
}

/** Papers on their way with that slip, also those that were not in the bundle. */
export function papersOn(state: Pick<DossierState, 'custody'>, slip: string): string[] {
  return Object.entries(state.custody ?? {})
    .filter(([, place]) => place.isOnTheWay && place.slip === slip)
    .map(([paper]) => paper)
}
