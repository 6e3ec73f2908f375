/** SQL of giving a mandate from a page: two clicks give one. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { giveMandate, type NewMandate } from './mandate-store.ts'

/** The same agent, the same things, the same last day: the mandate that lives already. */
export async function giveOnce(db: Db, given: NewMandate): Promise<number | undefined> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('agent_mandate'), ${given.personId})`.execute(
      tx,
    )
    const { rows } = await sql<{ id: number }>`
      select id from agent_mandate
       where agent_id = ${given.agentId} and person_id = ${given.personId} and covers = ${given.covers}
         and valid_to = ${given.validTo}::date and revoked_at is null and dossier_id is null`.execute(
      tx,
    )
    return rows[0]?.id ?? giveMandate(tx, given)
  })
}
