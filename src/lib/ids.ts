import { createHash, randomFillSync } from 'node:crypto'

declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** A dossier, for ever. UUID version 7. */
export type DossierId = Branded<string, 'DossierId'>
/** An office: 1…999_999, in one number space with persons, so that a scope is one integer. */
export type OfficeId = Branded<number, 'OfficeId'>
/** A person: 1_000_000 and up. */
export type PersonId = Branded<number, 'PersonId'>

export const FIRST_PERSON_ID = 1_000_000

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** UUID version 7 (RFC 9562): 48 bits of the moment, 74 bits of chance. Ids of later milliseconds sort later. */
export function newId(now: Date): string {
  const moment = now.getTime()
  if (!(moment >= 0 && moment < 2 ** 48)) throw new RangeError('newId: moment outside 1970–10889')
  const bytes = randomFillSync(Buffer.alloc(16))
  bytes.writeUIntBE(moment, 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-')
}

/** The same UUID (version 8, RFC 9562) for the same two names, for ever: the key of one dossier in an act over many. */
export function derivedId(of: string, name: string): string {
  const bytes = createHash('sha256').update(`${of} ${name}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-')
}

export function newDossierId(now: Date): DossierId {
  return newId(now) as DossierId
}

/** Any UUID in lower case, as the database prints it; form keys and path parameters are checked with this. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

export function parseDossierId(text: string): DossierId | undefined {
  return isUuid(text) ? (text as DossierId) : undefined
}

export function isOfficeId(id: number): id is OfficeId {
  return Number.isInteger(id) && id >= 1 && id < FIRST_PERSON_ID
}

export function isPersonId(id: number): id is PersonId {
  return Number.isInteger(id) && id >= FIRST_PERSON_ID && id < 2 ** 31
}
