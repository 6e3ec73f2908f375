/** The leader's act: what was seen is what is signed, verified before anybody believes it (NĐ 30/2020 Đ13). */
import type { Handled } from '../dossier/handle.ts'
import { NotFound } from '../lib/problem.ts'
import { refuse, type Result } from '../lib/result.ts'
import { signResult as signPdf } from '../signing/sign.ts'
import { verifyPdf } from '../signing/verify.ts'
import type { ResultDeps } from './deps.ts'
import {
  lawfulNo,
  oncePerKey,
  openCase,
  record,
  type OpenCase,
  type ResultOrder,
} from './open-case.ts'
import { holderOf } from './prepare.ts'
import type { Submission } from './store.ts'
import { placesOn, recordedBefore, submissionFor, toolsOf } from './submitted.ts'

export type LeaderOrder = ResultOrder & {
  /** SHA-256 of the paper on the leader's screen. */
  seenHash: string
}

/**
 * Signs the paper that the leader saw and records it. Refuses another paper than the seen one (`otherDocument`), another
 * signer than the printed one (`otherSigner`), and whatever the dossier refuses. A repeated key finds the first signature.
 */
export async function signResult(deps: ResultDeps, order: LeaderOrder): Promise<Result<Handled>> {
  return oncePerKey(() => signOnce(deps, order))
}

async function signOnce(deps: ResultDeps, order: LeaderOrder): Promise<Result<Handled>> {
  const opened = await openCase(deps, order)
  if (opened.state.result?.signedHash) return repeatSigned(deps, order)
  const { seenHash, by } = order
  const documentId = opened.state.result?.documentId ?? ''
  const command = {
    type: 'recordSigned' as const,
    documentId,
    documentHash: seenHash,
    signedHash: '',
    capacity: by.kind === 'staff' ? by.title : '',
    certificate: '',
  }
  const refusal = lawfulNo(deps, opened, { by, command })
  if (refusal) return { ok: false, refusal }
  const submission = await submissionFor(deps, order, documentId)
  const delegated = { ...command, ...underDelegation(submission) }
  const over = lawfulNo(deps, opened, { by, command: delegated })
  if (over) return { ok: false, refusal: over }
  if (by.kind !== 'staff' || by.personId !== submission.signerPersonId)
    return otherSigner(submission)
  const signed = await signedPaper(deps, opened, { submission, seenHash })
  return record(deps, order, { ...delegated, capacity: submission.signerTitle, ...signed })
}

/** The paper says that it is signed for another: the delegation must still hold when it is. */
function underDelegation({ delegationId }: Submission): { delegation?: string } {
  return delegationId === null ? {} : { delegation: delegationId }
}

export function otherSigner({ signerTitle, signerName }: Submission): Result<never> {
  return refuse(
    'otherSigner',
    `Văn bản này ghi người ký là ${signerTitle} ${signerName}. Hãy trả lại để trình với tên của ông/bà.`,
  )
}

/** Signs, then reads the signature back as a stranger would: nothing unverified reaches the history. */
export async function signedPaper(
  deps: ResultDeps,
  opened: OpenCase,
  { submission, seenHash }: { submission: Submission; seenHash: string },
): Promise<{ signedHash: string; certificate: string }> {
  const pdf = await deps.files.read(seenHash)
  if (!pdf) throw new NotFound('Kho tệp không có văn bản được trình.')
  const places = placesOn(deps, opened, submission)
  const leader = await deps.keyring.signerFor(holderOf(submission))
  const signed = await signPdf(toolsOf(deps), { pdf, leader, at: deps.now(), places })
  const { whole, signatures } = await verifyPdf(signed, deps.keyring.trust)
  const certificate = leader.certificate.serialNumber
  if (whole !== 'notSealed' || signatures[0]?.signer.serial !== certificate)
    throw new Error(`the leader's signature did not verify: ${whole}`)
  const { sha256 } = await deps.files.put(signed, 'application/pdf')
  return { signedHash: sha256, certificate }
}

/** The same command again: the first click's answer for its key, a lawful no for any other. */
async function repeatSigned(deps: ResultDeps, order: LeaderOrder): Promise<Result<Handled>> {
  const event = await recordedBefore(deps, order, 'resultSigned')
  const { by: _by, ...body } = event.body
  const submission = await submissionFor(deps, order, body.documentId)
  const command = { type: 'recordSigned' as const, ...body, ...underDelegation(submission) }
  return record(deps, order, command)
}
