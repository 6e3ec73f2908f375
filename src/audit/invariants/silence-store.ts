/** On which days each office took something in, or handed something out. Read through once a night. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type OfficeDay = {
  officeId: number
  office: string
  act: 'receiving' | 'returning'
  day: string
}

/** Days (Hà Nội) since that moment on which an office decided about a receipt, or a result left it; living dossiers alone. */
export async function busyDays(db: Db, since: Date): Promise<OfficeDay[]> {
  const { rows } = await sql<OfficeDay>`
    with act as (
      select receiving_office_id as office_id, 'receiving' as act, coalesce(accepted_at, finished_at) as at from dossier
       where origin = 'live' and coalesce(accepted_at, finished_at) >= ${since}
      union all
      select returning_office_id, 'returning', returned_at from dossier where origin = 'live' and returned_at >= ${since})
    select a.office_id as "officeId", o.short_name as office, a.act, a.day
      from (select office_id, act, (at at time zone 'Asia/Ho_Chi_Minh')::date::text as day from act group by 1, 2, 3) a
      join office o on o.id = a.office_id
     where o.valid_to is null order by a.office_id, a.act, a.day`.execute(db)
  return rows
}

export type Stopped = { officeId: number; act: string; from: Date; to: Date }

/** Declared interruptions of whole offices since then, one row for each thing that stopped; also those of a point that is the only one. */
export async function stoppedSince(db: Db, since: Date): Promise<Stopped[]> {
  const { rows } = await sql<Stopped>`
    select i.office_id as "officeId", stop as act, i.from_at as "from", i.to_at as "to"
      from interruption i cross join unnest(i.stops) stop
     where i.withdrawn_at is null and i.to_at >= ${since}
       and (i.service_point_id is null
            or (select count(*) from service_point p where p.office_id = i.office_id) = 1)`.execute(
    db,
  )
  return rows
}
