/** An issued paper is corrected: set anew with what is right, signed by the leader, sealed by the clerk, and then it replaces the former. */
import { inContext } from '../db/context.ts'
import type { CorrectionKind } from '../dossier/corrections/events.ts'
import type { Handled } from '../dossier/handle.ts'
import { NotFound } from '../lib/problem.ts'
import { refuse, type Result } from '../lib/result.ts'
import { toDay } from '../lib/time.ts'
import type { ResultDeps } from './deps.ts'
import { idFrom } from './document-id.ts'
import {
  lawfulNo,
  oncePerKey,
  openCase,
  record,
  type OpenCase,
  type ResultOrder,
} from './open-case.ts'
import { chooseSigner, setPaper } from './prepare.ts'
import { sealedPaper } from './seal.ts'
import { otherSigner, signedPaper } from './sign.ts'
import { correctedAnswersOf } from './store-changes.ts'
import { recordedBefore, submissionFor } from './submitted.ts'

export type CorrectionOrder = ResultOrder & {
  why: CorrectionKind
  reason: string
  legalBasis: string
  /** What is right, by question; only what differs. */
  answers: Record<string, unknown>
  /** Whose name stands under the signature; the office's first leader when left out. */
  leaderId?: number
}

/** Sets the corrected paper and sends it up to the leader whose name it carries. */
export async function prepareCorrection(
  deps: ResultDeps,
  order: CorrectionOrder,
): Promise<Result<Handled>> {
  const opened = await openCase(deps, order)
  const { why, reason, legalBasis, answers } = order
  const documentId = idFrom('correction', order.dossierId, order.key)
  const command = {
    type: 'prepareCorrection' as const,
    documentId,
    why,
    reason,
    legalBasis,
    answers,
  }
  const { correction } = opened.state
  if (correction?.documentId === documentId)
    return record(deps, order, { ...command, sha256: correction.documentHash })
  const refusal = lawfulNo(deps, opened, { by: order.by, command: { ...command, sha256: '' } })
  if (refusal) return { ok: false, refusal }
  if (Object.keys(answers).length === 0)
    return refuse('nothingCorrected', 'Hãy sửa ít nhất một mục: bản đính chính phải khác bản cũ.')
  const submission = await chooseSigner(deps, opened, { ...order, documentId })
  if (!submission.ok) return submission
  const earlier = await inContext(deps.dossier.db, order.by, (tx) =>
    correctedAnswersOf(tx, order.dossierId),
  )
  const corrected = { ...opened, answers: { ...opened.answers, ...earlier, ...answers } }
  const set = await setPaper(deps, corrected, { documentId, submission: submission.value })
  return set.ok ? record(deps, order, { ...command, sha256: set.value.sha256 }) : set
}

/** The leader signs the corrected paper that they saw. */
export async function signCorrection(
  deps: ResultDeps,
  order: ResultOrder & { seenHash: string },
): Promise<Result<Handled>> {
  return oncePerKey(async () => {
    const opened = await openCase(deps, order)
    const { correction } = opened.state
    if (correction?.signedHash) return repeatSigned(deps, order)
    const { seenHash: documentHash, by } = order
    const documentId = correction?.documentId ?? ''
    const command = {
      type: 'signCorrection' as const,
      documentId,
      documentHash,
      signedHash: '',
      capacity: by.kind === 'staff' ? by.title : '',
      certificate: '',
    }
    const refusal = lawfulNo(deps, opened, { by, command })
    if (refusal) return { ok: false, refusal }
    const submission = await submissionFor(deps, order, documentId)
    if (by.kind !== 'staff' || by.personId !== submission.signerPersonId)
      return otherSigner(submission)
    const signed = await signedPaper(deps, opened, { submission, seenHash: documentHash })
    return record(deps, order, { ...command, capacity: submission.signerTitle, ...signed })
  })
}

async function repeatSigned(deps: ResultDeps, order: ResultOrder): Promise<Result<Handled>> {
  const { by: _by, ...body } = (await recordedBefore(deps, order, 'correctionSigned')).body
  return record(deps, order, { type: 'signCorrection', ...body })
}

/** The clerk seals it under the number that the result has; from then on the former paper is replaced. */
export async function correctResult(
  deps: ResultDeps,
  order: ResultOrder,
): Promise<Result<Handled>> {
  return oncePerKey(async () => {
    const opened = await openCase(deps, order)
    const { correction } = opened.state
    if (!correction && opened.state.formerResults) {
      const {
        former: _former,
        why: _why,
        ...body
      } = (await recordedBefore(deps, order, 'resultCorrected')).body
      return record(deps, order, { type: 'correctResult', ...body })
    }
    const signedHash = correction?.signedHash ?? ''
    const command = {
      type: 'correctResult' as const,
      documentId: correction?.documentId ?? '',
      signedHash,
      sealedHash: '',
      number: '',
      on: toDay(deps.now()) as string,
      certificate: '',
    }
    const refusal = lawfulNo(deps, opened, { by: order.by, command })
    if (refusal) return { ok: false, refusal }
    const pdf = await deps.files.read(signedHash)
    if (!pdf) throw new NotFound('Kho tệp không có bản đính chính đã ký.')
    const sealed = await sealedPaper(deps, corrected(opened), { pdf, order, on: toDay(deps.now()) })
    return record(deps, order, { ...command, ...sealed })
  })
}

/** The case with the corrected paper in the place of the result. */
function corrected(opened: OpenCase): OpenCase {
  const { result, correction } = opened.state
  if (!result || !correction) return opened
  const next = { ...result, documentId: correction.documentId }
  return { ...opened, state: { ...opened.state, result: next } }
}
