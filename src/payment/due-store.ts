/** SQL of orders that somebody has to look at by the clock. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Method, OrderState } from './order.ts'

export type DueOrder = {
  id: string
  dossierId: string
  code: string
  reference: string
  method: Method
  state: OrderState
  amount: number
  paymentId: string | null
  expiresAt: Date
  attempts: number
}

/** A worker that dies while it waits for the gateway gives the order up after this time. */
const LEASE_SECONDS = 60

/** Takes orders whose time has come, each for one worker; the network is asked after the commit. */
export async function claimDue(db: Db, now: Date, limit: number): Promise<DueOrder[]> {
  const { rows } = await sql<DueOrder>`
    update payment_order o
       set attempts = o.attempts + 1, next_check_at = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
      from dossier d
     where d.id = o.dossier_id
       and o.id in (select id from payment_order where next_check_at <= ${now} order by next_check_at limit ${limit} for update skip locked)
    returning o.id, o.dossier_id as "dossierId", d.code, o.reference, o.method, o.state, o.amount::float8 as amount,
              o.payment_id as "paymentId", o.expires_at as "expiresAt", o.attempts`.execute(db)
  return rows
}

/** When it is looked at again, and why nothing came of it this time; null: a person must look. */
export async function lookAgain(
  db: Db,
  id: string,
  { at, error }: { at: Date | null; error: string | null },
): Promise<void> {
  await sql`
    update payment_order set next_check_at = ${at}, last_error = ${error} where id = ${id}::uuid`.execute(
    db,
  )
}
