/** The pages' part of phone codes. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { readForm } from '../../ui/form.ts'
import { limited } from '../limits.ts'
import { requireCitizen } from '../session.ts'
import type { RepresentationDeps } from './handle.ts'
import { OnePage, type OnePageProps } from './one-page.tsx'
import { REPRESENTATION_PATH } from './paths.ts'
import { confirmByCode, sendCode, type CodeDeps } from './phone-answer.ts'
import { representationWording } from './wording.ts'

/** `shown`: the page of that representation for whoever asks. */
export function codeRoutes(
  app: FastifyInstance,
  deps: RepresentationDeps & CodeDeps,
  shown: (req: FastifyRequest) => Promise<OnePageProps>,
): void {
  const slowly = limited(deps, 'phoneCode')
  app.post(`${REPRESENTATION_PATH}/:id/ma`, slowly, async (req, reply) => {
    await readForm(req)
    const actor = requireCitizen(req)
    const page = await shown(req)
    const { id } = page.row
    const outcome = await sendCode(deps, { id, actor })
    if (outcome === 'tooMany') {
      const message = representationWording(req.lang).code.tooMany
      const problems = [{ code: outcome, field: 'code', message }]
      return reply.page(h(OnePage, { ...page, problems }), 429)
    }
    const said = outcome === 'sent' ? 'codeSent' : 'late'
    return reply.redirect(`${REPRESENTATION_PATH}/${id}?xong=${said}`, 303)
  })
  app.post(`${REPRESENTATION_PATH}/:id/nhap-ma`, slowly, async (req, reply) => {
    const form = await readForm(req)
    const actor = requireCitizen(req)
    const page = await shown(req)
    const { id } = page.row
    const outcome = await confirmByCode(deps, { id, actor, typed: form.text('code') })
    if (outcome === 'wrong') {
      const message = representationWording(req.lang).code.wrong
      const problems = [{ code: outcome, field: 'code', message }]
      return reply.page(h(OnePage, { ...page, problems }), 422)
    }
    req.work = 'saved'
    const said = outcome === 'done' ? 'confirm' : 'late'
    return reply.redirect(`${REPRESENTATION_PATH}/${id}?xong=${said}`, 303)
  })
}
