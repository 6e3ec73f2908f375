/** The code in the hand of whoever sent a petition: twelve letters and digits that nobody mixes up, 60 bits. */
import { createHmac } from 'node:crypto'
import { readToken, tokenOf } from '../counter/proof.ts'

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

/** What the form carries for it: only the house can make this, for this form, so nobody asks for a file of somebody else. */
export function sealPhoto(secret: string, key: string, photo: KeptPhoto): string {
  return tokenOf({ secret, personId: NOBODY }, kindOf(key), photo)
}

/** Undefined for what the house has not sealed for this form. */
export function openPhoto(secret: string, key: string, sealed: string): KeptPhoto | undefined {
  const photo = readToken({ secret, personId: NOBODY }, kindOf(key), sealed)
  return photo as KeptPhoto | undefined
}

/** Whoever sends it need not have signed in: the form is known by its key. */
const NOBODY = 0
const kindOf = (key: string): string => `petition photo ${key}`
