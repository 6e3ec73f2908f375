import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify'
import { randomBytes } from 'node:crypto'
import { h } from 'preact'
import { healthRoutes, type Readiness } from './health.ts'
import { metricsRoute } from './metrics-door.ts'
import type { Metrics } from './metrics.ts'
import { connectionLimits, refuseOddRequests, type ConnectionLimits } from './request-limits.ts'
import { headersBeforeAll, headersFor, setUpSecurityHeaders } from './security-headers.ts'
import { answerFailure, isForPrograms, setUpFailures } from './ui/answers-to-failures.ts'
import { assetRoutes } from './ui/asset-routes.ts'
import { statusOfCode } from './ui/failure.ts'
import { setUpPages } from './ui/http.ts'
import { StartingPage, type Progress } from './ui/starting.tsx'

export type AppDeps = {
  readonly log: FastifyBaseLogger
  readonly publicUrl: string
  readonly secret: string
  /** Shown on every page of a demo or development installation. */
  readonly notice?: string | undefined
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed; none by default. */
  readonly trustedProxies?: readonly string[]
  /** Origins that a form of ours may end up at: the identity provider's, since sign-in redirects there. */
  readonly formTargets?: readonly string[]
  /** Per address; generous, because a whole office may stand behind one. Default 1200. */
  readonly requestsPerMinute?: number
  /** How slowly one may send; shorter in tests. */
  readonly connectionLimits?: ConnectionLimits
  readonly ready: () => Promise<Readiness>
  /** Once true, every answer closes its connection: the browser's next request goes to another machine. */
  readonly isStopping?: () => boolean
  /** With a token, `/metrics` is there for who sends it. */
  readonly metrics?: Metrics
  readonly metricsToken?: string | undefined
  /** While not done, every page is the progress page. */
  readonly progress?: () => Progress
  readonly routes: readonly ((app: FastifyInstance) => Promise<void>)[]
  /** Hears of every route as it is registered. */
  readonly onRoute?: ((route: RouteOptions) => void) | undefined
}

/** Form bodies without files; files have their own limits in `readForm`. */
const BODY_BYTES = 1_000_000

/** The web application: headers, limits, failures, health, then the routes of the slices. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    genReqId: newIncidentCode,
    trustProxy: deps.trustedProxies?.length ? [...deps.trustedProxies] : false,
    ...(deps.connectionLimits ?? connectionLimits),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerUnreadable,
    // Whoever is connected while we stop is answered like everybody; the port itself is closed.
    return503OnClosing: false,
  })
  const { onRoute } = deps
  if (onRoute) app.addHook('onRoute', (route) => onRoute(route))
  app.removeContentTypeParser('text/plain')
  await app.register(helmet, headersFor(deps))
  setUpSecurityHeaders(app)
  await setUpPages(app, deps)
  await app.register(rateLimit, {
    max: deps.requestsPerMinute ?? 1200,
    timeWindow: '1 minute',
    addHeadersOnExceeding: hiddenLimits,
    addHeaders: hiddenLimits,
  })
  await app.register(formbody, { bodyLimit: BODY_BYTES })
  await app.register(multipart, { limits: { fileSize: 1 } })
  setUpFailures(app)
  refuseOddRequests(app)
  logWithoutPersonalData(app)
  if (deps.metrics) countRequests(app, deps.metrics)
  if (deps.isStopping) closeConnections(app, deps.isStopping)
  healthRoutes(app, deps.ready)
  if (deps.metrics && deps.metricsToken !== undefined) {
    metricsRoute(app, { metrics: deps.metrics, token: deps.metricsToken, isOpen: false })
  }
  await assetRoutes(app)
  if (deps.progress) holdUntilLoaded(app, deps.progress)
  for (const routes of deps.routes) await app.register(routes)
  return app
}

/** An address that cannot even be read: nothing of ours has run yet, so people get a sentence and no page. */
function answerUnreadable(_error: Error, req: FastifyRequest, reply: FastifyReply): void {
  const failure = { status: statusOfCode.badRequest, code: 'badRequest' as const, problems: [] }
  reply.headers(headersBeforeAll)
  if (isForPrograms(req)) return void answerFailure(failure, req, reply)
  const sentence = 'Không đọc được địa chỉ này. Hãy kiểm tra lại địa chỉ, hoặc mở trang chủ.'
  void reply.code(failure.status).type('text/plain; charset=utf-8').send(sentence)
}

/** The limit itself is nobody's business; only when to come back is said. */
const hiddenLimits = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
}

/** Eight letters and digits that can be read out on the telephone: no 0, O, 1, I. */
function newIncidentCode(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  return Array.from(randomBytes(8), (byte) => letters[byte % 32]).join('')
}

/** One line per request: the route's pattern, never the address, which holds codes, nor the body. */
function logWithoutPersonalData(app: FastifyInstance): void {
  app.addHook('onResponse', async (req, reply) => {
    const route = req.routeOptions.url ?? '(none)'
    const ms = Math.round(reply.elapsedTime)
    const line = { id: req.id, method: req.method, route, status: reply.statusCode, ms }
    req.log.info(line, 'answered')
  })
}

/** By the route's pattern: addresses are endless, and some hold codes. */
function countRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRequest', async () => metrics.openRequests(1))
  // onResponse comes for answers that were cut off as well
  app.addHook('onResponse', async (req, reply) => {
    metrics.openRequests(-1)
    metrics.answered({
      route: req.routeOptions.url ?? '(none)',
      method: req.method,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
  })
}

function closeConnections(app: FastifyInstance, isStopping: () => boolean): void {
  app.addHook('onSend', async (_req, reply) => {
    if (isStopping()) reply.header('connection', 'close')
  })
}

const ALWAYS_OPEN = /^\/(healthz|readyz|metrics|assets\/.*)$/

function holdUntilLoaded(app: FastifyInstance, progress: () => Progress): void {
  app.addHook('onRequest', async (req, reply) => {
    const state = progress()
    if (state.done || ALWAYS_OPEN.test(req.routeOptions.url ?? '')) return
    reply.header('retry-after', '2')
    if (isForPrograms(req)) {
      const failure = { status: statusOfCode.starting, code: 'starting' as const, problems: [] }
      return answerFailure(failure, req, reply)
    }
    return reply.page(h(StartingPage, { progress: state }), 503)
  })
}
