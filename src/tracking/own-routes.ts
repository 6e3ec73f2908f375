/** One's own dossiers: the list, one of them, its files and papers. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { bookingCards } from '../booking/cards.ts'
import { isPaperKind, officePaper } from '../counter/papers.ts'
import { inContext } from '../db/context.ts'
import { apologyLettersOf } from '../dossier/clocks/store.ts'
import { statusOf } from '../dossier/dossier.ts'
import { filesOfDossier, readingsOf } from '../dossier/store.ts'
import { toldTo } from '../notice/choice-store.ts'
import { TOLD_KINDS } from '../notice/moments.ts'
import { NotFound } from '../lib/problem.ts'
import { toLocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import { requireCitizen } from '../office/session.ts'
import { isRateable } from '../survey/rating.ts'
import { petitionsOf } from '../petition/lists-store.ts'
import { isRatedByAnother } from '../survey/store.ts'
import { paths } from '../ui/paths.ts'
import type { TrackingDeps } from './deps.ts'
import { DossierPage } from './dossier-page.tsx'
import { ownLegs } from './legs-shown.ts'
import { minePage } from './mine.ts'
import { MinePage } from './mine-page.tsx'
import { ownCard } from './own-card.ts'
import { ownDossier, papersIssued } from './own.ts'
import { ReadersPage } from './readers-page.tsx'
import { sendFile, sendPdf } from './send-file.ts'
import { stageNow, stagesOf } from './stages.ts'
import { timelineOf } from './timeline.ts'
import { mayMoveReturn, mayWithdraw } from './waiting.ts'
import { trackingWording } from './wording.ts'

export function ownRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(paths.mine, async (req, reply) => {
    const actor = requireCitizen(req)
    const { lang } = req
    const page = pageIn(req)
    const mine = await minePage(deps, actor, { page, lang })
    const drafts = page === 1 ? await deps.draftsOf(actor, lang) : []
    const bookings = page === 1 ? await bookingCards(deps, actor, lang) : []
    if (page > 1 && mine.cards.length === 0) return reply.redirect(paths.mine, 303)
    return reply.page(h(MinePage, { name: actor.name, ...mine, page, drafts, bookings }))
  })

  app.get('/ho-so/:id', async (req, reply) => reply.page(h(DossierPage, await shown(deps, req))))

  app.get('/ho-so/:id/ai-da-xem', async (req, reply) => {
    const actor = requireCitizen(req)
    const { id } = req.params as { id: string }
    const facts = await ownDossier(deps, actor, id)
    const readings = await inContext(deps.db, actor, (tx) => readingsOf(tx, id))
    const card = ownCard(deps, { id, facts, actor, lang: req.lang })
    return reply.page(h(ReadersPage, { card, readings }))
  })

  app.get('/ho-so/:id/giay-to/:kind.pdf', async (req, reply) => {
    const actor = requireCitizen(req)
    const { id, kind } = req.params as { id: string; kind: string }
    if (!isPaperKind(kind)) throw new NotFound()
    await ownDossier(deps, actor, id)
    const { pdf, fileName } = await officePaper(deps, { dossierId: id, kind, by: actor })
    return sendPdf(reply, { pdf, name: fileName })
  })

  app.get('/ho-so/:id/giay-to/xin-loi.pdf', async (req, reply) => {
    const actor = requireCitizen(req)
    const { id } = req.params as { id: string }
    const { state } = await ownDossier(deps, actor, id)
    const letters = await inContext(deps.db, actor, (tx) => apologyLettersOf(tx, id))
    const sha256 = letters.at(-1)
    if (sha256 === undefined) throw new NotFound()
    const name = `xin-loi-va-hen-lai-${state.code}.pdf`
    const file = { sha256, name, mediaType: 'application/pdf', isOurs: true }
    return sendFile(reply, deps.files, file)
  })

  app.get('/ho-so/:id/tep/:file', async (req, reply) => {
    const actor = requireCitizen(req)
    const { id, file: fileId } = req.params as { id: string; file: string }
    await ownDossier(deps, actor, id)
    const files = await inContext(deps.db, actor, (tx) => filesOfDossier(tx, id))
    const file = files.find((each) => each.id === fileId)
    if (!file) throw new NotFound()
    return sendFile(reply, deps.files, { ...file, mediaType: file.media_type })
  })
}

/** '?trang=2'; the first for anything else. */
function pageIn(req: FastifyRequest): number {
  const { trang } = req.query as { trang?: unknown }
  return typeof trang === 'string' && /^[1-9]\d{0,3}$/.test(trang) ? Number(trang) : 1
}

async function shown(deps: TrackingDeps, req: FastifyRequest) {
  const actor = requireCitizen(req)
  const { id } = req.params as { id: string }
  const { lang } = req
  const facts = await ownDossier(deps, actor, id)
  const { state } = facts
  const { workflow } = deps.dossier.law.terms(state.procedure)
  const t = trackingWording(lang).stages
  const standing = { status: statusOf(state), step: state.active[0] ?? null }
  return {
    card: ownCard(deps, { id, facts, actor, lang }),
    facts,
    stages: stagesOf(workflow).map((stage) => t[stage]),
    stageNow: stageNow(workflow, standing),
    legs: ownLegs(state, {
      workflow,
      lang,
      now: toLocalMinute(deps.now()),
      officeName: (officeId) => deps.directory.find(officeId)?.name,
    }),
    timeline: timelineOf(facts.events, {
      lang,
      officeName: (officeId) => deps.directory.find(officeId)?.name,
      competentId: state.offices.competent,
      legName: (leg) => workflow.legs?.find(({ id: each }) => each === leg)?.title[lang],
    }),
    ...(await besideHistory(deps, actor, { id, isRateable: isRateable(statusOf(state)) })),
    papers: papersIssued(facts),
    mayWithdraw: mayWithdraw(state),
    hasApology: state.clock?.apologies !== undefined,
    mayMoveReturn: mayMoveReturn(state),
    hasResult: state.result?.sealedHash != null,
  }
}

/** As many messages as the page of a dossier shows. */
const MESSAGES = 12

function besideHistory(
  { db }: TrackingDeps,
  actor: CitizenActor,
  { id, isRateable }: { id: string; isRateable: boolean },
) {
  const asked = { kinds: TOLD_KINDS, dossierId: id, limit: MESSAGES }
  const { personId } = actor
  return inContext(db, actor, async (tx) => ({
    files: await filesOfDossier(tx, id),
    readings: (await readingsOf(tx, id)).length,
    told: await toldTo(tx, asked),
    mayRate: isRateable && !(await isRatedByAnother(tx, id)),
    petitions: await petitionsOf(tx, { personId, dossierId: id }),
  }))
}
