/** How long, how large and of which kind a request may be, before any route looks at it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from './lib/problem.ts'
import { OddRequest, UnsupportedBody } from './ui/refusals.ts'

/** A search of 5,000 characters is answered; nothing of ours is longer. */
const LONGEST_ADDRESS = 8000
const LONGEST_COOKIES = 8000

/**
 * Whoever sends slowly holds a connection only so long. A hundred megabytes of photographs over a weak mobile line take ten
 * minutes; the headers of a request take no browser fifteen seconds.
 */
export const connectionLimits = {
  /** All of a request, its files included. */
  requestTimeout: 10 * 60_000,
  /** A connection on which nothing moves. */
  connectionTimeout: 2 * 60_000,
  /** A connection between two requests; longer than the 60 s of common proxies would keep dead ones, shorter breaks live ones. */
  keepAliveTimeout: 65_000,
  http: {
    headersTimeout: 15_000,
    /** How often the two limits above are looked at. */
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: 16_384,
  },
}

export type ConnectionLimits = typeof connectionLimits

export function refuseOddRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (req) => {
    // No page of ours has a NUL in its address, and PostgreSQL keeps none: such an address leads nowhere.
    if (req.url.includes('%00')) throw new NotFound()
    if (req.url.length > LONGEST_ADDRESS) throw new OddRequest(414)
    if ((req.headers.cookie?.length ?? 0) > LONGEST_COOKIES) throw new OddRequest(431)
    if (isCompressed(req)) throw new UnsupportedBody()
  })
}

/** Nothing is unpacked here: a few kilobytes could become gigabytes. */
function isCompressed(req: FastifyRequest): boolean {
  return !['', 'identity'].includes((req.headers['content-encoding'] ?? '').trim().toLowerCase())
}
