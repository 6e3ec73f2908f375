import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { limited } from '../office/limits.ts'
import { TooLarge } from '../ui/refusals.ts'
import { askingOf, isReviewOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import { filingOfForm, openFiling, publishedFor } from './load.ts'
import { PapersPage } from './papers-page.tsx'
import { nextStep, stepAfter } from './steps.ts'
import { keepFiles, readUploads, tooLargeProblem } from './uploads.ts'

export function papersRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/giay-to', async (req, reply) => {
    const filing = await openFiling(deps, askingOf(req))
    return reply.page(h(PapersPage, { filing, problems: [], isReview: isReviewOf(req) }))
  })

  app.post('/nop/:code/giay-to', limited(deps, 'upload'), async (req, reply) => {
    const asking = askingOf(req)
    const isReview = isReviewOf(req)
    try {
      const form = await readUploads(deps, req, publishedFor(deps, asking).procedure.papers)
      const before = await filingOfForm(deps, asking, form.raw('_draft'))
      const problems = await keepFiles(deps, form, {
        ...asking,
        draftId: before.draft.id,
        procedureCode: asking.code,
        papers: before.needs.filter(({ need }) => need !== 'notNeeded').map(({ paper }) => paper),
      })
      req.work = 'saved'
      const filing = await filingOfForm(deps, asking, before.draft.id)
      const all = form.has('_go') ? [...problems, ...filing.missing] : problems
      if (all.length > 0) return reply.page(h(PapersPage, { filing, problems: all, isReview }), 422)
      if (form.has('_later')) return reply.redirect('/ho-so', 303)
      const next = isReview ? nextStep(filing) : stepAfter(filing.steps, 'giay-to')
      const there = form.has('_go') ? next.slug : `giay-to${isReview ? '?ve=kiem-tra' : ''}`
      return reply.redirect(`/nop/${asking.code}/${there}`, 303)
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error
      const filing = await openFiling(deps, asking)
      const problems = [tooLargeProblem(req.lang, error)]
      return reply.page(h(PapersPage, { filing, problems, isReview }), 413)
    }
  })
}
