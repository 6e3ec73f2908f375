/** What is lawful with an issued result. The dossier itself has ended or waits to be handed out, and stays so. */
import { refuse } from '../../lib/result.ts'
import { one, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import type { DossierState, ResultState } from '../dossier.ts'
import type { CorrectionCommand } from './commands.ts'
import type { Correction } from './evolve.ts'

/** Null when the result is issued and stands. */
function notStanding(state: DossierState): Decision | null {
  const isIssued = state.phase.at === 'finished' || state.phase.at === 'delivered'
  if (!isIssued || state.result === null || state.result.sealedHash === null)
    return refuse('noResult', 'Hồ sơ chưa có kết quả đã phát hành.')
  if (state.revocation)
    return refuse(
      'revoked',
      state.revocation.on === null
        ? 'Lãnh đạo đã quyết định thu hồi kết quả này.'
        : 'Kết quả này đã bị thu hồi.',
    )
  return null
}

/** The leader has decided, the clerk has not yet entered it: neither the result nor the decision is handed out. */
export const STILL_REVOKING = refuse(
  'revoked',
  'Lãnh đạo đã quyết định thu hồi kết quả này. Hãy chờ văn thư ghi quyết định rồi trả quyết định.',
)

/** The no to handing out what was taken back, or is about to be; null when the result stands. */
export function refusalOfRevoked({ revocation }: DossierState): Decision | null {
  if (!revocation) return null
  if (revocation.on === null) return STILL_REVOKING
  return refuse(
    'revoked',
    'Kết quả này đã bị thu hồi. Hãy trả quyết định thu hồi thay cho kết quả.',
  )
}

const issued = (state: DossierState): ResultState => state.result!

export const correctionHandlers: Handlers<CorrectionCommand> = {
  prepareCorrection: (state, { documentId, sha256, why, legalBasis, reason, answers }) => {
    const blocked = notStanding(state)
    if (blocked) return blocked
    if (state.correction)
      return refuse('correctionUnderWay', 'Đang có một bản đính chính chờ ký hoặc chờ đóng dấu.')
    const former = issued(state).documentId
    const body = { former, documentId, sha256, why, legalBasis }
    return one({ kind: 'correctionPrepared', body, private: { reason, answers } })
  },
  dropCorrection: (state, { reason }) =>
    withCorrection(state, ({ documentId }) =>
      one({ kind: 'correctionDropped', body: { documentId }, private: { reason } }),
    ),
  signCorrection: (state, { type: _type, ...signed }, { personId, actor }) =>
    withCorrection(state, (correction) => signing(correction, signed, { personId, actor })),
  correctResult: (state, { type: _type, ...sealed }, { personId }) =>
    withCorrection(state, ({ documentId, signedHash, signedBy, why }) => {
      if (signedHash === null) return wrong('Bản đính chính chưa được lãnh đạo ký.')
      if (sealed.documentId !== documentId || sealed.signedHash !== signedHash)
        return refuse('otherDocument', 'Văn bản không phải là bản lãnh đạo đã ký.')
      if (personId === signedBy) return TWO_PERSONS
      const { documentId: former } = issued(state)
      return one({ kind: 'resultCorrected', body: { former, ...sealed, why } })
    }),
  decideRevocation: (state, { decision, legalBasis, why, reason }, { personId }) => {
    const blocked = notStanding(state)
    if (blocked) return blocked
    if (personId === null) return wrong('Không rõ người quyết định.')
    const { documentId } = issued(state)
    const body = { documentId, decision, legalBasis, why, by: personId }
    return one({ kind: 'revocationDecided', body, private: { reason } })
  },
  revokeResult: ({ revocation }, { on }, { personId }) => {
    if (!revocation) return wrong('Lãnh đạo chưa quyết định thu hồi kết quả này.')
    if (revocation.on !== null) return refuse('revoked', 'Kết quả này đã bị thu hồi.')
    if (personId === revocation.by) return TWO_PERSONS
    const { documentId, decision, why } = revocation
    return one({ kind: 'resultRevoked', body: { documentId, decision, on, why } })
  },
}

const TWO_PERSONS = refuse(
  'sameHand',
  'Lãnh đạo quyết định và văn thư thực hiện phải là hai người.',
)

type Signed = Omit<Extract<CorrectionCommand, { type: 'signCorrection' }>, 'type'>

/** Whoever prepared the corrected paper does not sign it. */
function signing(
  { documentId, documentHash, signedHash, preparedBy }: Correction,
  signed: Signed,
  { personId, actor }: Pick<Facts, 'personId' | 'actor'>,
): Decision {
  if (signedHash !== null) return wrong('Bản đính chính đã được ký.')
  if (signed.documentId !== documentId || signed.documentHash !== documentHash)
    return refuse(
      'otherDocument',
      'Văn bản đã thay đổi so với bản được trình. Hãy mở lại để xem rồi ký.',
    )
  if (actor === preparedBy)
    return refuse('preparerSigns', 'Người soạn bản đính chính không được ký chính bản đó.')
  if (personId === null) return wrong('Không rõ người ký.')
  return one({ kind: 'correctionSigned', body: { ...signed, by: personId } })
}

function withCorrection(state: DossierState, act: (correction: Correction) => Decision): Decision {
  const blocked = notStanding(state)
  if (blocked) return blocked
  return state.correction ? act(state.correction) : wrong('Không có bản đính chính nào đang chờ.')
}
