/** Questions about procedures. Read only; the tables are written by the import. */
import type { Db, Tx } from '../db/connect.ts'
import { find, KEPT, type Found } from './search/find.ts'
import type { FoundProcedure, Scope } from './search/candidate.ts'
import { withCode } from './search/search-store.ts'

export type { FoundProcedure } from './search/candidate.ts'

type Reads = Db | Tx

export type SearchOptions = Scope & {
  /** The kind of office that asks: what it receives comes first. */
  kind?: string
  /** Take the words as they were typed: no correction. */
  literally?: boolean
  limit?: number
  offset?: number
}
export type SearchResult = {
  /** How many match. The first `reachable` of them are in order and can be paged through. */
  total: number
  reachable: number
  procedures: FoundProcedure[]
} & Pick<Found, 'mended' | 'readings'>

/**
 * Procedures for what somebody typed: without diacritics, in everyday words, with abbreviations or a slip of the finger.
 * Best first (`search/rank.ts`).
 */
export async function searchProcedures(
  db: Reads,
  typed: string,
  options: SearchOptions = {},
): Promise<SearchResult> {
  const { kind, literally, limit = 20, offset = 0, ...scope } = options
  const { total, ranked, mended, readings } = await find(db, { typed, scope, kind, literally })
  const reachable = Math.min(ranked.length, KEPT)
  return { total, reachable, procedures: ranked.slice(offset, offset + limit), mended, readings }
}

export async function procedureByCode(
  db: Reads,
  code: string,
): Promise<FoundProcedure | undefined> {
  const scope: Scope = { audience: 'editor' }
  const { candidates } = await withCode(db, code, { scope, limit: 10 })
  return candidates.find((candidate) => candidate.code === code)
}

/** The id under which the National Portal shows a procedure. */
export async function portalIdOf(db: Reads, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('procedure')
    .select('portal_id')
    .where('code', '=', code)
    .orderBy('portal_id')
    .limit(1)
    .executeTakeFirst()
  return row?.portal_id
}
