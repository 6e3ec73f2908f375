/** What may be asked about who holds a dossier, or a leg of it inside the house (`leg`). */
import type { Rule } from '../access.ts'

export type HolderCommand =
  | { type: 'handOver'; to: number; reason: string; leg?: string }
  | { type: 'reassign'; to: number; reason: string; leg?: string }
  | { type: 'release'; reason: string; leg?: string }
  | { type: 'claimLeg'; leg: string }

/** How long a reason may be. */
export const REASON_LETTERS = 1000

/** Of a leg each role counts at the office of the leg. */
export const holderRules = {
  handOver: { staff: [{ role: 'officer', at: ['competent'] }], holderOnly: true },
  reassign: { staff: [{ role: 'leader', at: ['competent'] }] },
  release: { staff: [{ role: 'officer', at: ['competent'] }], holderOnly: true },
  claimLeg: { staff: [{ role: 'officer', at: ['competent'] }] },
} satisfies Record<HolderCommand['type'], Rule>
