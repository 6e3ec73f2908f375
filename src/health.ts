/** Whether this process lives, and whether requests should be sent to it. Answers in stable words, without names, addresses or reasons. */
import type { FastifyInstance } from 'fastify'
import type { Beats } from './beats.ts'

export type Check =
  'ok' | 'loading' | 'unreachable' | 'behind' | 'unknown' | 'silent' | 'none' | 'stopping'

export type Readiness = { readonly ok: boolean; readonly checks: Readonly<Record<string, Check>> }

export type HealthOptions = {
  /** Numbers of the migrations that the database has; rejects when it does not answer. */
  appliedMigrations: () => Promise<readonly number[]>
  neededMigrations: readonly number[]
  isLoaded: () => boolean
  isStopping: () => boolean
  beats: Beats
  /** How long the database may take to answer (default 2,000). */
  databaseMs?: number
}

export const DATABASE_MS = 2_000
const KEPT_MS = 250
/** A subscriber that hangs is cut off after 36 seconds; a loop that is silent for longer than this does not come back. */
const SILENT_SECONDS = 120

type Database = { database: Check; migrations: Check }

/** Asked by many, the database is asked four times a second at most. */
export function openHealth(options: HealthOptions): () => Promise<Readiness> {
  let readAt = -Infinity
  let known: Database = { database: 'unknown', migrations: 'unknown' }
  let asking: Promise<Database> | undefined
  const ask = async (): Promise<Database> => {
    known = await lookAtDatabase(options)
    readAt = performance.now()
    return known
  }
  return async () => {
    const isFresh = performance.now() - readAt < KEPT_MS
    const database = isFresh ? known : await (asking ??= ask().finally(() => (asking = undefined)))
    const checks = {
      ...database,
      law: options.isLoaded() ? ('ok' as const) : ('loading' as const),
      worker: workerOf(options.beats),
      program: options.isStopping() ? ('stopping' as const) : ('ok' as const),
    }
    return { ok: Object.values(checks).every((each) => each === 'ok' || each === 'none'), checks }
  }
}

async function lookAtDatabase(options: HealthOptions): Promise<Database> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), options.databaseMs ?? DATABASE_MS)
  })
  try {
    const applied = new Set(await Promise.race([options.appliedMigrations(), late]))
    const isThere = options.neededMigrations.every((number) => applied.has(number))
    return { database: 'ok', migrations: isThere ? 'ok' : 'behind' }
  } catch {
    return { database: 'unreachable', migrations: 'unknown' }
  } finally {
    clearTimeout(timer)
  }
}

function workerOf(beats: Beats): Check {
  const ages = Object.values(beats.ages())
  if (ages.length === 0) return 'none'
  return ages.every((seconds) => seconds < SILENT_SECONDS) ? 'ok' : 'silent'
}

/** `/healthz` touches nothing; `/readyz` says 503 while requests should go elsewhere. */
export function healthRoutes(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  const config = { rateLimit: false as const }
  app.get('/healthz', { config }, async (_req, reply) => reply.type('text/plain').send('ok'))
  app.get('/readyz', { config }, async (_req, reply) => {
    const readiness = await ready()
    reply.header('cache-control', 'no-store')
    return reply.code(readiness.ok ? 200 : 503).send(readiness)
  })
}
