/** Who may read the figures: whoever reaches the listener that is kept for it, or holds the token. For strangers the page does not exist. */
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from './config.ts'
import { healthRoutes, type Readiness } from './health.ts'
import { NotFound } from './lib/problem.ts'
import type { Metrics } from './metrics.ts'

export type MetricsDoor = { metrics: Metrics; token: string | undefined; isOpen: boolean }

/** `isOpen`: without a token everybody who reaches this listener may read. */
export function metricsRoute(app: FastifyInstance, door: MetricsDoor): void {
  app.get('/metrics', async (req, reply) => {
    if (!mayRead(req, door)) throw new NotFound()
    const { type, text } = await door.metrics.exposition(req.headers.accept)
    return reply.header('cache-control', 'no-store').type(type).send(text)
  })
}

function mayRead({ headers }: FastifyRequest, { token, isOpen }: MetricsDoor): boolean {
  if (token === undefined) return isOpen
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
  return given !== undefined && isSame(given, token)
}

function isSame(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(wanted))
}

/** A listener for those who watch, in a process of either role. */
export async function listenForWatchers(
  config: Config,
  watched: { metrics: Metrics; ready: () => Promise<Readiness> },
): Promise<FastifyInstance | undefined> {
  const { metricsPort: port, metricsHost: host, metricsToken: token } = config
  if (port === undefined) return undefined
  const app = Fastify({ logger: false, return503OnClosing: false })
  app.setErrorHandler((error, _req, reply) =>
    reply
      .code(error instanceof NotFound ? 404 : 500)
      .type('text/plain')
      .send(''),
  )
  healthRoutes(app, watched.ready)
  metricsRoute(app, { metrics: watched.metrics, token, isOpen: true })
  await app.listen({ port, host })
  return app
}
