/** SQL of the register: what lasts, what was, every change; rows of the register are only ever continued. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Interruption, Stop } from './interruption.ts'

type Reads = Db | Tx

const columns = sql`
  i.id, i.office_id as "officeId", o.short_name as "officeName", i.service_point_id as "pointId", p.name as "pointName",
  i.service_point_id is not null
    and (select count(*) from service_point x where x.office_id = i.office_id) = 1 as "isOnlyPoint",
  i.reason, i.words, i.legal_basis as "legalBasis", i.is_planned as "isPlanned", i.stops, i.from_at as "fromAt",
  i.to_at as "toAt", i.withdrawn_at as "withdrawnAt", i.declared_at as "declaredAt",
  case when s.id is not null then jsonb_build_object('pointId', s.id, 'name', s.name, 'address', s.address, 'officeId', s.office_id)
  end as substitute`
const tables = sql`
  interruption i join office o on o.id = i.office_id left join service_point p on p.id = i.service_point_id
  left join service_point s on s.id = i.substitute_point_id`

/** What lasts now or is announced, the nearest beginning first. */
export async function lastingInterruptions(db: Reads, now: Date): Promise<Interruption[]> {
  const { rows } = await sql<Interruption>`
    select ${columns} from ${tables} where i.withdrawn_at is null and i.to_at > ${now}
     order by i.from_at, i.id`.execute(db)
  return rows
}

/** What lasted within that time, and what was withdrawn; the newest first. */
export async function pastInterruptions(
  db: Reads,
  { since, now, most }: { since: Date; now: Date; most: number },
): Promise<Interruption[]> {
  const { rows } = await sql<Interruption>`
    select ${columns} from ${tables}
     where i.to_at > ${since} and (i.to_at <= ${now} or i.withdrawn_at is not null)
     order by i.from_at desc, i.id desc limit ${most}`.execute(db)
  return rows
}

export async function interruptionById(db: Reads, id: number): Promise<Interruption | undefined> {
  const { rows } = await sql<Interruption>`
    select ${columns} from ${tables} where i.id = ${id}`.execute(db)
  return rows[0]
}

export type Change = {
  nth: number
  kind: 'declared' | 'extended' | 'endedEarly' | 'withdrawn' | 'substituteNamed'
  at: Date
  by: string
  why: string
  toAt: Date
}

export async function changesOf(db: Reads, id: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select c.nth, c.kind, c.at, coalesce(p.full_name, '') as by, c.why, c.to_at as "toAt"
      from interruption_change c left join person p on p.id = c.person_id
     where c.interruption_id = ${id} order by c.nth`.execute(db)
  return rows
}

/** Whether the person may speak for the office at this moment: its head, or an operator of it or of one above. Kept until the end. */
export async function maySpeakFor(
  tx: Tx,
  personId: number,
  { office, today }: { office: readonly number[]; today: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from assignment a join person p on p.id = a.person_id
     where a.person_id = ${personId} and p.is_active
       and ((a.role = 'leader' and a.office_id = ${office[0]!})
            or (a.role in ('admin', 'supervisor') and a.office_id = any(${[...office]}::int[])))
       and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
       for share of a, p`.execute(tx)
  return rows.length > 0
}

/** One act about an office's interruptions at a time. */
export async function lockOffice(tx: Tx, officeId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('interruption'), ${officeId})`.execute(tx)
}

export type KeyedChange = { interruptionId: number; personId: number; kind: Change['kind'] }

/** What was done under this key; undefined when nothing was. */
export async function changeByKey(tx: Tx, key: string): Promise<KeyedChange | undefined> {
  const { rows } = await sql<KeyedChange>`
    select interruption_id as "interruptionId", person_id as "personId", kind
      from interruption_change where key = ${key}::uuid`.execute(tx)
  return rows[0]
}

/** Another one of the same place and time that stops some of the same. */
export async function overlapping(
  tx: Tx,
  wanted: {
    officeId: number
    pointId: number | null
    from: Date
    to: Date
    stops: readonly Stop[]
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from interruption
     where office_id = ${wanted.officeId} and service_point_id is not distinct from ${wanted.pointId}::int
       and withdrawn_at is null and from_at < ${wanted.to} and to_at > ${wanted.from}
       and stops && ${[...wanted.stops]}::text[] limit 1`.execute(tx)
  return rows[0]?.id
}

export type NewInterruption = {
  key: string
  personId: number
  officeId: number
  pointId: number | null
  reason: string
  words: string
  legalBasis: string
  isPlanned: boolean
  stops: readonly Stop[]
  from: Date
  to: Date
  substitutePointId: number | null
  now: Date
}

export async function insertInterruption(tx: Tx, row: NewInterruption): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into interruption (office_id, service_point_id, reason, words, legal_basis, is_planned, stops, from_at, to_at,
                                substitute_point_id, declared_at)
      values (${row.officeId}, ${row.pointId}::int, ${row.reason}, ${row.words}, ${row.legalBasis}, ${row.isPlanned},
              ${[...row.stops]}::text[], ${row.from}, ${row.to}, ${row.substitutePointId}::int, ${row.now})
      returning id)
    insert into interruption_change (interruption_id, nth, key, kind, person_id, why, to_at, substitute_point_id)
    select id, 1, ${row.key}::uuid, 'declared', ${row.personId}, ${row.words}, ${row.to}, ${row.substitutePointId}::int from made
    returning interruption_id as id`.execute(tx)
  return rows[0]!.id
}

export type NextChange = {
  id: number
  key: string
  personId: number
  kind: Change['kind']
  why: string
  /** Left as they are when absent. */
  to?: Date
  substitutePointId?: number
  withdrawn?: boolean
}

/** The interruption as it stands after the act, and the act itself: one statement. */
export async function changeInterruption(tx: Tx, change: NextChange): Promise<void> {
  await sql`
    with changed as (
      update interruption
         set to_at = coalesce(${change.to ?? null}::timestamptz, to_at), nth = nth + 1,
             substitute_point_id = coalesce(${change.substitutePointId ?? null}::int, substitute_point_id),
             withdrawn_at = case when ${change.withdrawn === true} then now() else withdrawn_at end
       where id = ${change.id}
      returning id, nth, to_at, substitute_point_id)
    insert into interruption_change (interruption_id, nth, key, kind, person_id, why, to_at, substitute_point_id)
    select id, nth, ${change.key}::uuid, ${change.kind}, ${change.personId}, ${change.why}, to_at, substitute_point_id
      from changed`.execute(tx)
}

export type Place = { pointId: number; officeId: number; name: string; office: string }

/** Every point that may be named, in the order of the offices. */
export async function placesToName(db: Reads): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select p.id as "pointId", p.office_id as "officeId", p.name, o.short_name as office
      from service_point p join office o on o.id = p.office_id
     where o.valid_to is null order by o.kind <> 'centre', fold(o.short_name), p.id`.execute(db)
  return rows
}
