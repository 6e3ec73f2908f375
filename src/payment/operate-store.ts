/** SQL of what an operator does about money that is stuck. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

/** The order is looked at in the next second; false when there is nothing to look at any more. */
export async function checkNow(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update payment_order set next_check_at = ${now}
     where id = ${id}::uuid and state in ('created', 'pending', 'refundAsked') returning id`.execute(
    tx,
  )
  return rows.length > 0
}

/** A person has seen to it; false when it is closed already. */
export async function closeDifference(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update payment_difference set closed_at = ${now} where id = ${id}::uuid and closed_at is null returning id`.execute(
    tx,
  )
  return rows.length > 0
}
