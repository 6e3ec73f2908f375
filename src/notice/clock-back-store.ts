/** SQL of what a clock that ran ahead has left behind, once it has gone back. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { LONGEST_WAIT_MS } from './delivery.ts'

const MINUTE_MS = 60_000

/** Messages whose next try lies further away than any wait between two tries are tried now. Answers how many. */
export async function bringForward(db: Db, now: Date): Promise<number> {
  const latest = new Date(now.getTime() + LONGEST_WAIT_MS + MINUTE_MS)
  const { rows } = await sql`
    with early as (
      update notice_delivery set next_try_at = ${now} where state = 'queued' and next_try_at > ${latest}
      returning dossier_id, id)
    select enqueue_notice(dossier_id, id, ${now}) from early`.execute(db)
  const { numAffectedRows } = await sql`
    update duty_notice set next_try_at = ${now} where state = 'queued' and next_try_at > ${latest}`.execute(
    db,
  )
  return rows.length + Number(numAffectedRows ?? 0n)
}
