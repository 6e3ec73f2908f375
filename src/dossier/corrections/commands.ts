/** What may be asked about an issued result. Always two persons: the leader decides, the clerk lets it count. */
import type { Rule } from '../access.ts'
import type { CorrectionKind, RevocationKind } from './events.ts'

export type CorrectionCommand =
  | {
      type: 'prepareCorrection'
      documentId: string
      sha256: string
      why: CorrectionKind
      reason: string
      legalBasis: string
      /** What the corrected paper says instead, by question. */
      answers: Record<string, unknown>
    }
  | { type: 'dropCorrection'; reason: string }
  | {
      type: 'signCorrection'
      documentId: string
      documentHash: string
      signedHash: string
      capacity: string
      certificate: string
    }
  | {
      type: 'correctResult'
      documentId: string
      signedHash: string
      sealedHash: string
      number: string
      on: string
      certificate: string
    }
  | {
      type: 'decideRevocation'
      decision: { number: string; on: string }
      legalBasis: string
      why: RevocationKind
      reason: string
    }
  | { type: 'revokeResult'; on: string }

const leader: Rule['staff'] = [{ role: 'leader', at: ['competent'] }]
const clerk: Rule['staff'] = [{ role: 'clerk', at: ['competent'] }]
const officer: Rule['staff'] = [{ role: 'officer', at: ['competent'] }]

export const correctionRules = {
  prepareCorrection: { staff: [...officer, ...clerk] },
  dropCorrection: { staff: [...officer, ...leader, ...clerk] },
  signCorrection: { staff: leader, decides: true },
  correctResult: { staff: clerk, decides: true },
  decideRevocation: { staff: leader, decides: true },
  revokeResult: { staff: clerk, decides: true },
} satisfies Record<CorrectionCommand['type'], Rule>
