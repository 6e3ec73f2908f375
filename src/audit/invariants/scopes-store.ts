/** Who may read a dossier, in every table that says so. By primary key of each table, for the dossiers of one page. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Tables beside `dossier` whose rows carry the scopes of their dossier. */
export const SCOPED = [
  'dossier_state',
  'dossier_event',
  'dossier_private',
  'dossier_contact',
  'dossier_file',
  'result_document',
  'result_submission',
  'register_request',
  'waiting_step',
  'leg',
  'responsibility',
  'dossier_office_move',
  'original_place',
  'cross_office',
  'handover_line',
  'trip_count',
  'notice_delivery',
  'exchange_delivery',
  'law_move',
  'result_change',
  'dossier_link',
  'dossier_matter',
  'dossier_match',
  'partner_delivery',
  'partner_arrival',
  'fee_line',
  'payment_order',
  'payment_movement',
  'fee_exemption',
  'population_check',
] as const

/** The tables in which some row of the dossier carries other scopes than the dossier's own row. */
export async function otherScopes(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; table: string }[]> {
  const looks = SCOPED.map(
    (table) => sql`
      select distinct d.id, ${sql.lit(table)} as "table" from dossier d join ${sql.table(table)} t on t.dossier_id = d.id
       where d.id = any(${[...ids]}::uuid[]) and t.scopes <> d.scopes`,
  )
  const { rows } = await sql<{
    id: string
    table: string
  }>`${sql.join(looks, sql` union all `)}`.execute(tx)
  return rows
}

export type AccessDifference = { id: string; missing: number; extra: number; stale: number }

/** Rows of the lists' index against the dossier: scopes without a row, rows without a scope, rows that say something else. */
export async function accessDifferences(
  tx: Tx,
  ids: readonly string[],
): Promise<AccessDifference[]> {
  const { rows } = await sql<AccessDifference>`
    select d.id, (cardinality(d.scopes) - count(a.scope) filter (where a.scope = any(d.scopes)))::int as missing,
           (count(a.scope) filter (where a.scope <> all(d.scopes)))::int as extra,
           (count(a.scope) filter (where (a.is_open, a.waits_for, a.due_at) is distinct from (d.is_open, d.waits_for, d.due_at)))::int as stale
      from dossier d left join dossier_access a on a.dossier_id = d.id
     where d.id = any(${[...ids]}::uuid[])
     group by d.id
    having cardinality(d.scopes) <> count(a.scope) filter (where a.scope = any(d.scopes))
        or bool_or(a.scope <> all(d.scopes))
        or bool_or((a.is_open, a.waits_for, a.due_at) is distinct from (d.is_open, d.waits_for, d.due_at))`.execute(
    tx,
  )
  return rows
}
