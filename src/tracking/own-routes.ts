/** One's own dossiers: the list, one of them, its files and papers. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { isPaperKind, officePaper } from '../counter/papers.ts'
import { inContext } from '../db/context.ts'
import { statusOf } from '../dossier/dossier.ts'
import { filesOfDossier, readingsOf } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import { toLocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import { requireCitizen } from '../office/session.ts'
import { paths } from '../ui/paths.ts'
import type { TrackingDeps } from './deps.ts'
import { DossierPage } from './dossier-page.tsx'
import { ownLegs } from './legs-shown.ts'
import { cardOf } from './mine.ts'
import { MinePage } from './mine-page.tsx'
import { ownCard } from './own-card.ts'
import { ownDossier, papersIssued } from './own.ts'
import { sendFile, sendPdf } from './send-file.ts'
import { stageNow, stagesOf } from './stages.ts'
import { dossiersOf } from './store.ts'
import { timelineOf } from './timeline.ts'
import { mayWithdraw } from './waiting.ts'
import { trackingWording } from './wording.ts'

/** More than a person files in a lifetime; an agent has pages of their own. */
const MOST_CARDS = 200

export function ownRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(paths.mine, async (req, reply) => {
    const actor = requireCitizen(req)
    const rows = await inContext(deps.db, actor, (tx) => dossiersOf(tx, actor.personId, MOST_CARDS))
    const drafts = await deps.draftsOf(actor, req.lang)
    const cards = rows.map((row) => cardOf(deps, row, req.lang))
    return reply.page(h(MinePage, { name: actor.name, cards, drafts }))
  })

  app.get('/ho-so/:id', async (req, reply) => reply.page(h(DossierPage, await shown(deps, req))))

  app.get('/ho-so/:id/giay-to/:kind.pdf', async (req, reply) => {
    const actor = requireCitizen(req)
    const { id, kind } = req.params as { id: string; kind: string }
    if (!isPaperKind(kind)) throw new NotFound()
    await ownDossier(deps, actor, id)
    const { pdf, fileName } = await officePaper(deps, { dossierId: id, kind, by: actor })
    return sendPdf(reply, { pdf, name: fileName })
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
    card: ownCard(deps, { id, facts, lang }),
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
    ...(await filesAndReadings(deps, actor, id)),
    papers: papersIssued(facts),
    mayWithdraw: mayWithdraw(state),
    hasResult: state.result?.sealedHash != null,
  }
}

function filesAndReadings({ db }: TrackingDeps, actor: CitizenActor, id: string) {
  return inContext(db, actor, async (tx) => ({
    files: await filesOfDossier(tx, id),
    readings: await readingsOf(tx, id),
  }))
}
