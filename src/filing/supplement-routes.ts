import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { textAnswer } from '../catalogue/form.ts'
import { sentWithRows } from '../catalogue/sent-boxes.ts'
import { toMend } from '../catalogue/places/place-answer.ts'
import { inContext } from '../db/context.ts'
import { toDay, toInstant } from '../lib/time.ts'
import { limited } from '../office/limits.ts'
import { requireCitizen } from '../office/session.ts'
import type { PictureSize } from '../paper/pictures.ts'
import { sendPicture } from '../paper/send-picture.ts'
import { dueInWords } from '../tracking/when.ts'
import type { Form } from '../ui/form.ts'
import { SeeOther, TooLarge } from '../ui/refusals.ts'
import type { FilingDeps } from './deps.ts'
import { fieldNames } from './draft.ts'
import { DraftGone } from './gone.ts'
import { mendable } from './marked.ts'
import { markedPicture } from './marked-picture.ts'
import { offersFor } from './offers.ts'
import { changeDraft } from './store.ts'
import {
  EXPLAIN,
  NOTE,
  openSupplement,
  papersAsked,
  problemsBeforeSending,
  sendSupplement,
  type AskingSupplement,
  type Supplement,
} from './supplement.ts'
import { SupplementPage, type SupplementPageProps } from './supplement-page.tsx'
import { keptForSupplement, rescueSupplement } from './supplement-rescue.ts'
import { keepFiles, readUploads, tooLargeProblem } from './uploads.ts'

export function supplementRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/ho-so/:id/bo-sung', async (req, reply) => {
    const asking = askingOf(req)
    const opened = await openSupplement(deps, asking)
    const kept = await keptForSupplement(deps, asking, opened)
    if (kept) await keepBoxes(deps, asking, { supplement: opened, form: kept })
    const supplement = kept ? await openSupplement(deps, asking) : opened
    return page(deps, { asking, reply }, { supplement, problems: [], isRestored: !!kept })
  })
  app.get('/ho-so/:id/bo-sung/anh/:file', async (req, reply) => {
    const { file } = req.params as { file: string }
    const { trang, co } = req.query as { trang?: unknown; co?: unknown }
    const size: PictureSize = co === 'lon' ? 'whole' : 'page'
    const asked = { file, page: Number(trang ?? 1), size }
    return sendPicture(reply, deps.intake, await markedPicture(deps, askingOf(req), asked))
  })
  app.post('/ho-so/:id/bo-sung', limited(deps, 'upload'), async (req, reply) => {
    await rescueSupplement(deps, req)
    const asking = askingOf(req)
    try {
      const before = await openSupplement(deps, asking)
      const form = await readUploads(deps, req, papersAsked(before))
      return await answered(deps, { req, reply, asking, form, before })
    } catch (error) {
      if (error instanceof DraftGone) throw new SeeOther(`/ho-so/${asking.id}`)
      if (!(error instanceof TooLarge)) throw error
      const supplement = await openSupplement(deps, asking)
      const problems = [tooLargeProblem(req.lang, error)]
      return page(deps, { asking, reply }, { supplement, problems, status: 413 })
    }
  })
}

type Answer = {
  req: FastifyRequest
  reply: FastifyReply
  asking: AskingSupplement
  form: Awaited<ReturnType<typeof readUploads>>
  before: Supplement
}

/** Keeps what came, then sends it when the button said so. A second press finds the dossier already answered. */
async function answered(deps: FilingDeps, { req, reply, asking, form, before }: Answer) {
  const target = {
    ...asking,
    draftId: before.draft.id,
    dossierId: asking.id,
    procedureCode: before.draft.procedureCode,
    papers: papersAsked(before),
    owner: ownerOf(before),
  }
  const wrongFiles = await keepFiles(deps, form, target)
  await keepBoxes(deps, asking, { supplement: before, form })
  req.work = 'saved'
  const supplement = await openSupplement(deps, asking)
  const unanswered = form.has('_go') ? problemsBeforeSending(supplement, req.lang) : []
  const problems = [...wrongFiles, ...toMend(unanswered, form)]
  if (problems.length > 0)
    return page(deps, { asking, reply }, { supplement, problems, status: 422 })
  if (form.has('_later')) return reply.redirect(`/ho-so/${asking.id}`, 303)
  if (!form.has('_go') || unanswered.length > 0)
    return reply.redirect(`/ho-so/${asking.id}/bo-sung`, 303)
  const outcome = await sendSupplement(deps, asking, supplement)
  if (outcome.ok) return reply.redirect(`/ho-so/${asking.id}`, 303)
  const refusal = outcome.refusal.message
  return page(deps, { asking, reply }, { supplement, problems: [], refusal, status: 409 })
}

async function keepBoxes(
  deps: FilingDeps,
  { actor }: AskingSupplement,
  { supplement, form }: { supplement: Supplement; form: Pick<Form, 'text' | 'texts' | 'has'> },
): Promise<void> {
  const { draft, faults, facts, validated } = supplement
  const explained = faults.map(({ code }) => `${EXPLAIN}${code}`)
  // Only what was marked: a box that the page did not show changes nothing, whoever sends it.
  const mended = validated
    ? mendable(facts.form, { faults, problems: validated.problems }).flatMap(fieldNames)
    : []
  const sent = [NOTE, ...explained, ...mended].filter((name) => form.has(name))
  // An emptied box stays empty: dropping it would bring back what the declaration said before.
  const set = sentWithRows(facts.form, form, sent)
  await inContext(deps.db, actor, (tx) => changeDraft(tx, draft.id, { set, now: deps.now() }))
}

function ownerOf({ facts }: Supplement): string {
  return textAnswer(facts.answers, facts.form.owner)
}

function askingOf(req: FastifyRequest): AskingSupplement {
  const { id } = req.params as { id: string }
  return { actor: requireCitizen(req), lang: req.lang, id }
}

type Shown = Pick<SupplementPageProps, 'supplement' | 'problems' | 'refusal' | 'isRestored'> & {
  status?: number
}

async function page(
  deps: FilingDeps,
  { asking: { actor, lang }, reply }: { asking: AskingSupplement; reply: FastifyReply },
  { status = 200, ...shown }: Shown,
) {
  const now = deps.now()
  const { answerBy } = shown.supplement
  const law = {
    codeLists: deps.law.codeLists,
    today: toDay(now),
    left:
      answerBy === null
        ? null
        : dueInWords(deps.law.calendar(), lang, {
            now,
            due: toInstant(answerBy),
            isPaused: false,
          }),
  }
  const { supplement } = shown
  const unanswered = problemsBeforeSending(supplement, lang)
  const offers = await offersFor(
    deps,
    { actor, lang },
    {
      draft: supplement.draft,
      papers: papersAsked(supplement),
      owner: ownerOf(supplement),
    },
  )
  return reply.page(h(SupplementPage, { ...shown, ...law, unanswered, offers }), status)
}
