/** Findings of the import: listed, counted, cleared. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { FoundKind } from './finding-kinds.ts'

export type Finding = {
  id: number
  kind: FoundKind
  code: string
  source: string
  place: string
  raw: string
  foundAt: Date
  goneAt: Date | null
  clearedBy: string | null
  clearedAt: Date | null
  note: string | null
}

const columns = sql`f.id, f.kind, f.code, f.source, f.place, f.raw, f.found_at as "foundAt", f.gone_at as "goneAt",
  p.full_name as "clearedBy", f.cleared_at as "clearedAt", f.note`

/** All that wait for an editor, for the file of a report. */
export async function openFindings(tx: Tx) {
  const { rows } = await sql<Pick<Finding, 'kind' | 'code' | 'source' | 'place' | 'raw'>>`
    select kind, code, source, place, raw from catalogue_finding where cleared_at is null and gone_at is null
     order by kind, code, source, place`.execute(tx)
  return rows
}

export type FindingFilter = {
  kind?: FoundKind | undefined
  code?: string | undefined
  isCleared: boolean
}

const chosen = ({ kind, code, isCleared }: FindingFilter) => sql<boolean>`
  f.gone_at is null and (f.cleared_at is not null) = ${isCleared}
  and (${kind ?? null}::text is null or f.kind = ${kind ?? null}::text)
  and (${code ?? null}::text is null or f.code = ${code ?? null}::text)`

export async function findingsFor(
  db: Db | Tx,
  filter: FindingFilter & { limit: number; offset: number },
): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select ${columns} from catalogue_finding f left join person p on p.id = f.cleared_by
     where ${chosen(filter)} order by f.code, f.kind, f.source, f.id limit ${filter.limit} offset ${filter.offset}`.execute(
    db,
  )
  return rows
}

export async function countFindings(db: Db | Tx, filter: FindingFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from catalogue_finding f where ${chosen(filter)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** How many were still open and are cleared now. */
export async function clearFindings(
  tx: Tx,
  { ids, note, by, at }: { ids: readonly number[]; note: string; by: number; at: Date },
): Promise<number> {
  const { rows } = await sql`
    update catalogue_finding set cleared_by = ${by}, cleared_at = ${at}, note = ${note}
     where id = any(${[...ids]}::int[]) and cleared_at is null and gone_at is null returning 1`.execute(
    tx,
  )
  return rows.length
}
