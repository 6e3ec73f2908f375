/** The dossier after something happened to its issued result. */
import type { Applied, DossierState, ResultState } from '../dossier.ts'
import type { CorrectionBodies, CorrectionKind } from './events.ts'

/** A corrected paper on its way. */
export type Correction = {
  documentId: string
  documentHash: string
  why: CorrectionKind
  preparedBy: string
  signedHash: string | null
  signedBy: number | null
}

export type Revocation = Pick<
  CorrectionBodies['revocationDecided'],
  'documentId' | 'decision' | 'why' | 'by'
> & { on: string | null }

/** A paper that was replaced, oldest first. */
export type FormerResult = { documentId: string; number: string | null; replacedOn: string }

export function applyCorrection(
  state: DossierState,
  event: Applied<CorrectionBodies>,
): DossierState {
  switch (event.kind) {
    case 'correctionPrepared': {
      const { documentId, sha256: documentHash, why } = event.body
      const own = { preparedBy: event.actor, signedHash: null, signedBy: null }
      return { ...state, correction: { documentId, documentHash, why, ...own } }
    }
    case 'correctionDropped':
      return withoutCorrection(state)
    case 'correctionSigned': {
      const { signedHash, by } = event.body
      return {
        ...state,
        ...(state.correction && {
          correction: { ...state.correction, signedHash, signedBy: by },
        }),
      }
    }
    case 'resultCorrected':
      return replaced(state, event.body)
    case 'revocationDecided': {
      const { documentId, decision, why, by } = event.body
      return { ...state, revocation: { documentId, decision, why, by, on: null } }
    }
    case 'resultRevoked': {
      const { revocation } = state
      return {
        ...state,
        ...(revocation && { revocation: { ...revocation, on: event.body.on } }),
      }
    }
  }
}

function replaced(
  state: DossierState,
  { documentId, signedHash, sealedHash, number, on }: CorrectionBodies['resultCorrected'],
): DossierState {
  const { correction, result, formerResults = [] } = state
  const former = result && {
    documentId: result.documentId,
    number: result.number,
    replacedOn: on,
  }
  const next: ResultState = {
    documentId,
    documentHash: correction?.documentHash ?? '',
    signedHash,
    signedBy: correction?.signedBy ?? null,
    sealedHash,
    number,
    on,
  }
  return {
    ...withoutCorrection(state),
    result: next,
    ...(former && { formerResults: [...formerResults, former] }),
  }
}

function withoutCorrection(state: DossierState): DossierState {
  const { correction: _correction, ...bare } = state
  return bare
}
