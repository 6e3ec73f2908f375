/** SQL of bookings. Citizens see their own, officials those of their office; what is taken is known without whose it is. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

export const OPEN_STATE = 'booked'
export type BookingState = 'booked' | 'arrived' | 'missed' | 'cancelled' | 'stopped' | 'lapsed'

export type BookingRow = {
  id: string
  personId: number
  officeId: number
  pointId: number
  pointName: string
  pointAddress: string | null
  procedureCode: string
  startsAt: Date
  endsAt: Date
  state: BookingState
  preparedCode: string | null
  /** Who comes, when it is not the person who booked. */
  comesName: string | null
  /** Whoever comes is called first, for their age. */
  comesFirst: boolean
}

const columns = sql`
  b.id, b.person_id as "personId", b.office_id as "officeId", b.service_point_id as "pointId", s.name as "pointName",
  s.address as "pointAddress", b.procedure_code as "procedureCode", b.starts_at as "startsAt", b.ends_at as "endsAt", b.state,
  b.prepared_code as "preparedCode", b.comes_name as "comesName", b.comes_first as "comesFirst"`

export async function bookingById(tx: Tx, id: string): Promise<BookingRow | undefined> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from booking b join service_point s on s.id = b.service_point_id
     where b.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The row is this transaction's own until its end. */
export async function lockBooking(tx: Tx, id: string): Promise<BookingRow | undefined> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from booking b join service_point s on s.id = b.service_point_id
     where b.id = ${id}::uuid for update of b`.execute(tx)
  return rows[0]
}

/** What the person has still before them, also what an interruption has ended; the nearest first. */
export async function bookingsAhead(
  tx: Tx,
  { personId, now }: { personId: number; now: Date },
): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from booking b join service_point s on s.id = b.service_point_id
     where b.person_id = ${personId} and b.ends_at >= ${now} and b.state in ('booked', 'stopped')
     order by b.starts_at, b.id limit 20`.execute(tx)
  return rows
}

/** Every booking that is still kept of the person, the newest first. */
export async function bookingsOf(tx: Tx, personId: number): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from booking b join service_point s on s.id = b.service_point_id
     where b.person_id = ${personId} order by b.starts_at desc, b.id limit 1000`.execute(tx)
  return rows
}

/** One person books one thing after the other; at one time of one point one person after the other. In this order always. */
export async function lockPerson(tx: Tx, personId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('bookings of a person'), ${personId})`.execute(tx)
}

