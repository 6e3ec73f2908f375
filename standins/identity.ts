/** Mounts the stand-in identity provider in a web application, under a path of its own. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { errors } from 'oidc-provider'
import type Provider from 'oidc-provider'
import type { CustomFetch } from 'openid-client'
import { CSS, ChoicePage, pageHtml } from './identity-page.tsx'
import { makeProvider } from './identity-provider.ts'
import { findPeople, loadPeople, type MadePerson } from './people.ts'

export const MOUNT = '/dinh-danh-thu'

export type IdentitySettings = {
  /** the address under which people reach this application; the provider's own pages are below it */
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** folder in which the keys are kept */
  readonly stateDir: string
  /** where the browser returns to; by default the sign-in of this same application */
  readonly redirectUri?: string
}

export type MountedIdentity = {
  readonly issuer: string
  /** reaches the provider inside this program, whatever lies between it and the public address */
  readonly fetch: CustomFetch
}

/** Our forms check tokens; these routes belong to another system and are limited by nothing of ours. */
const config = { machine: true, rateLimit: false as const }

/** Call it before the application listens. */
export async function mountIdentity(
  app: FastifyInstance,
  settings: IdentitySettings,
): Promise<MountedIdentity> {
  const base = new URL(settings.publicUrl)
  const people = loadPeople()
  const issuer = `${base.origin}${MOUNT}`
  const redirectUri = settings.redirectUri ?? `${base.origin}/dang-nhap/xong`
  const provider = makeProvider({ ...settings, issuer, redirectUri, people })
  provider.on('server_error', (_ctx, error) => app.log.error(error, 'stand-in identity provider'))
  await app.register(choiceRoutes(provider, people, base), { prefix: MOUNT })
  await app.register(protocolRoutes(provider, base), { prefix: MOUNT })
  return { issuer, fetch: fetchThrough(app) }
}

/** The page on which a tester says who they are. */
function choiceRoutes(provider: Provider, people: readonly MadePerson[], base: URL) {
  return async (app: FastifyInstance): Promise<void> => {
    if (!app.hasContentTypeParser('application/x-www-form-urlencoded')) await app.register(formbody)
    app.get('/kieu.css', { config }, async (_req, reply) => reply.type('text/css').send(CSS))
    app.get('/chon/:uid', { config }, async (req, reply) => {
      await provider.interactionDetails(atPublicAddress(req, base), reply.raw)
      const words = wordOf(req.query, 'tim')
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
      return pageHtml(ChoicePage({ people: findPeople(people, words), words }))
    })
    app.post('/chon/:uid', { config }, async (req, reply) => {
      const subject = wordOf(req.body, 'person')
      const known = people.some((person) => person.subject === subject)
      const result = known ? { login: { accountId: subject } } : { error: 'access_denied' }
      const next = await provider.interactionResult(atPublicAddress(req, base), reply.raw, result, {
        mergeWithLastSubmission: false,
      })
      return reply.redirect(next, 303)
    })
    app.setErrorHandler(async (error, _req, reply) => {
      // Somebody came back to a choice that is over.
      if (error instanceof errors.SessionNotFound) return reply.redirect('/dang-nhap', 303)
      throw error
    })
  }
}

function wordOf(fields: unknown, name: string): string {
  const value = typeof fields === 'object' && fields !== null && Reflect.get(fields, name)
  return typeof value === 'string' ? value : ''
}

/** Everything else is the protocol itself, answered by the provider from the untouched request. */
function protocolRoutes(provider: Provider, base: URL) {
  const answer = provider.callback()
  return async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_req, _body, done) => done(null))
    app.all('/*', { config }, async (req, reply) => {
      reply.hijack()
      const raw: IncomingMessage & { originalUrl?: string } = atPublicAddress(req, base)
      raw.originalUrl = req.url
      raw.url = req.url.slice(MOUNT.length)
      await answer(raw, reply.raw)
    })
  }
}

/** The provider makes its addresses from the request: it is told the public one, whatever a proxy or a client says. */
function atPublicAddress(req: FastifyRequest, base: URL): IncomingMessage {
  const { raw } = req
  raw.headers.host = base.host
  raw.headers['x-forwarded-proto'] = base.protocol.slice(0, -1)
  delete raw.headers['x-forwarded-host']
  return raw
}

/** A fetch that stays inside the program. */
function fetchThrough(app: FastifyInstance): CustomFetch {
  return async (address, { method, headers, body }) => {
    const { pathname, search } = new URL(address)
    const answer = await app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url: `${pathname}${search}`,
      headers,
      ...(body instanceof URLSearchParams && { payload: body.toString() }),
    })
    const kept = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return new Response(new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: Object.fromEntries(kept) as Record<string, string>,
    })
  }
}
