/** SQL of dossiers at closed offices: the few closed offices first, then their open dossiers by the index of the lists. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { toDay } from '../../lib/time.ts'

type Page = { after: string; most: number; now: Date }

/** Ids of open dossiers that a closed office receives, decides or returns, in their order. */
export async function leftBehind(db: Db, { after, most, now }: Page): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct d.id
      from office o join dossier_access a on a.scope = o.id and a.is_open join dossier d on d.id = a.dossier_id
     where o.valid_to < ${toDay(now)}::date
       and o.id in (d.receiving_office_id, d.competent_office_id, d.returning_office_id)
       and d.id > ${after === '' ? '00000000-0000-0000-0000-000000000000' : after}::uuid
     order by 1 limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}
