/** What may be asked about who holds a dossier. */
import type { Rule } from '../access.ts'

export type HolderCommand =
  | { type: 'handOver'; to: number; reason: string }
  | { type: 'reassign'; to: number; reason: string }
  | { type: 'release'; reason: string }

export const holderRules = {
  handOver: { staff: [{ role: 'officer', at: ['competent'] }], holderOnly: true },
  reassign: { staff: [{ role: 'leader', at: ['competent'] }] },
  release: { staff: [{ role: 'officer', at: ['competent'] }], holderOnly: true },
} satisfies Record<HolderCommand['type'], Rule>
