import type { FastifyRequest } from 'fastify'
import { requireCitizen } from '../office/session.ts'
import { chosenIn } from './for-whom.ts'
import type { Asking } from './load.ts'

/** Who asks for which procedure; whoever has not signed in is led to do so and back. */
export function askingOf(req: FastifyRequest): Asking {
  const { code = '' } = req.params as { code?: string }
  const actor = requireCitizen(req)
  return { actor, lang: req.lang, code, ...chosenIn(req, actor, code) }
}

/** The visit came from the last look and returns there. */
export function isReviewOf(req: FastifyRequest): boolean {
  return (req.query as { ve?: unknown }).ve === 'kiem-tra'
}
