/** The hash chain over the history, and the salted hashes of what it may not show. The verifier recomputes both. */
import { createHash, randomBytes } from 'node:crypto'
import { canonical } from '../lib/canonical.ts'
import type { EventKind, Origin, Private } from './events.ts'

/** Every column of an event row but its own hash and the access index. Instants as ISO text, hashes as hex. */
export type ChainedRow = {
  dossierId: string
  seq: number
  kind: EventKind
  version: number
  occurredAt: string
  recordedAt: string
  actor: string
  officeId: number | null
  origin: Origin
  /** Canonical text of the body; `private` in it is the salted hash of the private part. */
  body: string
  prevHash: string
}

/** Hash before the first event of a dossier. */
export const GENESIS = '0'.repeat(64)

/** SHA-256 over the canonical text of all columns and the previous hash. */
export function hashRow(row: ChainedRow): string {
  return createHash('sha256').update(canonical(row)).digest('hex')
}

export type SealedPrivate = { salt: Buffer; bytes: Buffer; hash: string }

/** Private part → bytes to store beside the event, and the hash that the event keeps. A plain hash could be guessed. */
export function sealPrivate(content: Private): SealedPrivate {
  const salt = randomBytes(16)
  const bytes = Buffer.from(canonical(content), 'utf8')
  return { salt, bytes, hash: privateHash(salt, bytes) }
}

export function privateHash(salt: Uint8Array, bytes: Uint8Array): string {
  return createHash('sha256').update(salt).update(bytes).digest('hex')
}

/** Body text as stored: canonical, with the hash of the private part when there is one. */
export function bodyText(body: object, hashOfPrivate: string | null): string {
  return canonical(hashOfPrivate === null ? body : { ...body, private: hashOfPrivate })
}
