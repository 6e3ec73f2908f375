/** What may be asked about receipt for another office, the place of return, and paper originals. */
import type { Rule } from '../access.ts'

/** Who takes papers away, as the counter read it from an identity paper. */
export type Taker = { receiver: 'applicant' | 'authorised'; receiverName: string }

export type CustodyCommand =
  | { type: 'receiveForAnother'; originals: string[] }
  /** `slip`: the hand-over slip that goes with the papers; needed when originals lie here. */
  | { type: 'handToCompetent'; slip: string | null }
  | { type: 'changeReturnPlace'; to: number }
  | { type: 'takeOriginals'; papers: string[] }
  | { type: 'sendOriginals'; slip: string; papers: string[]; to: number }
  /** What was in the bundle and what was not; `note` says what was seen. */
  | { type: 'receiveOriginals'; slip: string; arrived: string[]; missing: string[]; note?: string }
  | { type: 'findOriginals'; papers: string[]; note: string }
  | ({ type: 'returnOriginals'; papers: string[]; isSigned: boolean } & Taker)

const receivingCounter: Rule['staff'] = [{ role: 'receptionist', at: ['receiving'] }]
const counters: Rule['staff'] = [
  { role: 'receptionist', at: ['receiving', 'competent', 'returning'] },
]
/** Originals lie with whoever works on them, the result with whoever sealed it. */
const keepers: Rule['staff'] = [
  ...counters,
  { role: 'officer', at: ['competent'] },
  { role: 'clerk', at: ['competent'] },
]

export const custodyRules = {
  receiveForAnother: { staff: receivingCounter },
  handToCompetent: { staff: receivingCounter },
  changeReturnPlace: {
    staff: [{ role: 'receptionist', at: ['receiving', 'competent'] }],
    applicant: true,
  },
  takeOriginals: { staff: keepers },
  sendOriginals: { staff: keepers },
  receiveOriginals: { staff: keepers },
  findOriginals: { staff: keepers },
  returnOriginals: { staff: counters },
} satisfies Record<CustodyCommand['type'], Rule>

/** Papers are moved and given back also after the end of their dossier. */
export function movesPapers({ type }: { type: string }): boolean {
  return ['sendOriginals', 'receiveOriginals', 'findOriginals', 'returnOriginals'].includes(type)
}
