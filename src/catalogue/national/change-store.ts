/** Proposed changes of the national catalogue: read, accepted, dismissed. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { ChangeKind } from './compare.ts'

export type ProposedChange = {
  id: number
  code: string
  name: string
  what: ChangeKind
  place: string
  before: string
  after: string
  olderSource: string
  olderOn: string
  newerSource: string
  newerOn: string
  updatedOn: string | null
  decision: 'accepted' | 'dismissed' | null
  reason: string | null
  decidedBy: string | null
  decidedAt: Date | null
  isCurated: boolean
}
export type ChangeState = 'open' | 'accepted' | 'dismissed'
export type ChangeFilter = {
  state: ChangeState
  what?: ChangeKind | undefined
  code?: string | undefined
}

const chosen = ({ state, what, code }: ChangeFilter) => sql<boolean>`
  c.decision is not distinct from ${state === 'open' ? null : state}::text
  and (${what ?? null}::text is null or c.what = ${what ?? null}::text)
  and (${code ?? null}::text is null or c.code = ${code ?? null}::text)`

/** Newest first, the channels of one procedure together. */
export async function changesFor(
  db: Db | Tx,
  filter: ChangeFilter & { limit: number; offset: number; curated: readonly string[] },
): Promise<ProposedChange[]> {
  const { rows } = await sql<ProposedChange>`
    select c.id, c.code, c.what, c.place, c.before, c.after, c.older_source as "olderSource", c.older_on::text as "olderOn",
           c.newer_source as "newerSource", c.newer_on::text as "newerOn", c.updated_on::text as "updatedOn", c.decision, c.reason,
           p.full_name as "decidedBy", c.decided_at as "decidedAt", c.code = any(${[...filter.curated]}::text[]) as "isCurated",
           coalesce((select name from procedure l where l.code = c.code order by l.gone_on desc nulls first, l.portal_id limit 1),
                    (select name from procedure_source s where s.code = c.code limit 1), '') as name
      from catalogue_change c left join person p on p.id = c.decided_by
     where ${chosen(filter)}
     order by c.newer_on desc, c.code, c.what, c.place, c.id limit ${filter.limit} offset ${filter.offset}`.execute(
    db,
  )
  return rows
}

export async function countChanges(db: Db | Tx, filter: ChangeFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from catalogue_change c where ${chosen(filter)}`.execute(db)
  return rows[0]?.n ?? 0
}

export function countOpenChanges(db: Db | Tx): Promise<number> {
  return countChanges(db, { state: 'open' })
}

export type Decision = {
  ids: readonly number[]
  decision: 'accepted' | 'dismissed'
  reason: string
  by: number
  at: Date
}

/** How many were still open and are decided now. */
export async function decideChanges(
  tx: Tx,
  { ids, decision, reason, by, at }: Decision,
): Promise<number> {
  const { rows } = await sql`
    update catalogue_change
       set decision = ${decision}, reason = ${reason || null}, decided_by = ${by}, decided_at = ${at}
     where id = any(${[...ids]}::int[]) and decision is null returning 1`.execute(tx)
  return rows.length
}

export type Act = {
  key: string
  by: number
  act: 'accept' | 'dismiss' | 'clear'
  subjectIds: readonly number[]
  note: string
}

/** Logs one act about several changes or findings; false when this form had been sent before. */
export async function logAct(tx: Tx, { key, by, act, subjectIds, note }: Act): Promise<boolean> {
  const { rows } = await sql`
    insert into catalogue_act (key, person_id, act, subject_id, note)
    select ${key}::uuid, ${by}::int, ${act}::text, unnest(${[...subjectIds]}::int[]), ${note}::text
    on conflict do nothing returning 1`.execute(tx)
  return rows.length === subjectIds.length
}
