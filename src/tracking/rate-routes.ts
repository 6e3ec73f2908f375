import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { limited } from '../office/limits.ts'
import { readForm } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import type { TrackingDeps } from './deps.ts'
import { readLookUp } from './look-up.ts'
import { NO_RATE, rate, readRate } from './rate.ts'
import { RatePage } from './rate-page.tsx'

/** Rating without an account: from a text message, or with the receipt in one's hand. */
export function rateRoutes(app: FastifyInstance, deps: TrackingDeps): void {
  app.get(paths.rate, async (req, reply) => {
    const { ma, xong } = req.query as { ma?: unknown; xong?: unknown }
    const code = typeof ma === 'string' ? ma.slice(0, 60) : ''
    const typed = { ...NO_RATE, ...readLookUp({ code, digits: '' }) }
    const answer = xong === '1' ? { answer: 'kept' as const } : {}
    return reply.page(h(RatePage, { typed, problems: [], ...answer }))
  })
  app.post(paths.rate, limited(deps, 'rateByCode'), async (req, reply) => {
    const { typed, rating, problems } = readRate(await readForm(req), req.lang)
    if (rating === null || problems.length > 0)
      return reply.page(h(RatePage, { typed, problems }), 422)
    const outcome = await rate(deps.db, { typed, rating, now: deps.now() })
    if (outcome.kind === 'tooMany') reply.header('retry-after', outcome.retryAfterSeconds)
    if (outcome.kind !== 'found') {
      const status = outcome.kind === 'tooMany' ? 429 : 404
      return reply.page(h(RatePage, { typed, problems: [], answer: outcome.kind }), status)
    }
    if (outcome.found !== 'kept')
      return reply.page(h(RatePage, { typed, problems: [], answer: outcome.found }), 409)
    req.work = 'saved'
    return reply.redirect(`${paths.rate}?xong=1`, 303)
  })
}
