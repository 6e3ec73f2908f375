import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { buildApp, type AppDeps } from '../../src/app.ts'

/** The web application with given routes and nothing else: no database, silent log. */
export async function webApp(
  routes: (app: FastifyInstance) => Promise<void>,
  overrides: Partial<AppDeps> = {},
): Promise<FastifyInstance> {
  return buildApp({
    log: pino({ level: 'silent' }),
    publicUrl: 'http://localhost:3000',
    secret: 'a secret of the tests, long enough',
    ready: async () => ({ ok: true, checks: {} }),
    routes: [routes],
    ...overrides,
  })
}
