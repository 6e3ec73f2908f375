import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Problem } from '../lib/problem.ts'
import { limited } from '../office/limits.ts'
import { fileProblem } from '../paper/file-check.ts'
import { BrokenOff, TooLarge } from '../ui/refusals.ts'
import { askingOf, isReviewOf } from './asking.ts'
import type { FilingDeps } from './deps.ts'
import {
  filingOfForm,
  openFiling,
  ownerNamed,
  papersToHandIn,
  publishedFor,
  type Asking,
  type Filing,
} from './load.ts'
import { offersFor } from './offers.ts'
import { PapersPage } from './papers-page.tsx'
import { nextStep, stepAfter } from './steps.ts'
import { keepFiles, readUploads, tooLargeProblem } from './uploads.ts'

export function papersRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/nop/:code/giay-to', async (req, reply) => {
    const asking = askingOf(req)
    const filing = await openFiling(deps, asking)
    return page(deps, { req, reply, asking, filing, problems: [] })
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
        papers: papersToHandIn(before.needs),
        owner: ownerNamed(before),
      })
      req.work = 'saved'
      const filing = await filingOfForm(deps, asking, before.draft.id)
      const all = form.has('_go') ? [...problems, ...filing.missing] : problems
      if (all.length > 0)
        return await page(deps, { req, reply, asking, filing, problems: all, status: 422 })
      if (form.has('_later')) return reply.redirect('/ho-so', 303)
      const next = isReview ? nextStep(filing) : stepAfter(filing.steps, 'giay-to')
      const there = form.has('_go') ? next.slug : `giay-to${isReview ? '?ve=kiem-tra' : ''}`
      return reply.redirect(`/nop/${asking.code}/${there}`, 303)
    } catch (error) {
      const wrong = problemOfSending(req.lang, error)
      if (wrong === undefined) throw error
      const filing = await openFiling(deps, asking)
      return page(deps, { req, reply, asking, filing, ...wrong })
    }
  })
}

/** A sending that did not come to its end: too large, or cut off. */
function problemOfSending(lang: 'vi' | 'en', error: unknown) {
  if (error instanceof TooLarge) return { problems: [tooLargeProblem(lang, error)], status: 413 }
  if (error instanceof BrokenOff)
    return { problems: [fileProblem('fileFailed', { lang })], status: 400 }
  return undefined
}

type Shown = {
  req: FastifyRequest
  reply: FastifyReply
  asking: Asking
  filing: Filing
  problems: readonly Problem[]
  status?: number
}

async function page(deps: FilingDeps, { req, reply, asking, status = 200, ...shown }: Shown) {
  const { draft, needs } = shown.filing
  const owner = ownerNamed(shown.filing)
  const offers = await offersFor(deps, asking, {
    draft,
    papers: papersToHandIn(needs),
    owner,
  })
  const { filing, problems } = shown
  const props = { filing, problems, offers, isReview: isReviewOf(req) }
  return reply.page(h(PapersPage, props), status)
}
