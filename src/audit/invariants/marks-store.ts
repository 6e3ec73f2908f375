/** Marks of the dispatcher and parked pairs, in the order of their dossiers. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type MarkRow = { place: string; dossierId: string; isStray: boolean; isOld: boolean }

/** Marks after that dossier: stray when no history reaches them, old when nobody took them up in time. */
export async function marksAfter(
  db: Db,
  after: string,
  { limit, minutes }: { limit: number; minutes: number },
): Promise<MarkRow[]> {
  const { rows } = await sql<MarkRow>`
    with mark as (
      (select dossier_id, 'pending' as what, from_seq, since < now() - make_interval(mins => ${minutes}) as is_old
         from dossier_pending where dossier_id > ${after}::uuid order by dossier_id fetch first ${limit} rows with ties)
      union all
      (select dossier_id, 'parked:' || subscriber, from_seq, false
         from subscriber_parked where dossier_id > ${after}::uuid order by dossier_id fetch first ${limit} rows with ties))
    select 'mark:' || m.dossier_id || ':' || m.what as place, m.dossier_id as "dossierId",
           d.seq is null or m.from_seq > d.seq as "isStray", m.is_old as "isOld"
      from mark m left join dossier d on d.id = m.dossier_id
     order by m.dossier_id fetch first ${limit} rows with ties`.execute(db)
  return rows
}
