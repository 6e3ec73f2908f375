/** Trips and written guidance of each office, and the dossiers behind a figure (NĐ 61/2018 Đ15, Đ20.4). */
import { sql, type RawBuilder } from 'kysely'
import { MOST_SUPPLEMENT_TRIPS } from '../counter/trips.ts'
import type { Tx } from '../db/connect.ts'

export const TRIP_FIGURES = ['many', 'over', 'ours'] as const
export type TripFigure = (typeof TRIP_FIGURES)[number]

export type OfficeTrips = Readonly<Record<TripFigure, number>> & {
  officeId: number
  dossiers: number
  trips: number
  sentAway: number
  helped: number
}

const CONDITIONS: Readonly<Record<TripFigure, RawBuilder<unknown>>> = {
  many: sql`t.trips > 2`,
  over: sql`t.supplement_trips > ${sql.lit(MOST_SUPPLEMENT_TRIPS)}`,
  ours: sql`t.our_fault_trips > 0`,
}

export type Month = { from: string; to: string }

/** Dossiers whose applicant last came in the period; slips given in it. */
export async function tripsByOffice(
  tx: Tx,
  offices: readonly number[],
  { from, to }: Month,
): Promise<OfficeTrips[]> {
  const { rows } = await sql<OfficeTrips>`
    with t as (
      select t.office_id, count(*)::int as dossiers, sum(t.trips)::int as trips,
             (count(*) filter (where ${CONDITIONS.many}))::int as many, (count(*) filter (where ${CONDITIONS.over}))::int as over,
             (count(*) filter (where ${CONDITIONS.ours}))::int as ours
        from trip_count t where t.office_id = any(${[...offices]}::int[]) and t.last_on >= ${from}::date and t.last_on < ${to}::date
       group by t.office_id),
    g as (
      select g.office_id, (count(*) filter (where outcome = 'sentAway'))::int as sent_away,
             (count(*) filter (where outcome = 'helped'))::int as helped
        from guidance g where g.office_id = any(${[...offices]}::int[]) and g.day >= ${from}::date and g.day < ${to}::date
       group by g.office_id)
    select o.id as "officeId", coalesce(t.dossiers, 0) as dossiers, coalesce(t.trips, 0) as trips, coalesce(t.many, 0) as many,
           coalesce(t.over, 0) as over, coalesce(t.ours, 0) as ours, coalesce(g.sent_away, 0) as "sentAway",
           coalesce(g.helped, 0) as helped
      from unnest(${[...offices]}::int[]) o (id) left join t on t.office_id = o.id left join g on g.office_id = o.id
     where t.dossiers > 0 or g.office_id is not null
     order by coalesce(t.ours, 0) desc, coalesce(t.over, 0) desc, coalesce(t.trips, 0) desc, o.id`.execute(
    tx,
  )
  return rows
}

export type TripDossier = {
  id: string
  code: string
  procedureName: string
  officeId: number
  trips: number
  supplementTrips: number
  ourFaultTrips: number
  lastOn: string
}

export const MOST_DOSSIERS = 200

/** The dossiers behind a figure, most trips first. */
export async function tripDossiers(
  tx: Tx,
  { offices, figure, month }: { offices: readonly number[]; figure: TripFigure; month: Month },
): Promise<TripDossier[]> {
  const { rows } = await sql<TripDossier>`
    select d.id, d.code, d.procedure_name as "procedureName", t.office_id as "officeId", t.trips,
           t.supplement_trips as "supplementTrips", t.our_fault_trips as "ourFaultTrips", t.last_on::text as "lastOn"
      from trip_count t join dossier d on d.id = t.dossier_id
     where t.office_id = any(${[...offices]}::int[]) and t.last_on >= ${month.from}::date and t.last_on < ${month.to}::date
       and ${CONDITIONS[figure]}
     order by t.trips desc, t.last_on desc, d.code limit ${MOST_DOSSIERS}`.execute(tx)
  return rows
}
