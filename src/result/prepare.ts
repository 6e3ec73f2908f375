/** The officer's side of a result: the draft for the applicant, then the paper that goes up for signing. */
import { inContext } from '../db/context.ts'
import type { Handled } from '../dossier/handle.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { toDay } from '../lib/time.ts'
import { qrMatrix } from '../signing/qr.ts'
import { resultContent } from './contents.ts'
import type { ResultDeps } from './deps.ts'
import { idFrom } from './document-id.ts'
import { entryOnPaper, type PaperFacts } from './paper-facts.ts'
import { lawfulNo, openCase, record, type OpenCase, type ResultOrder } from './open-case.ts'
import { isLookUp } from './register-questions.ts'
import { keepSubmission, leadersOn, type Leader, type Submission } from './store.ts'

/**
 * Sets the draft and gives it to the applicant to look at (1.001193: at most one day, silence is agreement). The same key
 * makes the same paper: a repeated click, or one after a crash, has no second effect.
 */
export async function sendDraft(deps: ResultDeps, order: ResultOrder): Promise<Result<Handled>> {
  const opened = await openCase(deps, order)
  const documentId = idFrom('draft', order.dossierId, order.key)
  const sent = opened.state.draft
  if (sent?.documentId === documentId)
    return record(deps, order, { type: 'sendDraft', documentId, sha256: sent.sha256 })
  const command = { type: 'sendDraft' as const, documentId, sha256: '' }
  const refusal = lawfulNo(deps, opened, { by: order.by, command })
  if (refusal) return { ok: false, refusal }
  const set = await setPaper(deps, opened, { documentId, submission: null })
  return set.ok ? record(deps, order, { ...command, sha256: set.value.sha256 }) : set
}

export type SigningOrder = ResultOrder & {
  /** Whose name stands under the signature; the office's first leader when left out. */
  leaderId?: number
  /** The delegation under which that leader signs for another. */
  delegationId?: string
}

/** Sets the paper with the register's book and number and sends it up to the leader whose name it carries. */
export async function submitForSigning(
  deps: ResultDeps,
  order: SigningOrder,
): Promise<Result<Handled>> {
  const opened = await openCase(deps, order)
  const documentId = idFrom('result', order.dossierId, order.key)
  const { result } = opened.state
  if (result?.documentId === documentId)
    return record(deps, order, {
      type: 'submitForSigning',
      documentId,
      sha256: result.documentHash,
    })
  const command = { type: 'submitForSigning' as const, documentId, sha256: '' }
  const refusal = lawfulNo(deps, opened, { by: order.by, command })
  if (refusal) return { ok: false, refusal }
  const submission = await chooseSigner(deps, opened, { ...order, documentId })
  if (!submission.ok) return submission
  const set = await setPaper(deps, opened, { documentId, submission: submission.value })
  return set.ok ? record(deps, order, { ...command, sha256: set.value.sha256 }) : set
}

export async function chooseSigner(
  deps: ResultDeps,
  { office, kind, state }: OpenCase,
  order: SigningOrder & { documentId: string },
): Promise<Result<Submission>> {
  return inContext(deps.dossier.db, order.by, async (tx) => {
    const day = toDay(deps.now())
    const leaders = await leadersOn(tx, {
      officeId: office.id,
      day,
      procedure: state.procedure.code,
    })
    const leader = chosen(leaders, order)
    if (!leader)
      return refuse('noLeader', 'Đơn vị chưa có lãnh đạo được phân công ký ngày hôm nay.')
    const version = deps.papers.versionOn(kind.paper, toDay(new Date(state.lastOccurredAt)))
    const submission = {
      documentId: order.documentId,
      signerPersonId: leader.personId,
      signerName: leader.name,
      signerTitle: leader.title,
      officeName: office.name,
      template: kind.paper,
      templateVersion: version.version,
      delegationId: leader.delegationId,
    }
    return ok(await keepSubmission(tx, order.dossierId, submission))
  })
}

function chosen(
  leaders: readonly Leader[],
  wanted: Pick<SigningOrder, 'leaderId' | 'delegationId'>,
): Leader | undefined {
  if (wanted.leaderId === undefined) return leaders[0]
  const under = wanted.delegationId ?? null
  return leaders.find(
    ({ personId, delegationId }) => personId === wanted.leaderId && delegationId === under,
  )
}

type Setting = { documentId: string; submission: Submission | null }

/** The paper into the store. Its date is the last event's, so that the same state gives the same bytes. */
export async function setPaper(
  deps: ResultDeps,
  opened: OpenCase,
  setting: Setting,
): Promise<Result<{ sha256: string }>> {
  const { state, kind } = opened
  const content = resultContent(kind.kind, await factsFor(deps, opened, setting))
  if (!content.ok) return content
  const version =
    setting.submission?.templateVersion ??
    deps.papers.versionOn(kind.paper, toDay(new Date(state.lastOccurredAt))).version
  const pdf = await deps.papers.render(kind.paper, version, content.value.paper)
  return ok(await deps.files.put(pdf, 'application/pdf'))
}

async function factsFor(
  deps: ResultDeps,
  { state, kind, answers, office, given }: OpenCase,
  { documentId, submission }: Setting,
): Promise<PaperFacts> {
  const verifyUrl = `${deps.publicUrl}/kiem-tra/${documentId}`
  // What was looked up stands on the draft already; an act is entered only once the draft is agreed to.
  const isKnown = submission !== null || isLookUp(kind.asks)
  return {
    answers,
    entry: isKnown ? entryOnPaper(state.registerEntry, given) : null,
    officeName: office.name,
    signer: submission && { name: submission.signerName, title: submission.signerTitle },
    verifyUrl,
    qr: qrMatrix(verifyUrl),
    createdAt: state.lastOccurredAt,
    development: submission === null || (await isDevelopment(deps, submission)),
    codeLists: deps.codeLists(),
  }
}

async function isDevelopment({ keyring }: ResultDeps, submission: Submission): Promise<boolean> {
  return (await keyring.signerFor(holderOf(submission))).development
}

/** The holder of the leader's certificate: exactly the name and title that the paper prints. */
export function holderOf(submission: Submission) {
  return {
    kind: 'person' as const,
    personId: submission.signerPersonId,
    name: submission.signerName,
    title: submission.signerTitle,
    officeName: submission.officeName,
  }
}
