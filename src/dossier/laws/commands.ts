/** What may be asked when the law changes under an open dossier. */
import type { LocalMinute } from '../../lib/time.ts'
import type { Rule } from '../access.ts'

export type LawCommand = {
  type: 'moveToLaw'
  decision: { id: string; number: string }
  to: { version: number; caseCode: string }
  clock: 'keepRemaining' | 'restart'
  /** The minute from which the new law counts for this dossier; the moment of the act when absent. */
  effectAt?: LocalMinute
  /** Step of the old workflow → step of the new one, where their ids differ. */
  steps?: Readonly<Record<string, string>>
  reason: string
}

export const lawRules = {
  // The decision was taken and released by two persons; the house carries it out.
  moveToLaw: { staff: [], systems: ['clock'] },
} satisfies Record<LawCommand['type'], Rule>
