/** Writes docs/api/portal.openapi.json from the routes. With --frozen: fails when the file is out of date. */
import Fastify from 'fastify'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format } from 'prettier'
import { checkout } from '../src/checkout.ts'
import type { ExchangeDeps } from '../src/exchange/deps.ts'
import { exchangeRoutes } from '../src/exchange/routes.ts'

const target = join(checkout, 'docs/api/portal.openapi.json')

const app = Fastify()
// Only the description is asked for; no request reaches a handler.
await exchangeRoutes(app, {} as ExchangeDeps)
const { body } = await app.inject('/api/openapi.json')
const fresh = await format(body, { parser: 'json', printWidth: 100 })
if (!process.argv.includes('--frozen')) {
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, fresh)
} else if (readFileSync(target, 'utf8') !== fresh) {
  console.error('docs/api/portal.openapi.json is out of date: npm run check -- openapi')
  process.exitCode = 1
}
