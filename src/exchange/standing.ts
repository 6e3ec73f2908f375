/** Where a dossier stands, as the portal shows it to the applicant. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { dossierById, historyOf } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import { toInstant } from '../lib/time.ts'
import { portalDossier } from './change.ts'
import { portalActor, type ExchangeDeps } from './deps.ts'
import { shownStatus } from './receive.ts'
import type { Standing } from './schema.ts'

export async function standingOf(deps: ExchangeDeps, code: string): Promise<Standing> {
  return inContext(deps.db, portalActor(deps.directory), async (tx) => {
    const { id, state } = await portalDossier(tx, code)
    const row = await dossierById(tx, id)
    if (!row) throw new NotFound()
    return {
      id,
      code,
      ...shownStatus(state),
      submittedAt: row.submitted_at.toISOString(),
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      dueAt: row.due_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
      returnedAt: row.returned_at?.toISOString() ?? null,
      supplement: await supplementAsked(tx, id, state),
      draft: draftOf(state),
      result: resultOf(state, deps.publicUrl),
    }
  })
}

/** What the office asks for, from the private part of its latest request. */
async function supplementAsked(
  tx: Tx,
  id: string,
  state: DossierState,
): Promise<Standing['supplement']> {
  if (state.phase.at !== 'awaitingSupplement') return null
  const history = await historyOf(tx, id, { withPrivate: true })
  const request = history.findLast(({ kind }) => kind === 'supplementRequested')
  const { answerBy } = state.phase
  return {
    papers: request?.private?.faults ?? [],
    reason: request?.private?.reason ?? '',
    answerBy: answerBy && toInstant(answerBy).toISOString(),
  }
}

function draftOf({ draft }: DossierState): Standing['draft'] {
  if (draft === null || draft.isConfirmed) return null
  return { sha256: draft.sha256, answerBy: toInstant(draft.answerBy).toISOString() }
}

function resultOf({ result }: DossierState, publicUrl: string): Standing['result'] {
  if (!result?.sealedHash || !result.number || !result.on) return null
  const { documentId, sealedHash, number, on } = result
  return {
    number,
    issuedOn: on,
    sha256: sealedHash,
    verifyUrl: `${publicUrl}/kiem-tra/${documentId}`,
  }
}

/** The paper itself: the draft that waits for an answer, or the sealed result. NotFound when there is none. */
export async function documentOf(
  deps: ExchangeDeps,
  code: string,
  which: 'draft' | 'result',
): Promise<Uint8Array> {
  const state = await inContext(deps.db, portalActor(deps.directory), async (tx) => {
    const found = await portalDossier(tx, code)
    return found.state
  })
  const sha256 = which === 'draft' ? draftOf(state)?.sha256 : state.result?.sealedHash
  const bytes = sha256 ? await deps.files.read(sha256) : undefined
  if (!bytes) throw new NotFound()
  return bytes
}
