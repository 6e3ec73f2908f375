/** SQL of the look-up of anyone who has code and four digits. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Tracked = {
  code: string
  procedureCode: string
  procedureVersion: number
  procedureName: string
  status: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
  step: string | null
  submittedAt: Date
  dueAt: Date | null
  firstDueAt: Date | null
  isProvisional: boolean
  isPaused: boolean
  finishedAt: Date | null
  competentOfficeId: number
  returningOfficeId: number
}

/** What anyone may know who has both (TT 01/2018 Đ16.2.d): progress, no name, no paper. */
export async function trackDossier(
  db: Db,
  code: string,
  last4: string,
): Promise<Tracked | undefined> {
  const { rows } = await sql<Tracked>`
    select code, procedure_code as "procedureCode", procedure_version as "procedureVersion",
           procedure_name as "procedureName", status, step,
           submitted_at as "submittedAt", due_at as "dueAt", first_due_at as "firstDueAt",
           due_is_provisional as "isProvisional", paused_at is not null as "isPaused", finished_at as "finishedAt",
           competent_office_id as "competentOfficeId", returning_office_id as "returningOfficeId"
      from track_dossier(${code}, ${last4})`.execute(db)
  return rows[0]
}

export type TrackedLeg = {
  leg: string
  officeId: number | null
  isAcknowledged: boolean
  isAsked: boolean
  outcome: 'done' | 'refused' | 'stopped' | null
  isReturned: boolean
}

/** How far each agency of a joint dossier is, for the same two. */
export async function trackLegs(db: Db, code: string, last4: string): Promise<TrackedLeg[]> {
  const { rows } = await sql<TrackedLeg>`
    select leg, office_id as "officeId", is_acknowledged as "isAcknowledged", is_asked as "isAsked", outcome,
           is_returned as "isReturned"
      from track_legs(${code}, ${last4})`.execute(db)
  return rows
}

export type Tries = { inHour: number; inDay: number }

/** Counts a try at a code, whether the code exists or not; answers how many there were in this hour and in the last 24. */
export async function countTry(db: Db, codeHash: string, now: Date): Promise<Tries> {
  const { rows } = await sql<Tries>`
    with counted as (
      insert into tracking_try as t (code_hash, hour, tries)
      values (decode(${codeHash}, 'hex'), date_trunc('hour', ${now}::timestamptz), 1)
      on conflict (code_hash, hour) do update set tries = t.tries + 1
      returning code_hash, hour, tries
    )
    select c.tries as "inHour",
           c.tries + coalesce((select sum(t.tries) from tracking_try t
                                where t.code_hash = c.code_hash and t.hour < c.hour
                                  and t.hour > c.hour - interval '1 day'), 0)::int as "inDay"
      from counted c`.execute(db)
  return rows[0]!
}

/** The try was right: it does not count. */
export async function forgetTry(db: Db, codeHash: string, now: Date): Promise<void> {
  await sql`
    update tracking_try set tries = tries - 1
     where code_hash = decode(${codeHash}, 'hex') and hour = date_trunc('hour', ${now}::timestamptz) and tries > 0`.execute(
    db,
  )
}
