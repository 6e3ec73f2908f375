/** A checkpoint as it is signed: what all histories come to at one moment, and which checkpoint came before. */
import { createHash, sign, verify, type KeyObject } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonical } from '../lib/canonical.ts'

const Hex = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** The heads that are new since the checkpoint before, or all of them (`isFull`), as lines "id seq hash" in a gzip file. */
const HeadsFile = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9-]+\\.heads\\.gz$' }),
    sha256: Hex,
    lines: Type.Integer({ minimum: 0 }),
    isFull: Type.Boolean(),
  },
  { additionalProperties: false },
)

export type CheckpointDocument = Static<typeof CheckpointDocument>
export const CheckpointDocument = Type.Object(
  {
    kind: Type.Literal('motcua checkpoint'),
    version: Type.Literal(1),
    number: Type.Integer({ minimum: 1 }),
    at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z$' }),
    dossiers: Type.Integer({ minimum: 0 }),
    events: Type.Integer({ minimum: 0 }),
    /** Merkle root (RFC 6962) over the lines of all heads in the order of their ids. */
    root: Hex,
    /** SHA-256 of the canonical text of the checkpoint before; null in the first. */
    previous: Type.Union([Hex, Type.Null()]),
    heads: HeadsFile,
  },
  { additionalProperties: false },
)

/** What is exported: the text that was signed, the signature (Ed25519) and the key that made it. */
export type SignedCheckpoint = { document: string; signature: string; publicKey: string }

export function signCheckpoint(
  document: CheckpointDocument,
  key: KeyObject,
  publicKey: string,
): SignedCheckpoint {
  const text = canonical(document)
  const signature = sign(null, Buffer.from(text, 'utf8'), key).toString('base64')
  return { document: text, signature, publicKey }
}

export type Read = { ok: true; document: CheckpointDocument } | { ok: false; what: string }

/** The document inside, when the signature is by `trusted` (PEM; default: the key in the file) over exactly this text. */
export function readCheckpoint(signed: SignedCheckpoint, trusted: string = signed.publicKey): Read {
  const bad = (what: string): Read => ({ ok: false, what })
  try {
    const bytes = Buffer.from(signed.document, 'utf8')
    if (!verify(null, bytes, trusted, Buffer.from(signed.signature, 'base64')))
      return bad('chữ ký của điểm kiểm không đúng')
    const document: unknown = JSON.parse(signed.document)
    if (!Value.Check(CheckpointDocument, document)) return bad('điểm kiểm không đúng mẫu')
    return { ok: true, document }
  } catch {
    return bad('không đọc được điểm kiểm')
  }
}

/** What the next checkpoint names as the one before. */
export function hashOfCheckpoint(document: string): string {
  return createHash('sha256').update(document, 'utf8').digest('hex')
}

/** Every so many checkpoints all heads are written again, so that whoever checks needs no more files than that. */
export const FULL_EVERY = 30

export function isFullOne(number: number): boolean {
  return number % FULL_EVERY === 1
}

export function baseName(number: number): string {
  return `checkpoint-${String(number).padStart(6, '0')}`
}
