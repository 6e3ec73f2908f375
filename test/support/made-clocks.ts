/**
 * Clocks with their histories, made directly in bulk: accepted, perhaps asked to supplement and answered, perhaps finished, on days
 * that chance (seeded) chose, under five kinds of limits and both policies. Only what the recount of promised moments reads.
 */
import { sql } from 'kysely'
import {
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
  type Clock,
} from '../../src/calendar/clock.ts'
import { hanoiCalendar } from '../../src/calendar/published.ts'
import type { LimitUnit } from '../../src/calendar/deadline.ts'
import type { Db } from '../../src/db/connect.ts'
import { canonical } from '../../src/lib/canonical.ts'
import type { Result } from '../../src/lib/result.ts'
import { localMinute, toInstant, type LocalMinute } from '../../src/lib/time.ts'
import { CITY, WARD } from './office.ts'

const hanoi = hanoiCalendar()
/** 2 January 2025 in days since 1970. */
const FIRST_DAY = 20_090
const UNITS: LimitUnit[] = ['workingDay', 'workingHour', 'calendarDay', 'month', 'sameDay']

type MadeEvent = { seq: number; kind: string; at: string; body: string }
export type MadeClock = { clock: Clock; events: MadeEvent[] }

/** The n-th made clock: the same for the same n. */
export function madeClock(n: number): MadeClock {
  const chance = chances(n)
  const day = FIRST_DAY + chance(600)
  const unit = UNITS[chance(UNITS.length)]!
  const received = localMinute(day, 7 * 60 + chance(720))
  const limit = { value: unit === 'month' ? 1 + chance(2) : 1 + chance(25), unit }
  const policy = chance(2) === 0 ? 'pause' : 'restart'
  let clock = value(startClock(hanoi, { received, limit, policy }))
  const events = [event(2, 'accepted', received, { clock, originals: [] })]
  if (chance(3) === 0) {
    const asked = localMinute(day + 1, 8 * 60 + chance(500))
    const answered = localMinute(day + 1 + chance(12), 17 * 60 + chance(300))
    clock = value(
      pauseClock(clock, { from: asked, reason: 'supplement', legalBasis: 'NĐ 61/2018 Đ19.4' }),
    )
    events.push(event(3, 'supplementRequested', asked, { clock, round: 1 }))
    const both = value(resumeClock(hanoi, clock, answered))
    clock = both.clock
    events.push(event(4, 'supplemented', answered, { ...both, clock }))
  }
  if (chance(2) === 0) {
    const done = localMinute(day + 60, 10 * 60)
    clock = value(stopClock(clock, done))
    events.push(event(events.length + 2, 'resultSealed', done, { clock, number: String(n) }))
  }
  return { clock, events }
}

/** Numbers below `most` that follow from n alone (a small linear congruence, spread first). */
function chances(n: number): (most: number) => number {
  let state = Math.imul(n + 1, 2_654_435_761) >>> 0
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function event(seq: number, kind: string, at: LocalMinute, body: object): MadeEvent {
  return { seq, kind, at: toInstant(at).toISOString(), body: canonical(body) }
}

const AT_ONCE = 2000

/** Writes the clocks `from` … `to - 1`; the offices must be there. `unchecked`: without foreign keys, for a superuser in a hurry. */
export async function writeMadeClocks(
  owner: Db,
  { from = 0, to, unchecked = false }: { from?: number; to: number; unchecked?: boolean },
): Promise<void> {
  for (let first = from; first < to; first += AT_ONCE) {
    const made = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, i) => ({
      n: first + i,
      ...madeClock(first + i),
    }))
    await owner.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = off`.execute(tx)
      if (unchecked) await sql`set local session_replication_role = replica`.execute(tx)
      await sql`
        with made as (select * from jsonb_to_recordset(${JSON.stringify(made.map(rowOf))}::jsonb) as m (id uuid, n int, accepted timestamptz,
                             due timestamptz, first_due timestamptz, provisional boolean, finished timestamptz)),
        d as (insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
                receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, submitted_at,
                accepted_at, due_at, first_due_at, due_is_provisional, finished_at, is_open, origin, scopes)
              select id, 2, 'DO-' || n, '1.001193', 1, 'Thủ tục đăng ký khai sinh', 'counter', 'counter', ${WARD}, ${WARD}, ${WARD},
                     'Chủ hồ sơ', 'Người nộp', case when finished is null then 2 else 9 end, accepted, accepted, due, first_due,
                     provisional, finished, true, 'migration', array[${CITY}, ${WARD}]::int[] from made)
        insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, origin, body, prev_hash, hash, scopes)
        select id, seq, kind, 1, at, at, 'staff:1000001', 'migration', body, '\\x00', '\\x00', array[${CITY}, ${WARD}]::int[]
          from jsonb_to_recordset(${JSON.stringify(made.flatMap(eventsOf))}::jsonb)
               as e (id uuid, seq int, kind text, at timestamptz, body text)`.execute(tx)
    })
  }
}

/** The first `base` clocks once more under other ids, until there are `to`: for a superuser, without foreign keys. */
export async function repeatMadeClocks(
  owner: Db,
  { base, from, to }: { base: number; from: number; to: number },
): Promise<void> {
  for (let shift = from; shift < to; shift += base) {
    const most = Math.min(base, to - shift)
    const [first, last] = [idOf(0), idOf(most - 1)]
    const id = (column: string) => sql`
      ('00000000-0000-7000-8000-' || lpad((right(${sql.ref(column)}::text, 12)::bigint + ${shift})::text, 12, '0'))::uuid`
    await owner.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = off`.execute(tx)
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`
        insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
          receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, submitted_at,
          accepted_at, due_at, first_due_at, due_is_provisional, finished_at, is_open, origin, scopes)
        select ${id('id')}, seq, code || '-' || ${shift}::text, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
               receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status, submitted_at,
               accepted_at, due_at, first_due_at, due_is_provisional, finished_at, is_open, origin, scopes
          from dossier where id between ${first}::uuid and ${last}::uuid order by id`.execute(tx)
      await sql`
        insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, origin, body, prev_hash, hash, scopes)
        select ${id('dossier_id')}, seq, kind, version, occurred_at, recorded_at, actor, origin, body, prev_hash, hash, scopes
          from dossier_event where dossier_id between ${first}::uuid and ${last}::uuid order by dossier_id, seq`.execute(
        tx,
      )
    })
  }
}

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

function rowOf({ n, clock, events }: MadeClock & { n: number }) {
  return {
    id: idOf(n),
    n,
    accepted: events[0]!.at,
    due: toInstant(clock.dueAt),
    first_due: toInstant(clock.firstDueAt),
    provisional: clock.provisional,
    finished: clock.stoppedAt === undefined ? null : toInstant(clock.stoppedAt),
  }
}

function eventsOf({ n, events }: MadeClock & { n: number }) {
  return events.map((each) => ({ id: idOf(n), ...each }))
}
