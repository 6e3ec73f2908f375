/**
 * A session that ended while somebody typed: what they send is kept for the owner of the draft, they are led to the door, and it goes
 * into the draft when they come back. Nobody has signed in, so nothing of the draft is read here and nothing of it is said.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isAsked, type FormDefinition, type Topic } from '../catalogue/form.ts'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { PUBLIC } from '../office/actor.ts'
import { withReturn } from '../office/return-path.ts'
import { Form, readForm } from '../ui/form.ts'
import { FormExpired, SeeOther } from '../ui/refusals.ts'
import { isReviewOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import { fieldNames } from './draft.ts'
import { remarkName } from './held.ts'
import { filingAsKept, offered, type Asking, type Filing } from './load.ts'
import { keepRescue, takeRescue } from './rescue-store.ts'
import { changeOf } from './save.ts'
import { changeDraft, type Change } from './store.ts'

/** Enough for every box of one page. */
export const MOST_CHARACTERS = 60_000

/** Of somebody who has signed in: nothing. Of others keeps what was typed and leads to the door and back to the page. */
export async function rescueTyped(deps: FilingDeps, req: FastifyRequest): Promise<void> {
  if (req.actor.kind !== 'public') return
  const { code, topic } = req.params as { code: string; topic: string }
  const form = await readForm(req).catch((error: unknown) => {
    if (error instanceof FormExpired) return undefined
    throw error
  })
  if (form && (await isKept(deps, { code, topic, form }))) req.work = 'saved'
  const page = `/nop/${code}/${topic}${isReviewOf(req) ? '?ve=kiem-tra' : ''}`
  throw new SeeOther(withReturn('/dang-nhap', page))
}

/** The same for what the browser saves by itself, which is told in a number that nobody follows (401). */
export async function rescueAutosaved(
  deps: FilingDeps,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  if (req.actor.kind !== 'public') return false
  const { code, topic } = req.params as { code: string; topic: string }
  const form = await readForm(req)
  await isKept(deps, { code, topic, form })
  await reply.code(401).header('cache-control', 'no-store').send()
  return true
}

type Sent = { code: string; topic: string; form: Form }

async function isKept(deps: FilingDeps, { code, topic, form }: Sent): Promise<boolean> {
  const draftId = form.raw('_draft')
  const procedure = offered(deps, code)
  if (!procedure || !isUuid(draftId)) return false
  const definition = deps.law.form(procedure.form.id, procedure.form.version)
  const fields = fieldsOf(definition, topic, form)
  if (fields === undefined) return false
  return inContext(deps.db, PUBLIC, (tx) =>
    keepRescue(tx, { draftId, topic, fields, now: deps.now() }),
  )
}

/** The boxes of that page as they were typed; undefined for a page that the form does not have. */
function fieldsOf(definition: FormDefinition, id: string, form: Form) {
  const topic = definition.topics.find((each) => each.id === id)
  if (!topic) return undefined
  const asked = topic.questions.filter(isAsked)
  const names = [...asked.flatMap(fieldNames), ...asked.map((question) => remarkName(question.id))]
  const typed = ['_asked', ...names].filter((name) => form.has(name))
  const fields = Object.fromEntries(typed.map((name) => [name, form.raw(name)]))
  return JSON.stringify(fields).length > MOST_CHARACTERS ? undefined : fields
}

/** Puts what was kept for this page into the draft; the filing as it is then, or undefined when nothing was kept. */
export async function restoreTyped(
  deps: FilingDeps,
  asking: Asking,
  { filing, topic }: { filing: Filing; topic: Topic },
): Promise<Filing | undefined> {
  const { id, savedAt, raw } = filing.draft
  const isRestored = await inContext(deps.db, asking.actor, async (tx) => {
    const kept = await takeRescue(tx, { draftId: id, topic: topic.id })
    if (!kept) return false
    const form = new Form(
      new Map(Object.entries(kept.fields).map(([name, text]) => [name, [text]])),
    )
    const { asked: _asked, ...typed } = changeOf(filing, topic, form)
    const change = kept.keptAt >= savedAt ? typed : onlyMissing(typed, raw)
    await changeDraft(tx, id, { ...change, now: deps.now() })
    return true
  })
  return isRestored ? filingAsKept(deps, asking) : undefined
}

/** The draft was changed elsewhere since: what was kept fills its empty boxes and undoes nothing. */
function onlyMissing({ set = {} }: Change, raw: Filing['draft']['raw']): Change {
  return { set: Object.fromEntries(Object.entries(set).filter(([name]) => !(name in raw))) }
}
