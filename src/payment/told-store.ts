/** SQL of orders whose money the history has not heard of yet. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export async function markTold(tx: Tx, orderId: string, now: Date): Promise<void> {
  await sql`
    update payment_order set told_at = ${now} where id = ${orderId}::uuid and told_at is null`.execute(
    tx,
  )
}

/** Paid for more than a moment, and not told: whoever took the message died before the end. */
export async function untold(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from payment_order where paid_at is not null and told_at is null and paid_at < ${before}
     order by paid_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
