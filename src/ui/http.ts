import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { encode, encodingFor } from './encoding.ts'
import { forgery, isCrossSite, isFormCookie, type Forgery } from './forgery.ts'
import { isLang, type Lang } from './i18n.ts'
import { newId } from '../lib/ids.ts'
import { isInApp } from './in-app.tsx'
import { PageFactsProvider, type PageFacts, type Viewer } from './page-context.ts'
import { FormExpired } from './refusals.ts'

/** How far the work of this request has come: an error page says whether what was sent has been kept. */
export type Work = 'nothingSent' | 'received' | 'saved'

declare module 'fastify' {
  interface FastifyRequest {
    readonly lang: Lang
    /** Who looks, for the frame of the page; set by the session. */
    viewer: Viewer | null
    /** A handler says `req.work = 'saved'` once its transaction is committed. */
    work: Work
    /** A fresh anti-forgery token for a form on this page. */
    csrf(): string
    /** Throws `FormExpired` unless the token belongs to this browser. `readForm` calls it. */
    checkCsrf(token: string | undefined): void
    formCookie: string | null
    formChecked: boolean
  }
  interface FastifyReply {
    /** Renders a whole page; nothing of it is cached, since it is somebody's own. */
    page(vnode: JSX.Element, status?: number): FastifyReply
    /** Renders a part of a page for htmx. */
    fragment(vnode: JSX.Element, status?: number): FastifyReply
  }
  interface FastifyContextConfig {
    /** Called by programs, not by our forms: no anti-forgery token is expected. Everything under /api/ is. */
    machine?: boolean
  }
}

export type PagesOptions = {
  /** The address that people use; https decides about the `Secure` flag of cookies. */
  readonly publicUrl: string
  readonly secret: string
  /** Shown on every page of an installation that is not the real one. */
  readonly notice?: string | undefined
}

const YEAR_SECONDS = 365 * 24 * 3600

/** The decorators that pages are built with. */
export async function setUpPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  await app.register(cookie)
  const secure = options.publicUrl.startsWith('https:')
  const cookieName = secure ? '__Host-form' : 'form'
  const tokens = forgery(options.secret)

  decorateRequests(app, { tokens, cookieName })
  decorateReplies(app, options.notice)
  app.addHook('onRequest', async (req, reply) => {
    // Whatever fails from here on, the person did send something.
    if (!SAFE.has(req.method)) req.work = 'received'
    rememberLanguage(req, reply, secure)
    refuseOtherSites(req, options.publicUrl)
  })
  app.addHook('onSend', async (req, reply) => {
    if (req.formCookie !== null) {
      reply.setCookie(cookieName, req.formCookie, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
      })
    }
    refuseUncheckedForm(req, reply)
  })
}

type TokenSource = { tokens: Forgery; cookieName: string }

function decorateRequests(app: FastifyInstance, { tokens, cookieName }: TokenSource): void {
  app.decorateRequest('lang', { getter: langOf })
  app.decorateRequest('viewer', null)
  app.decorateRequest('work', 'nothingSent')
  app.decorateRequest('formCookie', null)
  app.decorateRequest('formChecked', false)
  app.decorateRequest('csrf', function csrf(this: FastifyRequest) {
    const held = this.cookies?.[cookieName]
    if (isFormCookie(held)) return tokens.issue(held)
    this.formCookie ??= tokens.newCookie()
    return tokens.issue(this.formCookie)
  })
  app.decorateRequest('checkCsrf', function checkCsrf(this: FastifyRequest, token?: string) {
    this.formChecked = true
    if (!tokens.accepts(this.cookies[cookieName], token)) throw new FormExpired()
  })
}

function decorateReplies(app: FastifyInstance, notice: string | undefined): void {
  app.decorateReply('page', function page(this: FastifyReply, vnode: JSX.Element, status = 200) {
    return sendHtml(this, `<!doctype html>${render(this.request, vnode, notice)}`, status)
  })
  app.decorateReply(
    'fragment',
    function fragment(this: FastifyReply, vnode: JSX.Element, status = 200) {
      this.header('vary', 'HX-Request')
      return sendHtml(this, render(this.request, vnode, notice), status)
    },
  )
}

function render(req: FastifyRequest, vnode: JSX.Element, notice: string | undefined): string {
  const facts: PageFacts = {
    lang: req.lang,
    url: req.raw.url ?? '/',
    viewer: req.viewer,
    notice,
    inApp: isInApp(req.headers['user-agent']),
    csrf: () => req.csrf(),
    newKey: () => newId(new Date()),
  }
  return renderToString(h(PageFactsProvider, { value: facts, children: vnode }))
}

function sendHtml(reply: FastifyReply, html: string, status: number): FastifyReply {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  return reply
    .code(status)
    .header('content-language', reply.request.lang)
    .type('text/html; charset=utf-8')
    .send(travelling(reply, Buffer.from(html)))
}

/** The page as the browser takes it. Compression leaks nothing of the tokens: they are different on every page. */
function travelling(reply: FastifyReply, html: Buffer): Buffer {
  const varies = reply.getHeader('vary')
  reply.header(
    'vary',
    varies === undefined ? 'Accept-Encoding' : `${String(varies)}, Accept-Encoding`,
  )
  const encoding = encodingFor(reply.request.headers['accept-encoding'])
  if (encoding === undefined || html.length < 1400) return html
  reply.header('content-encoding', encoding)
  return encode(html, encoding, { kept: false })
}

function queryLang(req: FastifyRequest): Lang | undefined {
  const { lang } = req.query as { lang?: unknown }
  return isLang(lang) ? lang : undefined
}

function langOf(this: FastifyRequest): Lang {
  const asked = queryLang(this) ?? this.cookies?.['lang']
  return isLang(asked) ? asked : 'vi'
}

function rememberLanguage(req: FastifyRequest, reply: FastifyReply, secure: boolean): void {
  const chosen = req.method === 'GET' ? queryLang(req) : undefined
  if (chosen === undefined || req.cookies['lang'] === chosen) return
  reply.setCookie('lang', chosen, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', secure })
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Programs sign their requests instead; they send no cookies of a person. */
export function isMachineRoute(req: FastifyRequest): boolean {
  return req.url.startsWith('/api/') || req.routeOptions.config.machine === true
}

function refuseOtherSites(req: FastifyRequest, publicUrl: string): void {
  if (SAFE.has(req.method) || isMachineRoute(req)) return
  const fetchSite = req.headers['sec-fetch-site']
  const from = {
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    origin: req.headers.origin,
    host: req.headers.host,
  }
  if (isCrossSite(from, publicUrl)) {
    req.formChecked = true
    throw new FormExpired()
  }
}

/** A handler that changes something without `readForm` is found by its first test, not by an attacker. */
function refuseUncheckedForm(req: FastifyRequest, reply: FastifyReply): void {
  if (SAFE.has(req.method) || isMachineRoute(req) || req.formChecked || reply.statusCode >= 400) {
    return
  }
  throw new Error(`${req.method} ${req.routeOptions.url ?? ''} answered without checking its form.`)
}