export async function lockTime(
  tx: Tx,
  { pointId, startsAt }: { pointId: number; startsAt: Date },
): Promise<void> {
  const name = `booking ${pointId} ${startsAt.toISOString()}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}

/** Taken seats by the instant of their time. */
export async function takenSeats(
  db: Db | Tx,
  { pointId, from, to }: { pointId: number; from: Date; to: Date },
): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ startsAt: Date; seats: number[] }>`
    select starts_at as "startsAt", seats from booked_seats(${pointId}, ${from}, ${to})`.execute(db)
  return new Map(rows.map(({ startsAt, seats }) => [startsAt.getTime(), seats]))
}

export type Held = { open: string | null; onDay: number; forOthers: number }

/** Their open booking for this procedure and whoever comes, and how many they have that day and for others, beside the one that is moved. */
export async function heldBy(
  tx: Tx,
  asked: {
    personId: number
    procedureCode: string
    comesName: string | null
    day: Day
    beside: string | null
  },
): Promise<Held> {
  const { rows } = await sql<Held>`
    select (array_agg(id) filter (where procedure_code = ${asked.procedureCode}
                                    and comes_name is not distinct from ${asked.comesName}::text))[1] as open,
           (count(*) filter (where comes_name is not null))::int as "forOthers",
           (count(*) filter (where (starts_at at time zone 'Asia/Ho_Chi_Minh')::date = ${asked.day}::date))::int as "onDay"
      from booking
     where person_id = ${asked.personId} and state = ${OPEN_STATE} and id is distinct from ${asked.beside}::uuid`.execute(
    tx,
  )
  return rows[0]!
}

/** What nobody settled on its day keeps nobody from booking again. */
export async function lapse(
  db: Db | Tx,
  { before, now, personId }: { before: Date; now: Date; personId: number | null },
): Promise<void> {
  await sql`
    update booking set state = 'lapsed', settled_at = ${now}, prepared_code = null
     where state = ${OPEN_STATE} and ends_at < ${before} and (person_id = ${personId}::int or ${personId}::int is null)`.execute(
    db,
  )
}

export type NewBooking = {
  id: string
  personId: number
  officeId: number
  pointId: number
  procedureCode: string
  startsAt: Date
  endsAt: Date
  seat: number
  preparedCode: string | null
  comesName: string | null
  comesFirst: boolean
  now: Date
}

export async function insertBooking(tx: Tx, row: NewBooking): Promise<void> {
  await sql`
    insert into booking (id, person_id, office_id, service_point_id, procedure_code, starts_at, ends_at, seat, prepared_code, comes_name, comes_first,
                         booked_at)
    values (${row.id}::uuid, ${row.personId}, ${row.officeId}, ${row.pointId}, ${row.procedureCode}, ${row.startsAt},
            ${row.endsAt}, ${row.seat}, ${row.preparedCode}, ${row.comesName}::text, ${row.comesFirst}, ${row.now})`.execute(
    tx,
  )
}

export async function moveBooking(
  tx: Tx,
  id: string,
  to: Pick<NewBooking, 'officeId' | 'pointId' | 'startsAt' | 'endsAt' | 'seat'>,
): Promise<void> {
  await sql`
    update booking set office_id = ${to.officeId}, service_point_id = ${to.pointId}, starts_at = ${to.startsAt},
                       ends_at = ${to.endsAt}, seat = ${to.seat}
     where id = ${id}::uuid`.execute(tx)
}

export async function settleBooking(
  tx: Tx,
  settled: { id: string; state: BookingState; now: Date; by: number | null },
): Promise<void> {
  await sql`
    update booking set state = ${settled.state}, settled_at = ${settled.now}, settled_by = ${settled.by}::int,
                       prepared_code = case when ${settled.state} = 'arrived' then prepared_code end
     where id = ${settled.id}::uuid`.execute(tx)
}

export type Place = { pointId: number; officeId: number; name: string; address: string | null }

/** A point of an office that works; undefined for any other number. */
export async function placeById(db: Db | Tx, pointId: number): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select p.id as "pointId", p.office_id as "officeId", p.name, p.address
      from service_point p join office o on o.id = p.office_id
     where p.id = ${pointId} and o.valid_to is null`.execute(db)
  return rows[0]
}

export type DayRow = BookingRow & { personName: string }

/** Who comes to these offices on that day, in the order of the times, the old first; cancelled ones are nobody's business any more. */
export async function bookingsOn(
  tx: Tx,
  { offices, from, to }: { offices: readonly number[]; from: Date; to: Date },
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select ${columns}, p.full_name as "personName"
      from booking b join service_point s on s.id = b.service_point_id join person p on p.id = b.person_id
     where b.office_id = any(${[...offices]}::int[]) and b.starts_at >= ${from} and b.starts_at < ${to}
       and b.state in ('booked', 'arrived', 'missed')
     order by b.starts_at, b.comes_first desc, b.seat, b.id`.execute(tx)
  return rows
}

/** The open booking for that procedure that is one's own to come to, its time not over. */
export async function heldNow(
  tx: Tx,
  asked: { personId: number; procedureCode: string; now: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from booking
     where person_id = ${asked.personId} and procedure_code = ${asked.procedureCode} and state = ${OPEN_STATE}
       and comes_name is null and ends_at >= ${asked.now}`.execute(tx)
  return rows[0]?.id
}
