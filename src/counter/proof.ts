/** What a page carries for its own next sending, so that whoever sends it proves that this house gave it to them. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type Holder = { secret: string; personId: number }

/** `kind`: what it is, so that a proof of one thing is none of another. */
export function tokenOf(holder: Holder, kind: string, value: object): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${text}.${proof(holder, kind, text)}`
}

/** Undefined for a token that was not made for this person, or of another kind. */
export function readToken(holder: Holder, kind: string, token: string): unknown {
  const [text = '', given = ''] = token.split('.')
  const expected = proof(holder, kind, text)
  const isOurs =
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  return isOurs
    ? (JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown)
    : undefined
}

function proof({ secret, personId }: Holder, kind: string, text: string): string {
  return createHmac('sha256', secret).update(`${kind} ${personId} ${text}`).digest('base64url')
}
