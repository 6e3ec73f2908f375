/** What time and interruptions do to bookings: reminded the day before, ended and told when the point stops, erased after a while. */
import type { CronItem, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { lastingInterruptions } from '../interruption/store.ts'
import {
  dayFromNumber,
  dayNumber,
  minuteOfDay,
  toDay,
  toInstant,
  toLocalMinute,
} from '../lib/time.ts'
import { stoppedBy } from './slots.ts'
import { lapse } from './store.ts'
import type { BookingTerms } from './terms.ts'

export type Told = {
  /** One for what must be told once. */
  key: string
  kind: 'bookingReminder' | 'bookingStopped'
  personId: number
  pointName: string
  procedureCode: string
  startsAt: Date
  /** Who comes, when it is not the person who booked. */
  comesName: string | null
}

export type BookingJobs = {
  /** The worker's database. */
  db: Db
  terms: BookingTerms
  directory: { ancestorsOf(officeId: number): readonly number[] }
  /** Writes the message in the same transaction. */
  tell(tx: Tx, told: Told): Promise<unknown>
  now: () => Date
  /** False after the clock has jumped: then nobody is reminded by it. */
  isClockEven?: () => boolean
}

const BATCH = 200
const TOLD = sql`
  b.id, b.person_id as "personId", s.name as "pointName", b.procedure_code as "procedureCode", b.starts_at as "startsAt",
  b.comes_name as "comesName"`
type TakenRow = Omit<Told, 'key' | 'kind'> & { id: string }

/** Reminds of tomorrow's times, each once; mark and message in one transaction. Answers how many. */
export async function remindOfTomorrow(deps: BookingJobs): Promise<number> {
  const { db, terms, now } = deps
  const local = toLocalMinute(now())
  const { fromHour, toHour } = terms.remind
  if (minuteOfDay(local) < fromHour * 60 || minuteOfDay(local) >= toHour * 60) return 0
  const tomorrow = dayNumber(toDay(now())) + 1
  const [from, to] = [tomorrow, tomorrow + 1].map((day) => toInstant(`${dayFromNumber(day)}T00:00`))
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<TakenRow>`
      update booking b set reminded_for = b.starts_at from service_point s
       where s.id = b.service_point_id
         and b.id in (select id from booking
                       where state = 'booked' and starts_at >= ${from!} and starts_at < ${to!}
                         and reminded_for is distinct from starts_at
                       order by starts_at limit ${BATCH} for update skip locked)
      returning ${TOLD}`.execute(tx)
    for (const row of rows) {
      const key = `bookingReminder:${row.id}:${row.startsAt.toISOString()}`
      await deps.tell(tx, { ...row, key, kind: 'bookingReminder' })
    }
    return rows.length
  })
}

type Ahead = TakenRow & { officeId: number; pointId: number; endsAt: Date }

/** Ends the bookings ahead that an interruption reaches, and tells each person once. Answers how many. */
export async function endStopped(deps: BookingJobs): Promise<number> {
  const { db, now, directory } = deps
  const lasting = (await lastingInterruptions(db, now())).filter(({ stops }) =>
    stops.includes('receiving'),
  )
  if (lasting.length === 0) return 0
  const ahead = await aheadWithin(db, {
    from: now(),
    to: new Date(Math.max(...lasting.map(({ toAt }) => toAt.getTime()))),
  })
  let ended = 0
  for (const row of ahead) {
    const office = [row.officeId, ...directory.ancestorsOf(row.officeId)]
    const by = stoppedBy(lasting, { ...row, office })
    if (by !== undefined && (await endOne(deps, { row, by: by.id }))) ended += 1
  }
  return ended
}

async function aheadWithin(db: Db, { from, to }: { from: Date; to: Date }): Promise<Ahead[]> {
  const { rows } = await sql<Ahead>`
    select ${TOLD}, b.office_id as "officeId", b.service_point_id as "pointId", b.ends_at as "endsAt"
      from booking b join service_point s on s.id = b.service_point_id
     where b.state = 'booked' and b.starts_at >= ${from} and b.starts_at < ${to}
     order by b.starts_at, b.id`.execute(db)
  return rows
}

/** End and message in one transaction; false when it was moved, cancelled or ended meanwhile. */
async function endOne(
  { db, tell, now }: BookingJobs,
  { row, by }: { row: Ahead; by: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update booking set state = 'stopped', settled_at = ${now()}, interruption_id = ${by}, prepared_code = null
       where id = ${row.id}::uuid and state = 'booked' and starts_at = ${row.startsAt}
         and service_point_id = ${row.pointId} returning 1`.execute(tx)
    if (rows.length === 0) return false
    await tell(tx, { ...row, key: `bookingStopped:${row.id}:${by}`, kind: 'bookingStopped' })
    return true
  })
}

/** Answers how many were erased. */
export async function eraseOldBookings({ db, terms, now }: BookingJobs): Promise<number> {
  const since = new Date(now().getTime() - terms.keepDays.value * 86_400_000)
  const { rows } = await sql`delete from booking where ends_at < ${since} returning 1`.execute(db)
  return rows.length
}

export function bookingTasks(deps: BookingJobs): TaskList {
  const { db, now } = deps
  return {
    endStoppedBookings: async () => void (await endStopped(deps)),
    remindOfBookings: async () => {
      if (deps.isClockEven?.() !== false) await remindOfTomorrow(deps)
    },
    eraseOldBookings: async () => {
      const midnight = toInstant(`${toDay(now())}T00:00`)
      await lapse(db, { before: midnight, now: now(), personId: null })
      await eraseOldBookings(deps)
    },
  }
}

const options = { backfillPeriod: 0, maxAttempts: 3 }

export const BOOKING_TIMETABLE: readonly CronItem[] = [
  { task: 'endStoppedBookings', match: '* * * * *', options },
  { task: 'remindOfBookings', match: '*/10 * * * *', options },
  { task: 'eraseOldBookings', match: '27 * * * *', options },
]
