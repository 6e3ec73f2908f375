/** SQL of the list of dossiers whose promise is about to pass: a leader's offices, an officer's own. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type ApologyRow = {
  id: string
  code: string
  ownerName: string
  procedureName: string
  holderName: string | null
  dueAt: Date
}

export type ApologyQuery = {
  personId: number
  leads: readonly number[]
  /** Promises in this span, both ends included. */
  from: Date
  until: Date
}

/** So many are shown; whoever has more begins with the nearest. */
export const MOST_ROWS = 100

/** The clock runs, the result is not there, and no other day was named yet. */
export async function soonDue(tx: Tx, query: ApologyQuery): Promise<ApologyRow[]> {
  const { personId, leads, from, until } = query
  const { rows } = await sql<ApologyRow>`
    with near as (
      select a.dossier_id from unnest(${[...leads]}::int[]) o cross join lateral (
        select a.dossier_id from dossier_access a
         where a.scope = o and a.is_open and a.due_at between ${from}::timestamptz and ${until}::timestamptz
         order by a.due_at, a.dossier_id limit 1000) a
       union
      select d.id from dossier d
       where d.holder_person_id = ${personId} and d.is_open
         and d.due_at between ${from}::timestamptz and ${until}::timestamptz)
    select d.id, d.code, d.owner_name as "ownerName", d.procedure_name as "procedureName", p.full_name as "holderName",
           d.due_at as "dueAt"
      from near n join dossier d on d.id = n.dossier_id left join person p on p.id = d.holder_person_id
     where d.status in (2, 4) and d.paused_at is null and d.promised_at is null and d.finished_at is null
       and (d.competent_office_id = any(${[...leads]}::int[]) or d.holder_person_id = ${personId})
     order by d.due_at, d.id limit ${MOST_ROWS}`.execute(tx)
  return rows
}
