/** `/api/payment/v1/callbacks`: the gateway's signed word. Read as bytes, believed by its signature, and only then understood. */
import type { FastifyInstance } from 'fastify'
import { takeMessage, type Taken } from './online.ts'
import type { PaymentDeps } from './deps.ts'

const MOST_BODY_BYTES = 4000
const config = { rateLimit: { max: 6000, timeWindow: '1 minute' } }

export async function callbackRoutes(app: FastifyInstance, deps: PaymentDeps): Promise<void> {
  await app.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES },
      (_req, body, done) => done(null, body),
    )
    door.post('/api/payment/v1/callbacks', { config }, async (req, reply) => {
      const gateway = deps.gateway()
      if (!gateway) return reply.code(401).send({ code: 'noGateway' })
      const taken = await takeMessage(deps, gateway, {
        authorization: req.headers.authorization,
        method: req.method,
        path: req.raw.url ?? '',
        body: (req.body as Buffer | undefined) ?? Buffer.alloc(0),
        now: deps.now(),
      })
      if (taken.kind === 'taken') req.work = 'saved'
      return reply.code(statusOf(taken)).send(said(taken))
    })
  })
}

function statusOf(taken: Taken): number {
  if (taken.kind === 'taken') return 200
  return taken.why === 'signature' || taken.why === 'timestamp' ? 401 : 422
}

function said(taken: Taken): object {
  return taken.kind === 'taken' ? { taken: true, isRepeat: taken.isRepeat } : { code: taken.why }
}
