/** The code in the hand of whoever sent a petition: twelve letters and digits that nobody mixes up, 60 bits. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The same for a form that is sent twice; nobody finds it without the secret of the house. */
export function codeFor(secret: string, key: string): string {
  const digest = createHmac('sha256', secret).update(`petition code ${key}`).digest()
  return [...digest.subarray(0, 12)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** ABCD-EFGH-JKLM */
export function showCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** As people copy it; undefined when it can be no code. */
export function readCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[\s.–-]+/g, '')
  return /^[2-9A-HJ-NP-Z]{12}$/.test(plain) ? plain : undefined
}

/** A picture that was already taken in by a form which comes back with something to mend. */
export type KeptPhoto = { sha256: string; mediaType: string }

/** What the form carries for it: only the house can make this, so nobody asks for a file of somebody else. */
export function sealPhoto(secret: string, key: string, photo: KeptPhoto): string {
  const { sha256, mediaType } = photo
  return `${sha256} ${mediaType} ${sealOf(secret, key, photo)}`
}

/** Undefined for what the house has not sealed for this form. */
export function openPhoto(secret: string, key: string, sealed: string): KeptPhoto | undefined {
  const [sha256 = '', mediaType = '', seal = ''] = sealed.split(' ')
  const photo = { sha256, mediaType }
  const [given, right] = [seal, sealOf(secret, key, photo)].map((each) => Buffer.from(each))
  return given!.length === right!.length && timingSafeEqual(given!, right!) ? photo : undefined
}

function sealOf(secret: string, key: string, { sha256, mediaType }: KeptPhoto): string {
  return createHmac('sha256', secret)
    .update(`petition photo ${key} ${sha256} ${mediaType}`)
    .digest('base64url')
}
