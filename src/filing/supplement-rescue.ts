/** A session that ended while somebody answered a request for supplements: what they typed waits for them (as rescue.ts does). */
import type { FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { PUBLIC } from '../office/actor.ts'
import { withReturn } from '../office/return-path.ts'
import { Form, readForm } from '../ui/form.ts'
import { FormExpired, SeeOther, UnsupportedBody } from '../ui/refusals.ts'
import type { FilingDeps } from './deps.ts'
import { MOST_CHARACTERS } from './rescue.ts'
import { keepRescue, takeRescue } from './rescue-store.ts'
import type { AskingSupplement, Supplement } from './supplement.ts'

const PAGE = 'bo-sung'

/** Of somebody who has signed in: nothing. Of others keeps the words, never a file, and leads to the door and back. */
export async function rescueSupplement(deps: FilingDeps, req: FastifyRequest): Promise<void> {
  if (req.actor.kind !== 'public') return
  const { id } = req.params as { id: string }
  const form = await readForm(req, { files: LEFT }).catch((error: unknown) => {
    if (error instanceof FormExpired || error instanceof UnsupportedBody) return undefined
    throw error
  })
  if (form && (await isKept(deps, form))) req.work = 'saved'
  throw new SeeOther(withReturn('/dang-nhap', `/ho-so/${id}/bo-sung`))
}

/** Nobody has signed in, so no byte of a file is stored: it is read to its end and left. */
const LEFT = {
  maxFiles: 10,
  maxBytes: 25_000_000,
  store: ({ stream }: { stream: Readable }): Promise<void> => finished(stream.resume()),
}

/** Which boxes the page has is known to whoever may open the dossier: only those are taken over when they are back. */
async function isKept(deps: FilingDeps, form: Form<unknown>): Promise<boolean> {
  const draftId = form.raw('_draft')
  const fields = Object.fromEntries(form.names().map((name) => [name, form.raw(name)]))
  if (!isUuid(draftId) || JSON.stringify(fields).length > MOST_CHARACTERS) return false
  return inContext(deps.db, PUBLIC, (tx) =>
    keepRescue(tx, { draftId, topic: PAGE, fields, now: deps.now() }),
  )
}

/** What was kept for this page, once; where the draft was changed elsewhere since, only its empty boxes. */
export async function keptForSupplement(
  deps: FilingDeps,
  { actor }: AskingSupplement,
  { draft }: Supplement,
): Promise<Form | undefined> {
  const kept = await inContext(deps.db, actor, (tx) =>
    takeRescue(tx, { draftId: draft.id, topic: PAGE }),
  )
  if (!kept) return undefined
  const isNewer = kept.keptAt >= draft.savedAt
  const fields = Object.entries(kept.fields).filter(([name]) => isNewer || !(name in draft.raw))
  return new Form(new Map(fields.map(([name, text]) => [name, [text]])))
}
