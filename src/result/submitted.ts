/** What the leader and the clerk both need of the paper that went up to be signed. */
import { inContext } from '../db/context.ts'
import type { DossierEvent, EventKind } from '../dossier/events.ts'
import { historyOf } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import type { SignaturePlaces } from '../signing/render.ts'
import type { ResultDeps } from './deps.ts'
import type { OpenCase, ResultOrder } from './open-case.ts'
import { submissionOf, type Submission } from './store.ts'

/** Under whose name the paper was set. Throws NotFound when this dossier never sent it up. */
export async function submissionFor(
  deps: ResultDeps,
  { by, dossierId }: ResultOrder,
  documentId: string,
): Promise<Submission> {
  const submission = await inContext(deps.dossier.db, by, (tx) =>
    submissionOf(tx, dossierId, documentId),
  )
  if (!submission) throw new NotFound('Không tìm thấy văn bản được trình.')
  return submission
}

/** Where signature and seal stand on the paper, in the version of the template with which it was set. */
export function placesOn(
  { papers }: ResultDeps,
  { kind }: OpenCase,
  { templateVersion }: Submission,
): SignaturePlaces {
  const places = papers.version(kind.paper, templateVersion).signaturePlaces
  if (!places) throw new Error(`the paper ${kind.paper} has no places for signature and seal`)
  return places
}

export function toolsOf({ papers, keyring, timestamper }: ResultDeps) {
  return { renderer: papers, trust: keyring.trust, ...(timestamper ? { timestamper } : {}) }
}

/** What an act that was done before wrote into the history: a repeated click answers with it. */
export async function recordedBefore<K extends EventKind>(
  deps: ResultDeps,
  { by, dossierId }: ResultOrder,
  kind: K,
): Promise<DossierEvent & { kind: K }> {
  const history = await inContext(deps.dossier.db, by, (tx) => historyOf(tx, dossierId))
  const event = history.findLast((each): each is DossierEvent & { kind: K } => each.kind === kind)
  if (!event) throw new Error(`dossier ${dossierId} has no event ${kind} in its history`)
  return event
}
