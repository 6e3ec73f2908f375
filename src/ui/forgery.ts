import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Anti-forgery tokens: bound to a random cookie of the browser, different on every page, worthless without the cookie. */
export type Forgery = {
  newCookie(): string
  issue(cookie: string): string
  /** False for anything but a token issued by us for this cookie; compared in constant time. */
  accepts(cookie: string | undefined, token: string | undefined): boolean
}

const COOKIE = /^[\w-]{32}$/

export function isFormCookie(value: string | undefined): value is string {
  return value !== undefined && COOKIE.test(value)
}

/** `secret` is the installation's secret; the key is derived from it for this purpose alone. */
export function forgery(secret: string): Forgery {
  const key = createHmac('sha256', secret).update('motcua form tokens').digest()
  const seal = (cookie: string, nonce: string) =>
    createHmac('sha256', key).update(`${cookie}.${nonce}`).digest('base64url')

  return {
    newCookie: () => randomBytes(24).toString('base64url'),
    issue(cookie) {
      const nonce = randomBytes(12).toString('base64url')
      return `${nonce}.${seal(cookie, nonce)}`
    },
    accepts(cookie, token) {
      if (!isFormCookie(cookie) || token === undefined || token.length > 200) return false
      const [nonce = '', given = ''] = token.split('.', 2)
      const expected = Buffer.from(seal(cookie, nonce))
      const actual = Buffer.from(given)
      return actual.length === expected.length && timingSafeEqual(actual, expected)
    },
  }
}

export type Provenance = {
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
}

/**
 * Whether a browser says that another site sent this request. Old browsers, and browsers on plain http, send no
 * Sec-Fetch-Site: then Origin decides; a request with neither comes from no browser form and still needs its token.
 */
export function isCrossSite(from: Provenance, publicUrl: string): boolean {
  if (from.fetchSite !== undefined) {
    return from.fetchSite !== 'same-origin' && from.fetchSite !== 'none'
  }
  if (from.origin === undefined) return false
  if (!URL.canParse(from.origin)) return true
  return from.origin !== new URL(publicUrl).origin && new URL(from.origin).host !== from.host
}
