/** Citizens are known by a national identity provider (VNeID, NĐ 69/2024). What this slice needs of one. */
import { parseDay, type Day } from '../lib/time.ts'
import { cleanLine } from '../lib/text.ts'

/** What ties the answer of the provider to the browser that asked: kept by that browser for some minutes. */
export type SignInSecrets = {
  readonly state: string
  readonly nonce: string
  /** PKCE, RFC 7636 */
  readonly verifier: string
}

/** A citizen as the provider vouches for them. */
export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly fullName: string
  /** twelve digits (số định danh cá nhân) */
  readonly personalNumber: string | null
  readonly birthOn: Day | null
  readonly phone: string | null
  readonly email: string | null
}

export interface IdentityProvider {
  /** Origin of the pages on which people sign in; forms may end there. */
  readonly origin: string
  /** Throws `IdentityRefused` ('unreachable'). */
  begin(): Promise<{ readonly address: string; readonly secrets: SignInSecrets }>
  /** `returned` is the address the provider sent the browser to. Throws `IdentityRefused`. */
  finish(returned: URL, secrets: SignInSecrets): Promise<Identity>
}

/** cancelled: the person said no · unreachable: the provider does not answer · untrusted: the answer proves nothing. */
export type RefusedBecause = 'cancelled' | 'unreachable' | 'untrusted'

export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused'
  readonly because: RefusedBecause

  constructor(because: RefusedBecause, cause?: unknown) {
    super(`sign-in refused: ${because}`, { cause })
    this.because = because
  }
}

type Claims = Readonly<Record<string, unknown>>

/**
 * The person in the provider's claims. Subject and name are needed; anything else that is not in the form we keep is
 * left out, as if the provider had not said it. Undefined when it is nobody.
 */
export function identityFrom(issuer: string, claims: Claims): Identity | undefined {
  const subject = claims['sub']
  const fullName = text(claims['name'], 200)
  if (typeof subject !== 'string' || subject === '' || subject.length > 255) return undefined
  if (fullName === null) return undefined
  const email = text(claims['email'], 254)
  return {
    issuer,
    subject,
    fullName,
    personalNumber: matching(text(claims['personal_number'], 12), /^\d{12}$/),
    birthOn: parseDay(text(claims['birthdate'], 10) ?? '') ?? null,
    phone: localPhone(text(claims['phone_number'], 20)),
    email: matching(email, /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/),
  }
}

function text(claim: unknown, longest: number): string | null {
  const words = typeof claim === 'string' ? cleanLine(claim) : ''
  return words !== '' && words.length <= longest ? words : null
}

function matching(words: string | null, form: RegExp): string | null {
  return words !== null && form.test(words) ? words : null
}

/** '+84 912 345 678' is kept as it is dialled here: '0912345678'. */
function localPhone(words: string | null): string | null {
  const digits = words?.replace(/[\s.-]/g, '').replace(/^\+84/, '0') ?? null
  return matching(digits, /^0\d{9,10}$/)
}
