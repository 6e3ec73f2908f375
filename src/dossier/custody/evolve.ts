/** The dossier after its originals moved. */
import type { Applied, DossierState } from '../dossier.ts'
import type { CustodyBodies } from './events.ts'

/** Paper code → the office that has the original (`null`: the applicant), and whether it is on its way there. */
export type Custody = Record<string, { at: number | null; isOnTheWay: boolean }>

export function applyCustody(state: DossierState, event: Applied<CustodyBodies>): DossierState {
  const { papers, to, step } = event.body
  const place = { at: to, isOnTheWay: step === 'sent' }
  const moved = Object.fromEntries(papers.map((paper) => [paper, place]))
  return { ...state, custody: { ...state.custody, ...moved } }
}
