/** SQL of the comparison of a day with the gateway's statement. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { derivedId } from '../lib/ids.ts'
import type { Day } from '../lib/time.ts'
import type { Difference, LedgerRow } from './difference.ts'

/** Movements of that day (Hà Nội) that went by the gateway. */
export async function ledgerOf(db: Db, day: Day): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select o.reference, m.kind, m.amount::float8 as amount, m.payment_id as "paymentId", m.dossier_id as "dossierId", m.order_id as "orderId"
      from payment_movement m join payment_order o on o.id = m.order_id
     where m.moved_on = ${day}::date and m.method = 'online' order by o.reference, m.kind`.execute(
    db,
  )
  return rows
}

/** Writes down what differs, and closes what agrees by now. What a person has closed stays closed. */
export async function keepDifferences(
  db: Db,
  { day, found, now }: { day: Day; found: readonly Difference[]; now: Date },
): Promise<void> {
  const rows = found.map((each) => ({
    ...each,
    id: derivedId('payment difference', `${day} ${each.reference} ${each.why}`),
  }))
  await sql`
    with found as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as f (id uuid, why text, reference text, "dossierId" uuid, "orderId" uuid, ours bigint, theirs bigint)),
    gone as (
      update payment_difference d set closed_at = ${now}
       where d.day = ${day}::date and d.closed_at is null and d.id not in (select id from found))
    insert into payment_difference (id, day, dossier_id, order_id, reference, why, ours, theirs, found_at)
    select id, ${day}::date, "dossierId", "orderId", reference, why, ours, theirs, ${now}::timestamptz from found
    on conflict (id) do nothing`.execute(db)
}
