/** Writes docs/api/portal.openapi.json and partner.openapi.json from the routes. With --frozen: fails when one is out of date. */
import Fastify, { type FastifyInstance } from 'fastify'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format } from 'prettier'
import { checkout } from '../src/checkout.ts'
import type { ExchangeDeps } from '../src/exchange/deps.ts'
import type { PartnerDeps } from '../src/exchange/partner-deps.ts'
import { partnerRoutes } from '../src/exchange/partner-routes.ts'
import { exchangeRoutes } from '../src/exchange/routes.ts'

type Document = { file: string; address: string; routes(app: FastifyInstance): Promise<void> }

// Only the descriptions are asked for; no request reaches a handler.
const documents: readonly Document[] = [
  {
    file: 'docs/api/portal.openapi.json',
    address: '/api/openapi.json',
    routes: (app) => exchangeRoutes(app, {} as ExchangeDeps),
  },
  {
    file: 'docs/api/partner.openapi.json',
    address: '/api/partner/openapi.json',
    routes: (app) => partnerRoutes(app, {} as PartnerDeps),
  },
]

for (const { file, address, routes } of documents) {
  const target = join(checkout, file)
  const app = Fastify()
  await routes(app)
  const { body } = await app.inject(address)
  const fresh = await format(body, { parser: 'json', printWidth: 100 })
  if (!process.argv.includes('--frozen')) {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, fresh)
  } else if (readFileSync(target, 'utf8') !== fresh) {
    console.error(`${file} is out of date: npm run check -- openapi`)
    process.exitCode = 1
  }
}
