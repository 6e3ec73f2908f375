/** The sign-in that a browser has begun, kept in its own cookie: signed by us, for ten minutes, for one answer. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignInSecrets } from './identity.ts'
import { ownPath } from './return-path.ts'

export type PendingSignIn = {
  readonly secrets: SignInSecrets
  /** the page to return to */
  readonly next?: string
}

const LIFETIME_MS = 10 * 60_000
export const PENDING_SECONDS = LIFETIME_MS / 1000

type Sealed = SignInSecrets & { readonly next?: string; readonly until: number }

export function sealPending(key: string, pending: PendingSignIn, now: Date): string {
  const { secrets, next } = pending
  const sealed: Sealed = {
    ...secrets,
    ...(next !== undefined && { next }),
    until: now.getTime() + LIFETIME_MS,
  }
  const body = Buffer.from(JSON.stringify(sealed)).toString('base64url')
  return `${body}.${signature(key, body).toString('base64url')}`
}

/** The pending sign-in; undefined when it was made elsewhere, altered, or is older than ten minutes. */
export function openPending(
  key: string,
  cookie: string | undefined,
  now: Date,
): PendingSignIn | undefined {
  const [body = '', mark = ''] = (cookie ?? '').split('.')
  const given = Buffer.from(mark, 'base64url')
  const right = signature(key, body)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const { state, nonce, verifier, next, until } = JSON.parse(
    Buffer.from(body, 'base64url').toString(),
  ) as Sealed
  if (until <= now.getTime() || until > now.getTime() + LIFETIME_MS) return undefined
  const page = ownPath(next)
  return { secrets: { state, nonce, verifier }, ...(page !== undefined && { next: page }) }
}

function signature(key: string, body: string): Buffer {
  return createHmac('sha256', key).update('pending sign-in\n').update(body).digest()
}
