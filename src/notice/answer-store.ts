// What carriers say: answers to a submission, and receipts that come later, twice, or before the answer.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { AcceptedPart } from './carrier.ts'
import { receiptOf } from './delivery.ts'
import type { Happening, PartState } from './delivery.ts'
import type { CarrierReceipt } from './receipt.ts'
import { lock, take } from './store.ts'
import type { Delivery, DeliveryRef } from './store.ts'

export type Answer = { happening: Happening; parts: readonly AcceptedPart[]; carrier: string }

/** Keeps the carrier's answer: segments that it took, the new state, and receipts that were faster than the answer. */
export async function recordAnswer(
  db: Db,
  ref: DeliveryRef,
  answer: Answer,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const delivery = await lock(tx, ref)
    if (delivery === undefined) return
    await oneAtATime(tx, answer.parts)
    await sql`
      insert into notice_part (dossier_id, delivery_id, part, carrier, message_id)
      select ${ref.dossierId}::uuid, ${ref.id}::uuid, p.part, p.carrier, p."messageId"
        from jsonb_to_recordset(${JSON.stringify(answer.parts)}::jsonb) as p (part int, carrier text, "messageId" text)
      on conflict (dossier_id, delivery_id, part) do update
         set carrier = excluded.carrier, message_id = excluded.message_id, state = 'accepted'`.execute(
      tx,
    )
    await sql`
      update notice_delivery set carrier = ${answer.carrier}
       where dossier_id = ${ref.dossierId}::uuid and id = ${ref.id}::uuid`.execute(tx)
    const step = await take(tx, delivery, answer.happening, now)
    if (step !== undefined) await joinReceipts(tx, { ...delivery, ...step }, now)
  })
}

/**
 * An answer and its receipt, kept at the same moment, would each not see the other. They take turns by message id; the sweep
 * finds what still slipped through (locks of this kind do not span the nodes of a cluster).
 */
async function oneAtATime(
  tx: Tx,
  messages: readonly { carrier: string; messageId: string }[],
): Promise<void> {
  const names = messages.map(({ carrier, messageId }) => `${carrier} ${messageId}`).sort()
  await sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${names}::text[]) name order by name`.execute(
    tx,
  )
}

/** Brings the receipts that wait to the segments of this (locked) delivery. */
async function joinReceipts(tx: Tx, delivery: Delivery, now: Date): Promise<void> {
  const { rows } = await sql<{ reason: string }>`
    with came as (
      delete from notice_receipt r using notice_part p
       where p.dossier_id = ${delivery.dossierId}::uuid and p.delivery_id = ${delivery.id}::uuid
         and r.carrier = p.carrier and r.message_id = p.message_id
      returning p.part, r.state, r.reason)
    update notice_part p set state = came.state, at = ${now}
      from came
     where p.dossier_id = ${delivery.dossierId}::uuid and p.delivery_id = ${delivery.id}::uuid and p.part = came.part
    returning came.reason`.execute(tx)
  if (rows.length === 0) return
  const parts = await sql<{ state: PartState }>`
    select state from notice_part
     where dossier_id = ${delivery.dossierId}::uuid and delivery_id = ${delivery.id}::uuid`.execute(
    tx,
  )
  const state = receiptOf(
    parts.rows.map((p) => p.state),
    delivery.segments,
  )
  if (state === 'accepted') return
  const reason = `Nhà mạng báo không đến được máy nhận: ${rows.at(-1)!.reason}.`
  const happening: Happening =
    state === 'delivered' ? { type: 'receiptDelivered' } : { type: 'receiptFailed', reason }
  await take(tx, delivery, happening, now)
}

/** Stores a final receipt and joins it at once if its segment is known; otherwise it waits for the answer or the sweep. */
export async function storeReceipt(db: Db, receipt: CarrierReceipt, now: Date): Promise<void> {
  if (receipt.state === 'accepted') return
  await db.transaction().execute(async (tx) => {
    await oneAtATime(tx, [receipt])
    await sql`
      insert into notice_receipt (carrier, message_id, state, reason, received_at)
      values (${receipt.carrier}, ${receipt.messageId}, ${receipt.state}, ${receipt.reason}, ${now})
      on conflict (carrier, message_id) do update set state = excluded.state, reason = excluded.reason`.execute(
      tx,
    )
    const { rows } = await sql<DeliveryRef>`
      select dossier_id as "dossierId", delivery_id as id from notice_part
       where carrier = ${receipt.carrier} and message_id = ${receipt.messageId}`.execute(tx)
    if (rows[0]) await joinFor(tx, rows[0], now)
  })
}

async function joinFor(tx: Tx, ref: DeliveryRef, now: Date): Promise<void> {
  const delivery = await lock(tx, ref)
  if (delivery) await joinReceipts(tx, delivery, now)
}

/** Receipts and answers that missed each other by a moment; receipts that nobody claims are dropped after a week. */
export async function joinLateReceipts(db: Db, now: Date): Promise<void> {
  const { rows } = await sql<DeliveryRef>`
    select distinct p.dossier_id as "dossierId", p.delivery_id as id
      from notice_receipt r join notice_part p on p.carrier = r.carrier and p.message_id = r.message_id
     limit 500`.execute(db)
  for (const ref of rows) await db.transaction().execute((tx) => joinFor(tx, ref, now))
  await sql`delete from notice_receipt where received_at < ${now}::timestamptz - interval '7 days'`.execute(
    db,
  )
}
