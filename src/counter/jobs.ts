/** What time does to the counter's rows. Runs under the worker's role. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Erases whom guidance was for, once its slip is no longer of use; what was missing stays for the figures. Answers how many. */
export async function eraseGuidanceNames(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update guidance set for_name = null, note = null
     where name_until < (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date and (for_name is not null or note is not null)
     returning id`.execute(db)
  return rows.length
}
