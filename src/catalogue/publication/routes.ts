/** What is published about a procedure beside its page: the guide of one page (also as PDF) and the open data. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { Law } from '../law.ts'
import { requiredPapers } from '../needs.ts'
import { procedureWording } from '../procedure-wording.ts'
import { screened, screeningQuestions, waysOf } from '../screening.ts'
import { explainer } from './explainer.ts'
import { guideOf, type Guide } from './guide.ts'
import { GuidePage } from './guide-page.tsx'
import { etagOf, openDataOf } from './open-data.ts'
import { versionPath } from './paths.ts'
import { dayShown, shownOf, type Shown } from './shown.ts'
import { datesOf, timelinessOf, type PublicationRules } from './timeliness.ts'
import { readVersion } from './version-query.ts'

export type PublicationPagesDeps = {
  readonly law: Law
  readonly rules: PublicationRules
  readonly publicUrl: string
  readonly now: () => Date
  /** Sets the guide as PDF on one page; `url` is what its QR code opens. */
  readonly guidePdf: (guide: Guide, url: string) => Promise<Uint8Array>
}

type OfCode = { Params: { code: string } }

export async function publicationRoutes(
  app: FastifyInstance,
  deps: PublicationPagesDeps,
): Promise<void> {
  app.get<OfCode>('/thu-tuc/:code/huong-dan', async (req, reply) => {
    const { guide, url, version } = guideFor(deps, req)
    return reply.page(h(GuidePage, { guide, url, version }))
  })
  app.get<OfCode>('/thu-tuc/:code/huong-dan.pdf', async (req, reply) => {
    const { guide, url } = guideFor(deps, req)
    const pdf = await deps.guidePdf(guide, url)
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="huong-dan-${guide.code}.pdf"`)
      .send(Buffer.from(pdf))
  })
  app.get<OfCode>('/thu-tuc/:code(^\\d\\.\\d{6}).json', (req, reply) => openData(deps, req, reply))
}

function shownFor(deps: PublicationPagesDeps, req: FastifyRequest<OfCode>): Shown {
  const version = readVersion(req.query)
  const asked = { code: req.params.code, today: toDay(deps.now()) }
  const shown = shownOf(deps.law, { ...asked, ...(version !== undefined && { version }) })
  if (!shown) throw new NotFound(procedureWording(req.lang).notFound)
  return shown
}

function guideFor(deps: PublicationPagesDeps, req: FastifyRequest<OfCode>) {
  const shown = shownFor(deps, req)
  const { procedure } = shown.version
  const form = deps.law.form(procedure.form.id, procedure.form.version)
  const today = dayShown(shown, toDay(deps.now()))
  const { answers, channel } = screened(screeningQuestions(procedure, form), {
    query: {},
    ways: waysOf(procedure),
    today,
  })
  const needs = requiredPapers(procedure, answers, { channel, today })
  const { lang } = req
  const guide = guideOf({ shown, needs, explain: explainer(form, lang, deps.law), lang, today })
  const version = readVersion(req.query)
  const path =
    version === undefined ? `/thu-tuc/${procedure.code}` : versionPath(procedure.code, version)
  return { guide, version, url: new URL(path, deps.publicUrl).href }
}

async function openData(
  deps: PublicationPagesDeps,
  req: FastifyRequest<OfCode>,
  reply: FastifyReply,
) {
  const shown = shownFor(deps, req)
  const { rules, law } = deps
  const dates = datesOf(shown.version, rules)
  const data = openDataOf(shown, timelinessOf(dates, { rules, calendar: law.calendar() }))
  const etag = etagOf(data)
  void reply.header('etag', etag).header('cache-control', 'public, no-cache')
  void reply.header('access-control-allow-origin', '*')
  const known = (req.headers['if-none-match'] ?? '').split(',').map((each) => each.trim())
  if (known.includes(etag) || known.includes(`W/${etag}`)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(data))
}
