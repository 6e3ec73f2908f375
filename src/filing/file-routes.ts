import type { FastifyInstance } from 'fastify'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import { requireCitizen } from '../office/session.ts'
import { sendFile } from '../tracking/send-file.ts'
import type { FilingDeps } from './deps.ts'
import type { DraftFile } from './draft.ts'
import { isReadable } from './file-states.ts'
import { stillFor } from './for-another.ts'
import { draftById } from './store.ts'

/** A paper of one's own draft, as it was sent. */
export function fileRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/tep/:draft/:file', async (req, reply) => {
    const file = await fileOfDraft(deps, requireCitizen(req), req.params as FileOfDraft)
    return sendFile(reply, deps.files, file)
  })
}

export type FileOfDraft = { draft: string; file: string }

/** NotFound for another's draft, for one in a name in which the person may no longer file, and for what nobody has scanned. */
export async function fileOfDraft(
  deps: FilingDeps,
  actor: CitizenActor,
  { draft: id, file: fileId }: FileOfDraft,
): Promise<DraftFile> {
  const draft = isUuid(id)
    ? await inContext(deps.db, actor, (tx) => draftById(tx, id, deps.now()))
    : undefined
  const isTheirs = draft !== undefined && stillFor(actor, draft) !== undefined
  const file = isTheirs ? draft.files.find((each) => each.id === fileId) : undefined
  if (!file || !isReadable(file.scan)) throw new NotFound()
  return file
}
