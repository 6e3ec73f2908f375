/** SQL of the comparisons with the population register. Runs under the worker's role. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { PersonChecked } from './check.ts'

const LEASE_SECONDS = 60
const BATCH = 20

export type ClaimedCheck = { dossierId: string; seq: number; attempts: number }

export async function dueChecks(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from population_check where state = 'waiting' and next_try_at <= ${now}
     order by next_try_at limit ${BATCH}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes one for a minute; undefined when another worker has it. */
export async function claimCheck(db: Db, id: string, now: Date): Promise<ClaimedCheck | undefined> {
  const until = new Date(now.getTime() + LEASE_SECONDS * 1000)
  const { rows } = await sql<ClaimedCheck>`
    update population_check set attempts = attempts + 1, next_try_at = ${until}
     where dossier_id = (select dossier_id from population_check
                          where dossier_id = ${id}::uuid and state = 'waiting' and next_try_at <= ${now}
                            for update skip locked)
    returning dossier_id as "dossierId", seq, attempts`.execute(db)
  return rows[0]
}

/** Written unless the declaration was supplemented meanwhile. */
export async function settleCheck(
  db: Db,
  { dossierId, seq }: ClaimedCheck,
  { people, now }: { people: readonly PersonChecked[]; now: Date },
): Promise<void> {
  const state = people.length === 0 ? 'nothing' : 'compared'
  await sql`
    update population_check
       set state = ${state}, people = ${JSON.stringify(people)}::jsonb, compared_at = ${now}, next_try_at = null
     where dossier_id = ${dossierId}::uuid and seq = ${seq}`.execute(db)
}

export async function postponeCheck(
  db: Db,
  { dossierId, seq }: ClaimedCheck,
  next: Date,
): Promise<void> {
  await sql`
    update population_check set next_try_at = ${next}
     where dossier_id = ${dossierId}::uuid and seq = ${seq} and state = 'waiting'`.execute(db)
}
