/** Where paper originals are, and a dossier that one office received for another: words and look-ups. Pure. */
import type { LocalMinute } from '../../lib/time.ts'
import type { DossierState } from '../dossier.ts'

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
