import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Forgets yesterday's tries at codes. Runs under the worker's role; answers how many rows went. */
export async function eraseOldTries(db: Db, now: Date): Promise<number> {
  const { rows } = await sql`
    delete from tracking_try where hour < ${now}::timestamptz - interval '1 day' returning 1`.execute(
    db,
  )
  return rows.length
}
