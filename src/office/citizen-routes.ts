/** The routes of the citizens' door: to the identity provider and back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { paths } from '../ui/paths.ts'
import { IdentityRefused } from './identity.ts'
import type { Identity } from './identity.ts'
import { DoorPage } from './pages.tsx'
import { limited } from './limits.ts'
import { PENDING_SECONDS, openPending, sealPending } from './pending.ts'
import type { PendingSignIn } from './pending.ts'
import { ownPath } from './return-path.ts'
import type { OfficeDeps } from './routes.ts'
import { logSignIn, upsertCitizen } from './store.ts'
import type { DoorTrouble } from './wording.ts'

const STATUS: Readonly<Record<DoorTrouble, number>> = {
  cancelled: 200,
  expired: 400,
  untrusted: 403,
  closed: 403,
  unreachable: 503,
}

export async function citizenRoutes(app: FastifyInstance, deps: OfficeDeps): Promise<void> {
  const secure = deps.publicUrl.startsWith('https:')
  const cookie = {
    name: secure ? '__Host-signin' : 'signin',
    options: { path: '/', httpOnly: true, sameSite: 'lax' as const, secure },
  }
  app.get(paths.signIn, async (req, reply) => {
    const next = nextOf(req)
    if (req.actor.kind === 'citizen') return reply.redirect(next ?? paths.mine, 303)
    return reply.page(h(DoorPage, { next, standIn: deps.identityIsStandIn }))
  })
  app.get('/dang-nhap/bat-dau', limited(deps, 'signIn'), async (req, reply) => {
    const elsewhere = publicAddress(req, deps.publicUrl)
    if (elsewhere !== undefined) return reply.redirect(elsewhere, 303)
    return begin(req, reply, deps, cookie)
  })
  app.get('/dang-nhap/xong', limited(deps, 'signIn'), async (req, reply) => {
    const pending = openPending(deps.secret, req.cookies[cookie.name], deps.now())
    reply.clearCookie(cookie.name, cookie.options)
    if (pending === undefined) return refused(reply, deps, { trouble: 'expired' })
    return finish(req, reply, deps, pending)
  })
}

type SignInCookie = {
  readonly name: string
  readonly options: { path: string; httpOnly: boolean; sameSite: 'lax'; secure: boolean }
}

/**
 * The provider returns people to the public address, so the sign-in has to begin there: a cookie of another host would
 * be missing at the end. The mark keeps a proxy that changes the host from sending people round in circles.
 */
function publicAddress(req: FastifyRequest, publicUrl: string): string | undefined {
  const { moved } = req.query as { moved?: unknown }
  if (moved !== undefined || req.headers.host === new URL(publicUrl).host) return undefined
  const there = new URL('/dang-nhap/bat-dau', publicUrl)
  const next = nextOf(req)
  if (next !== undefined) there.searchParams.set('next', next)
  there.searchParams.set('moved', '1')
  return there.href
}

async function begin(
  req: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  cookie: SignInCookie,
) {
  const next = nextOf(req)
  try {
    const { address, secrets } = await deps.identity.begin()
    const pending = { secrets, ...(next !== undefined && { next }) }
    reply.setCookie(cookie.name, sealPending(deps.secret, pending, deps.now()), {
      ...cookie.options,
      maxAge: PENDING_SECONDS,
    })
    return reply.header('cache-control', 'no-store').redirect(address, 303)
  } catch (error) {
    if (!(error instanceof IdentityRefused)) throw error
    logRefusal(req, error)
    return refused(reply, deps, { trouble: error.because, next })
  }
}

async function finish(
  req: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  { secrets, next }: PendingSignIn,
) {
  const at = deps.now()
  let identity: Identity
  try {
    identity = await deps.identity.finish(new URL(req.url, deps.publicUrl), secrets)
  } catch (error) {
    if (!(error instanceof IdentityRefused)) throw error
    logRefusal(req, error)
    await logSignIn(deps.db, { kind: 'citizen', outcome: error.because, at })
    return refused(reply, deps, { trouble: error.because, next })
  }
  const personId = await upsertCitizen(deps.db, identity)
  if (personId === undefined) {
    await logSignIn(deps.db, { kind: 'citizen', outcome: 'closed', at })
    return refused(reply, deps, { trouble: 'closed', next })
  }
  await logSignIn(deps.db, { kind: 'citizen', outcome: 'in', personId, at })
  await deps.sessions.begin(req, reply, { kind: 'citizen', personId })
  return reply.redirect(next ?? paths.mine, 303)
}

function refused(
  reply: FastifyReply,
  { identityIsStandIn }: OfficeDeps,
  why: { trouble: DoorTrouble; next?: string | undefined },
) {
  return reply.page(h(DoorPage, { ...why, standIn: identityIsStandIn }), STATUS[why.trouble])
}

/** The kind of failure only: messages of the provider may repeat codes and tokens. */
function logRefusal(req: FastifyRequest, { because, cause }: IdentityRefused): void {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  req.log.warn({ because, code }, 'sign-in with the identity provider refused')
}

function nextOf(req: FastifyRequest): string | undefined {
  return ownPath((req.query as { next?: unknown }).next)
}
