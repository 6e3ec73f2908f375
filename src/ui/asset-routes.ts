import type { FastifyInstance } from 'fastify'
import { asset, assetNames, encoded } from './assets.ts'
import { encodingFor } from './encoding.ts'

const FOREVER = 'public, max-age=31536000, immutable'

/** Serves the assets under names that change with their content: kept for ever, never asked for again. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  for (const name of assetNames) {
    const { url, type, body } = asset(name)
    app.get(url, { config: { rateLimit: false } }, async (req, reply) => {
      reply.header('cache-control', FOREVER).header('vary', 'Accept-Encoding').type(type)
      const encoding = encodingFor(req.headers['accept-encoding'])
      if (encoding === undefined) return reply.send(body)
      return reply.header('content-encoding', encoding).send(encoded(name, encoding))
    })
  }
}
