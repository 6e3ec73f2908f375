/** What the applicant does to a running dossier: answers the draft, withdraws, receives the result. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import { returnPlaces } from '../counter/return-places.ts'
import type { Command } from '../dossier/commands.ts'
import { handle } from '../dossier/handle.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import { requireCitizen } from '../office/session.ts'
import type { Section } from '../result/content.ts'
import { unsignedContent } from '../result/contents.ts'
import { kindOfTemplate } from '../result/kinds.ts'
import { entryOnPaper } from '../result/paper-facts.ts'
import { isLookUp } from '../result/register-questions.ts'
import { givenIn } from '../result/store.ts'
import { readForm, type Form } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import { SeeOther } from '../ui/refusals.ts'
import { WithdrawPage } from './act-pages.tsx'
import type { TrackingDeps } from './deps.ts'
import { DraftPage } from './draft-page.tsx'
import type { MineCard } from './mine.ts'
import { ownCard } from './own-card.ts'
import { ownDossier } from './own.ts'
import { ResultPage } from './result-page.tsx'
import { sendFile } from './send-file.ts'
import { ReturnPlacePage } from './return-place-page.tsx'
import { mayMoveReturn, mayWithdraw, type Waiting } from './waiting.ts'
import { trackingWording } from './wording.ts'

export function actRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  draftRoutes(app, deps)
  withdrawRoutes(app, deps)
  returnPlaceRoutes(app, deps)
  resultRoutes(app, deps)
}

type Opened = { id: string; actor: CitizenActor; facts: PaperFacts; card: MineCard }

async function open(deps: TrackingDeps, req: FastifyRequest): Promise<Opened> {
  const actor = requireCitizen(req)
  const { id } = req.params as { id: string }
  const facts = await ownDossier(deps, actor, id)
  return { id, actor, facts, card: ownCard(deps, { id, facts, actor, lang: req.lang }) }
}

type Acting = { req: FastifyRequest; opened: Opened; form: Form }

/** Through the one door; the answer is null, or a lawful no in the office's words. */
async function act(deps: TrackingDeps, { req, opened, form }: Acting, command: Command) {
  const { id, actor } = opened
  const outcome = await handle(deps.dossier, { id, by: actor, key: form.key(), command })
  if (!outcome.ok) return outcome.refusal.message
  req.work = 'saved'
  return null
}

/** A text that has to be given: problems of its one box. */
function textProblems(
  text: string,
  { field, missing, long }: { field: string; missing: string; long: string },
): Problem[] {
  if (text === '') return [{ code: 'required', field, message: missing }]
  return text.length > 2000 ? [{ code: 'tooLong', field, message: long }] : []
}

function draftRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get('/ho-so/:id/ban-nhap', async (req, reply) =>
    draftPage(deps, reply, { opened: await open(deps, req) }),
  )
  app.get('/ho-so/:id/ban-nhap.pdf', async (req, reply) => {
    const { facts } = await open(deps, req)
    const { draft, code } = facts.state
    if (draft === null) throw new NotFound()
    const name = `ban-nhap-${code}.pdf`
    const file = { sha256: draft.sha256, name, mediaType: 'application/pdf', isOurs: true }
    return sendFile(reply, deps.files, file)
  })
  app.post('/ho-so/:id/ban-nhap', async (req, reply) => {
    const opened = await open(deps, req)
    const form = await readForm(req)
    const t = trackingWording(req.lang).draft
    const { waiting } = opened.card
    if (waiting?.kind !== 'draft') return reply.redirect(`/ho-so/${opened.id}`, 303)
    if (form.raw('_seen') !== waiting.sha256) {
      return draftPage(deps, reply, { opened, refusal: t.changed })
    }
    const isAgreed = form.raw('_act') === 'agree'
    const note = form.text('note')
    const texts = { field: 'note', missing: t.noteMissing, long: t.noteLong }
    const problems = isAgreed ? [] : textProblems(note, texts)
    if (problems.length > 0) return draftPage(deps, reply, { opened, problems, note })
    const command: Command = isAgreed
      ? { type: 'confirmDraft', by: 'applicant' }
      : { type: 'returnDraft', note }
    const refusal = await act(deps, { req, opened, form }, command)
    if (refusal !== null) return draftPage(deps, reply, { opened, refusal, note })
    return reply.redirect(`/ho-so/${opened.id}`, 303)
  })
}

type DraftShown = { opened: Opened; problems?: Problem[]; note?: string; refusal?: string }

function draftPage(deps: TrackingDeps, reply: FastifyReply, shown: DraftShown) {
  const { id, facts, card } = shown.opened
  if (card.waiting?.kind !== 'draft') throw new SeeOther(`/ho-so/${id}`)
  const page = {
    id,
    code: card.code,
    answerBy: card.waiting.answerBy,
    sha256: card.waiting.sha256,
    sections: sectionsOf(deps, facts),
    problems: shown.problems ?? [],
    note: shown.note ?? '',
    ...(shown.refusal === undefined ? {} : { refusal: shown.refusal }),
  }
  const status = shown.refusal !== undefined ? 409 : shown.problems ? 422 : 200
  return reply.page(h(DraftPage, page), status)
}

/** The words of the paper itself; none while the declaration does not say enough for it. */
function sectionsOf(deps: TrackingDeps, facts: PaperFacts): Section[] {
  const { resultTemplate } = deps.dossier.law.terms(facts.state.procedure)
  const { kind, asks } = kindOfTemplate(resultTemplate)
  const given = givenIn(lastOf(facts.events, 'registerEntryRecorded')?.private)
  const made = unsignedContent(kind, {
    answers: facts.answers,
    entry: isLookUp(asks) ? entryOnPaper(facts.state.registerEntry, given) : null,
    officeName: facts.competent.name,
    codeLists: facts.codeLists,
  })
  return made.ok ? made.value.sections : []
}

function withdrawRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get('/ho-so/:id/rut', async (req, reply) => {
    const { id, facts, card } = await open(deps, req)
    if (!mayWithdraw(facts.state)) return reply.redirect(`/ho-so/${id}`, 303)
    return reply.page(h(WithdrawPage, { card, problems: [], reason: '' }))
  })
  app.post('/ho-so/:id/rut', async (req, reply) => {
    const opened = await open(deps, req)
    const { card, id } = opened
    const form = await readForm(req)
    const t = trackingWording(req.lang).withdraw
    const reason = form.text('reason')
    const problems = textProblems(reason, { field: 'reason', missing: t.missing, long: t.long })
    if (problems.length > 0) {
      const idempotencyKey = form.key()
      return reply.page(h(WithdrawPage, { card, problems, reason, idempotencyKey }), 422)
    }
    const command: Command = { type: 'requestWithdrawal', reason }
    const refusal = await act(deps, { req, opened, form }, command)
    if (refusal === null) return reply.redirect(`/ho-so/${id}`, 303)
    return reply.page(h(WithdrawPage, { card, problems: [], reason, refusal }), 409)
  })
}

function returnPlaceRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  const pageOf = ({ card, facts }: Opened) => {
    const { returning } = facts.state.offices
    const now = { id: returning, name: deps.directory.find(returning)?.name ?? '…' }
    return { card, places: returnPlaces(deps.directory), now, problems: [] }
  }
  app.get('/ho-so/:id/noi-tra', async (req, reply) => {
    const opened = await open(deps, req)
    if (!mayMoveReturn(opened.facts.state)) return reply.redirect(`/ho-so/${opened.id}`, 303)
    return reply.page(h(ReturnPlacePage, pageOf(opened)))
  })
  app.post('/ho-so/:id/noi-tra', async (req, reply) => {
    const opened = await open(deps, req)
    const form = await readForm(req)
    const to = Number(form.text('to'))
    const page = { ...pageOf(opened), idempotencyKey: form.key() }
    if (!page.places.some(({ id }) => id === to)) {
      const message = trackingWording(req.lang).returnPlace.missing
      const problems: Problem[] = [{ code: 'returning', field: 'to', message }]
      return reply.page(h(ReturnPlacePage, { ...page, problems }), 422)
    }
    const refusal = await act(deps, { req, opened, form }, { type: 'changeReturnPlace', to })
    if (refusal === null) return reply.redirect(`/ho-so/${opened.id}`, 303)
    return reply.page(h(ReturnPlacePage, { ...page, refusal }), 409)
  })
}

function resultRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get('/ho-so/:id/ket-qua', async (req, reply) =>
    resultPage(deps, reply, { opened: await open(deps, req) }),
  )
  app.post('/ho-so/:id/ket-qua', async (req, reply) => {
    const opened = await open(deps, req)
    const form = await readForm(req)
    // Pressed twice, handed over or taken back meanwhile: the page shows how it stands either way.
    const command = receiving(opened.card.waiting)
    const isMeant = (command?.type === 'handOverRevocation') === (form.text('instead') !== '')
    const refusal = command && isMeant ? await act(deps, { req, opened, form }, command) : null
    if (refusal !== null) return resultPage(deps, reply, { opened, refusal })
    return reply.redirect(`/ho-so/${opened.id}/ket-qua`, 303)
  })
  app.get('/ho-so/:id/ket-qua.pdf', async (req, reply) => {
    const { id, facts, card } = await open(deps, req)
    const sealed = facts.state.result?.sealedHash
    if (sealed == null) throw new NotFound()
    if (receiving(card.waiting)) return reply.redirect(`/ho-so/${id}/ket-qua`, 303)
    const name = `ket-qua-${card.code}.pdf`
    const file = { sha256: sealed, name, mediaType: 'application/pdf', isOurs: true }
    return sendFile(reply, deps.files, file)
  })
}

/** What pressing the page's one button does; null where nothing is received on the page. */
function receiving(waiting: Waiting | null): Command | null {
  const electronic = { manner: 'electronic', receiver: 'applicant' } as const
  if (waiting?.kind === 'receive' && waiting.manner === 'electronic')
    return { type: 'deliver', ...electronic }
  if (waiting?.kind === 'receiveRevocation' && waiting.manner === 'electronic')
    return { type: 'handOverRevocation', ...electronic }
  return null
}

async function resultPage(
  deps: TrackingDeps,
  reply: FastifyReply,
  { opened, refusal }: { opened: Opened; refusal?: string },
) {
  const { facts, card } = opened
  const { result } = facts.state
  if (result?.sealedHash == null) throw new NotFound()
  const delivered = lastOf(facts.events, 'delivered')
  const page = {
    card,
    number: result.number ?? '',
    issuedOn: result.on ?? '',
    token: result.documentId,
    verifyUrl: `${deps.publicUrl}${paths.verify}/${result.documentId}`,
    verdict: (await deps.verdictOf(result.documentId)).is,
    deliveredAt: delivered?.occurredAt ?? null,
    revokedBy: facts.state.revocation?.on ? facts.state.revocation.decision.number : null,
    ...(refusal === undefined ? {} : { refusal }),
  }
  return reply.page(h(ResultPage, page), refusal === undefined ? 200 : 409)
}
