import type { FastifyRequest } from 'fastify'
import { requireCitizen } from '../office/session.ts'
import type { Asking } from './load.ts'

/** Who asks for which procedure; whoever has not signed in is led to do so and back. */
export function askingOf(req: FastifyRequest): Asking {
  const { code = '' } = req.params as { code?: string }
  return { actor: requireCitizen(req), lang: req.lang, code }
}

/** The visit came from the last look and returns there. */
export function isReviewOf(req: FastifyRequest): boolean {
  return (req.query as { ve?: unknown }).ve === 'kiem-tra'
}
