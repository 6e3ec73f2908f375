/**
 * What may happen to an issued result: it is corrected at the cost of the agency at fault (NĐ 61/2018 Đ21; whether NĐ 118/2025 kept
 * the article is to be confirmed), or revoked. The only things, beside a reading, that happen to a dossier after its end.
 */
export const correctionKinds = ['typing', 'content', 'other'] as const
export type CorrectionKind = (typeof correctionKinds)[number]
export const revocationKinds = ['wronglyGranted', 'falseDeclaration', 'court', 'other'] as const
export type RevocationKind = (typeof revocationKinds)[number]

export type CorrectionBodies = {
  /** The corrected paper is set and waits for the leader; what was wrong stands in the private part. */
  correctionPrepared: {
    former: string
    documentId: string
    sha256: string
    why: CorrectionKind
    legalBasis: string
  }
  correctionDropped: { documentId: string }
  correctionSigned: {
    documentId: string
    documentHash: string
    signedHash: string
    by: number
    capacity: string
    certificate: string
  }
  /** Sealed: from now on the former paper is replaced. */
  resultCorrected: {
    former: string
    documentId: string
    signedHash: string
    sealedHash: string
    number: string
    on: string
    certificate: string
    why: CorrectionKind
  }
  /** The leader has decided; it counts when the clerk has entered it. */
  revocationDecided: {
    documentId: string
    decision: { number: string; on: string }
    legalBasis: string
    why: RevocationKind
    by: number
  }
  resultRevoked: {
    documentId: string
    decision: { number: string; on: string }
    on: string
    why: RevocationKind
  }
}

export const correctionVersions: Record<keyof CorrectionBodies, number> = {
  correctionPrepared: 1,
  correctionDropped: 1,
  correctionSigned: 1,
  resultCorrected: 1,
  revocationDecided: 1,
  resultRevoked: 1,
}
