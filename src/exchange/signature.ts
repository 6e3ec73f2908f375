/**
 * Signed messages between systems (ASVS 4.1.5): HMAC-SHA256 over method, path, moment, nonce and the hash of the body, in one
 * header `Authorization: MOTCUA-HMAC-SHA256 keyId=…, timestamp=…, nonce=…, signature=…`. Both directions use it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256Hex } from '../lib/canonical.ts'

export const SCHEME = 'MOTCUA-HMAC-SHA256'
/** Clocks of two systems may differ by this much; a nonce is remembered for twice as long. */
export const TOLERANCE_SECONDS = 300

export type SignedRequest = {
  method: string
  /** Path with its query, as it is sent. */
  path: string
  body: Uint8Array | string
}
export type Key = { id: string; secret: string }

export type Credentials = { keyId: string; timestamp: string; nonce: string; signature: string }

/** Why a request is not believed; said to the partner, since it tells an attacker nothing new. */
export type Distrust = 'authorization' | 'timestamp' | 'signature' | 'nonce'

/** The header's value; `nonce` is new for every request, a repeated one included. */
export function authorizationOf(
  request: SignedRequest,
  { key, now, nonce = randomBytes(16).toString('hex') }: { key: Key; now: Date; nonce?: string },
): string {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = signatureOf(request, { timestamp, nonce, secret: key.secret })
  return `${SCHEME} keyId=${key.id}, timestamp=${timestamp}, nonce=${nonce}, signature=${signature}`
}

/** The parts of the header; undefined for anything that is not exactly of this form. */
export function readAuthorization(header: string | undefined): Credentials | undefined {
  const match =
    /^MOTCUA-HMAC-SHA256 keyId=([\w.-]{1,60}), timestamp=(\d{10}), nonce=([\w-]{16,64}), signature=([0-9a-f]{64})$/.exec(
      header ?? '',
    )
  if (!match) return undefined
  const [, keyId = '', timestamp = '', nonce = '', signature = ''] = match
  return { keyId, timestamp, nonce, signature }
}

export function isTimely({ timestamp }: Credentials, now: Date): boolean {
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS
}

/** Compared in constant time; an unknown key costs the same and is never right. */
export function isSignedBy(
  request: SignedRequest,
  credentials: Credentials,
  secret: string | undefined,
): boolean {
  const { timestamp, nonce } = credentials
  const right = signatureOf(request, {
    timestamp,
    nonce,
    secret: secret ?? 'nobody holds this key',
  })
  const isRight = timingSafeEqual(Buffer.from(right), Buffer.from(credentials.signature))
  return isRight && secret !== undefined
}

function signatureOf(
  { method, path, body }: SignedRequest,
  { timestamp, nonce, secret }: { timestamp: string; nonce: string; secret: string },
): string {
  const text = [SCHEME, method.toUpperCase(), path, timestamp, nonce, sha256Hex(body)].join('\n')
  return createHmac('sha256', secret).update(text).digest('hex')
}
