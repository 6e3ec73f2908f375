/** Rating a dossier after its result, and what supervisors read of all ratings together. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { requireCitizen } from '../office/session.ts'
import { arriving } from '../paper/arriving.ts'
import { readForm } from '../ui/form.ts'
import type { SurveyDeps } from './deps.ts'
import { RatingPage, type RatingValues } from './pages.tsx'
import { openRating, rate, valuesOf, type OpenRating } from './rate.ts'
import { changeableUntil, isChangeable } from './rating.ts'
import { supervisionRoutes } from './supervision-routes.ts'

export async function surveyRoutes(app: FastifyInstance, deps: SurveyDeps): Promise<void> {
  supervisionRoutes(app, deps)
  app.get('/ho-so/:id/danh-gia', async (req, reply) => {
    const open = await openRating(deps, requireCitizen(req), idOf(req))
    return page(deps, { req, reply, open })
  })
  app.post('/ho-so/:id/danh-gia', limited(deps, 'upload'), async (req, reply) => {
    const actor = requireCitizen(req)
    const open = await openRating(deps, actor, idOf(req))
    const files = arriving(deps.intake, { maxFiles: 1, lang: req.lang })
    const form = await readForm(req, { files })
    const { problems, isKept } = await rate(deps, { actor, lang: req.lang, open }, form)
    if (problems.length > 0) {
      const values = Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
      return page(deps, { req, reply, open, problems, values })
    }
    if (isKept) req.work = 'saved'
    return reply.redirect(`/ho-so/${idOf(req)}/danh-gia`, 303)
  })
  app.get('/ho-so/:id/danh-gia/anh', async (req, reply) => {
    const { rating } = await openRating(deps, requireCitizen(req), idOf(req))
    const stream = rating?.photo ? await deps.files.open(rating.photo.sha256) : undefined
    if (!rating?.photo || stream === undefined) throw new NotFound()
    return reply
      .header('content-type', rating.photo.mediaType)
      .header('content-disposition', 'inline')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('cache-control', 'private, no-store')
      .send(stream)
  })
}

function idOf(req: FastifyRequest): string {
  return (req.params as { id: string }).id
}

type Shown = {
  req: FastifyRequest
  reply: FastifyReply
  open: OpenRating
  problems?: readonly Problem[]
  values?: RatingValues
}

function page(deps: SurveyDeps, { req, reply, open, problems = [], values }: Shown) {
  const { dossier, rating } = open
  const { law, directory, terms } = deps
  const curated = law.procedure(dossier.procedureCode, dossier.procedureVersion)
  const isOpen = rating === undefined || isChangeable(rating.ratedAt, deps.now(), terms)
  const props = {
    id: dossier.id,
    code: dossier.code,
    procedureName: curated?.shortName[req.lang] ?? dossier.procedureName,
    officeName: directory.get(dossier.officeId).name,
    values: values ?? valuesOf(rating),
    problems,
    ratedAt: rating?.ratedAt ?? null,
    changeableUntil: rating && isOpen ? changeableUntil(rating.ratedAt, terms) : null,
    hasPhoto: rating?.photo != null,
  }
  return reply.page(h(RatingPage, props), problems.length > 0 ? 422 : 200)
}
