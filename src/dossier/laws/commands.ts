/** What may be asked when the law changes under an open dossier. */
import type { Rule } from '../access.ts'

export type LawCommand = {
  type: 'moveToLaw'
  decision: { id: string; number: string }
  to: { version: number; caseCode: string }
  clock: 'keepRemaining' | 'restart'
  reason: string
}

export const lawRules = {
  moveToLaw: { staff: [], systems: ['clock'] },
} satisfies Record<LawCommand['type'], Rule>
