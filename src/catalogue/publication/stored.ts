/** How a published document stands in the database: its body with its key and its days beside what the file says. */
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import { parseDay, type Day } from '../../lib/time.ts'
import type { DocumentKind, WithdrawalManner } from './publication.ts'

/** Workflows carry no days of their own: this is when the two-level government, whose offices they name, began. */
export const WORKFLOWS_FROM: Day = '2025-07-01'

export type Withdrawal = {
  readonly manner: WithdrawalManner
  readonly reason: string
  readonly legalBasis: string
}

export type StoredDocument = {
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly validFrom: Day
  readonly validTo: Day | null
  readonly sha256: string
  readonly body: unknown
  readonly postedAt: Date | null
  readonly isShortened: boolean
  readonly withdrawnOn: Day | null
  readonly withdrawal: Withdrawal | null
}

type Json = Readonly<Record<string, unknown>>

export function isObject(body: unknown): body is Json {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

export type Identity = { readonly code: string; readonly version: number }

/** Code and version inside the body; undefined when it has none. */
export function identityOf(kind: DocumentKind, body: unknown): Identity | undefined {
  if (!isObject(body)) return undefined
  const code = body[kind === 'procedure' ? 'code' : 'id']
  const { version } = body
  if (typeof code !== 'string' || code === '' || typeof version !== 'number') return undefined
  return Number.isInteger(version) && version >= 1 ? { code, version } : undefined
}

/** The kind of a document by its members; undefined when it is none of ours. */
export function kindOf(body: unknown): DocumentKind | undefined {
  if (!isObject(body)) return undefined
  if ('steps' in body && 'start' in body) return 'workflow'
  if ('topics' in body) return 'form'
  return 'code' in body && 'cases' in body ? 'procedure' : undefined
}

/** The first day on which it may apply; workflows apply with the procedure that names them. */
export function startOf(kind: DocumentKind, body: unknown): Day | undefined {
  if (kind === 'workflow') return WORKFLOWS_FROM
  const from = isObject(body) ? body['validFrom'] : undefined
  return typeof from === 'string' ? parseDay(from) : undefined
}

export function toStored(kind: DocumentKind, body: Json): Json {
  switch (kind) {
    case 'procedure':
      return { ...body, id: body['code'] }
    case 'form':
      return body
    case 'workflow':
      return { ...body, validFrom: WORKFLOWS_FROM, validTo: null }
  }
}

/** The document as its schema knows it. */
export function fromStored(kind: DocumentKind, body: unknown): unknown {
  if (!isObject(body)) return body
  switch (kind) {
    case 'procedure': {
      const { id: _id, ...document } = body
      return document
    }
    case 'form':
      return body
    case 'workflow': {
      const { validFrom: _from, validTo: _to, ...document } = body
      return document
    }
  }
}

export function storedHash(kind: DocumentKind, body: Json): string {
  return sha256Hex(canonical(toStored(kind, body)))
}
