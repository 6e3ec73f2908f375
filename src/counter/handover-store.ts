/** SQL of handing over between two offices: what waits, what is under way, the slips. Dossiers change through `handle` alone. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

export type ToHand = {
  id: string
  code: string
  ownerName: string
  procedureName: string
  procedureCode: string
  procedureVersion: number
  /** Codes of the originals; empty for a dossier received for another without any. */
  papers: string[]
  to: number
  /** Until when it has to be handed over; null: no law sets a time. */
  by: Date | null
}

/** So many are shown and can go on one slip. */
export const MOST_LINES = 200

/**
 * What lies here and belongs elsewhere: dossiers received for another; originals for the office that decides; after the result
 * is there, result and originals for the place of return.
 */
export async function toHandOver(tx: Tx, officeId: number): Promise<ToHand[]> {
  const { rows } = await sql<ToHand>`
    with lying as (
      select p.dossier_id, p.paper from original_place p where p.at_office = ${officeId} and not p.is_on_the_way),
    wanted as (
      select d.id, l.paper, x.hand_over_by,
             case when x.dossier_id is not null then x.to_office
                  when d.status = 9 or l.paper = 'result' then d.returning_office_id
                  when d.is_open then d.competent_office_id end as dest
        from lying l join dossier d on d.id = l.dossier_id
             left join cross_office x on x.dossier_id = d.id and x.from_office = ${officeId} and x.handed_at is null and d.status = 1
       where d.is_open
      union all
      select x.dossier_id, null, x.hand_over_by, x.to_office from cross_office x join dossier d on d.id = x.dossier_id
       where x.from_office = ${officeId} and x.handed_at is null and d.status = 1)
    select d.id, d.code, d.owner_name as "ownerName", d.procedure_name as "procedureName", d.procedure_code as "procedureCode",
           d.procedure_version as "procedureVersion", w.dest as "to",
           coalesce(array_agg(w.paper order by w.paper) filter (where w.paper is not null), '{}') as papers,
           max(w.hand_over_by) as "by"
      from wanted w join dossier d on d.id = w.id
     where w.dest is not null and w.dest <> ${officeId}
     group by d.id, d.code, d.owner_name, d.procedure_name, d.procedure_code, d.procedure_version, w.dest
     order by w.dest, max(w.hand_over_by) nulls last, d.code limit ${MOST_LINES}`.execute(tx)
  return rows
}

export type SlipRow = {
  id: string
  number: number
  day: Day
  fromOffice: number
  toOffice: number
  madeBy: number
  madeAt: Date
  receivedBy: number | null
  receivedAt: Date | null
}

const slipColumns = sql`
  s.id, s.number, s.day::text as day, s.from_office as "fromOffice", s.to_office as "toOffice", s.made_by as "madeBy",
  s.made_at as "madeAt", s.received_by as "receivedBy", s.received_at as "receivedAt"`

export type SlipCount = SlipRow & { dossiers: number; open: number; missing: number }

/** Slips with something on them that go there or come from there: those not yet done first, then the latest. */
export async function slipsOf(tx: Tx, officeId: number): Promise<SlipCount[]> {
  const { rows } = await sql<SlipCount>`
    select ${slipColumns}, l.dossiers, l.open, l.missing
      from handover_slip s
           join lateral (select count(distinct dossier_id)::int as dossiers, (count(*) filter (where result = 'sent'))::int as open,
                                (count(*) filter (where result = 'missing'))::int as missing
                           from handover_line where slip = s.id) l on l.dossiers > 0
     where s.from_office = ${officeId} or s.to_office = ${officeId}
     order by l.open > 0 desc, s.made_at desc limit 50`.execute(tx)
  return rows
}

export async function slipById(tx: Tx, id: string): Promise<SlipRow | undefined> {
  const { rows } = await sql<SlipRow>`
    select ${slipColumns} from handover_slip s where s.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type SlipLine = {
  dossierId: string
  code: string
  ownerName: string
  procedureCode: string
  procedureVersion: number
  paper: string
  result: 'sent' | 'received' | 'missing'
}

export async function linesOf(tx: Tx, slip: string): Promise<SlipLine[]> {
  const { rows } = await sql<SlipLine>`
    select l.dossier_id as "dossierId", d.code, d.owner_name as "ownerName", d.procedure_code as "procedureCode",
           d.procedure_version as "procedureVersion", l.paper, l.result
      from handover_line l join dossier d on d.id = l.dossier_id
     where l.slip = ${slip}::uuid order by d.code, l.paper`.execute(tx)
  return rows
}

export type NewSlip = {
  id: string
  from: number
  to: number
  madeBy: number
  on: Day
  scopes: readonly number[]
}

/** The slip with its number of the day; the same id again changes nothing. */
export async function makeSlip(tx: Tx, slip: NewSlip): Promise<void> {
  await sql`select pg_advisory_xact_lock(56, ${slip.from})`.execute(tx)
  await sql`
    insert into handover_slip (id, from_office, to_office, day, number, made_by, scopes)
    select ${slip.id}::uuid, ${slip.from}, ${slip.to}, ${slip.on}::date, coalesce(max(number), 0) + 1, ${slip.madeBy},
           ${[...slip.scopes]}::int[]
      from handover_slip where from_office = ${slip.from} and day = ${slip.on}::date
    on conflict (id) do nothing`.execute(tx)
}

/** Beside the act that sends: what the slip names of this dossier. */
export function namedOnSlip(
  dossierId: string,
  slip: string,
  papers: readonly string[],
): RawBuilder<unknown> {
  const named = papers.length === 0 ? [''] : [...papers]
  return sql`
    insert into handover_line (dossier_id, slip, paper, scopes)
    select d.id, ${slip}::uuid, p, d.scopes from dossier d, unnest(${named}::text[]) p where d.id = ${dossierId}::uuid`
}

export type Checked = {
  dossierId: string
  slip: string
  by: number
  arrived: readonly string[]
  missing: readonly string[]
}

/** Beside the act that receives: what was in the bundle and what was not, and who took it first. */
export function checkedOnSlip({
  dossierId,
  slip,
  by,
  arrived,
  missing,
}: Checked): RawBuilder<unknown>[] {
  const mark = (result: string, papers: readonly string[]) => sql`
    update handover_line set result = ${result}, checked_at = now()
     where dossier_id = ${dossierId}::uuid and slip = ${slip}::uuid and paper = any(${[...papers]}::text[])`
  return [
    mark('received', arrived),
    mark('missing', missing),
    sql`update handover_slip set received_by = ${by}, received_at = now() where id = ${slip}::uuid and received_by is null`,
  ]
}
