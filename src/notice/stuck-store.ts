// What must not stay lying: forgotten and cut-off deliveries, the list that people look at, and the outbox of this machine.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { Invalid } from '../lib/problem.ts'
import { afterwards } from './delivery.ts'
import type { DeliveryFacts, DeliveryState, Happening } from './delivery.ts'
import type { NoticeKind } from './notice.ts'
import { enqueue, lock, take } from './store.ts'
import type { DeliveryRef } from './store.ts'

/** Puts deliveries back whose moment passed without anybody taking them (reliability N03). */
export async function requeueForgotten(db: Db, now: Date): Promise<number> {
  const { rows } = await sql`
    select enqueue_notice(dossier_id, id, next_try_at) from notice_delivery
     where state = 'queued' and next_try_at < ${now}::timestamptz - interval '2 minutes'
     order by next_try_at limit 1000`.execute(db)
  return rows.length
}

/** Ends tries whose worker died between asking the carrier and keeping the answer: nobody knows what the carrier has. */
export async function endLostTries(
  db: Db,
  acceptsKeys: { sms: boolean; mail: boolean },
  now: Date,
): Promise<number> {
  const { rows } = await sql<DeliveryRef & { channel: 'sms' | 'mail' }>`
    select dossier_id as "dossierId", id, channel from notice_delivery
     where state = 'sending' and claimed_at < ${now}::timestamptz - interval '10 minutes' limit 500`.execute(
    db,
  )
  for (const { channel, ...ref } of rows) {
    const reason = 'Chương trình dừng giữa chừng khi đang gửi.'
    const happening: Happening = { type: 'noAnswer', reason, acceptsKeys: acceptsKeys[channel] }
    await db.transaction().execute(async (tx) => {
      const delivery = await lock(tx, ref)
      if (delivery) await take(tx, delivery, happening, now)
    })
  }
  return rows.length
}

export type StuckDelivery = DeliveryRef & {
  code: string
  kind: NoticeKind
  channel: 'sms' | 'mail'
  recipient: string
  state: DeliveryState
  attempts: number
  reason: string | null
  since: Date
}

/** What a person has to look at, the oldest first: given up, too old, unknown, never to be sent, or waiting for an hour. */
export async function stuckDeliveries(tx: Tx, now: Date, most: number): Promise<StuckDelivery[]> {
  const { rows } = await sql<StuckDelivery>`
    select n.dossier_id as "dossierId", n.id, d.code, n.kind, n.channel, n.recipient, n.state, n.attempts,
           n.last_error as reason, n.since
      from notice_delivery n join dossier d on d.id = n.dossier_id
     where (n.state in ('failed', 'expired', 'unknown', 'suppressed') and n.closed_at is null)
        or (n.state in ('queued', 'sending') and n.since < ${now}::timestamptz - interval '1 hour')
     order by n.since, n.id limit ${most}`.execute(tx)
  return rows
}

/** Hours in which a message sent again by a person is of use. */
const AGAIN_HOURS = 24

/** What the carrier may already have is sent a second time only for a reason that a person gives. */
function demandReason({ state }: DeliveryFacts, reason: string | undefined): void {
  if (state !== 'unknown' || (reason !== undefined && reason !== '')) return
  const message =
    'Tin này có thể đã đến người nhận. Hãy ghi lý do gửi lại, ví dụ: người nộp báo chưa nhận được.'
  throw new Invalid({ code: 'reasonMissing', field: 'reason', message })
}

/** A person gives a message up: it stays as it is and leaves the list. False when it is in no such state any more. */
export async function giveUp(tx: Tx, ref: DeliveryRef, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notice_delivery set closed_at = ${now}
     where dossier_id = ${ref.dossierId}::uuid and id = ${ref.id}::uuid and closed_at is null
       and state in ('failed', 'expired', 'unknown', 'suppressed')`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * A person sends again what failed, is too old or unknown. False when it is not theirs to see or in no such state any more.
 * Segments that a carrier has taken are not sent twice, unless it said itself that they did not arrive.
 */
export async function sendAgain(
  tx: Tx,
  ref: DeliveryRef,
  by: { personId: number; now: Date; reason?: string | undefined },
): Promise<boolean> {
  const { rows } = await sql<DeliveryFacts>`
    select state, attempts, repeats, since, expires_at as "expiresAt" from notice_delivery
     where dossier_id = ${ref.dossierId}::uuid and id = ${ref.id}::uuid and closed_at is null for update`.execute(
    tx,
  )
  if (rows[0]) demandReason(rows[0], by.reason)
  const step = rows[0] && afterwards(rows[0], { type: 'sendAgain' }, by.now)
  if (step?.nextTryAt === undefined) return false
  const expiresAt = new Date(by.now.getTime() + AGAIN_HOURS * 3_600_000)
  await sql`
    update notice_delivery
       set state = ${step.state}, attempts = ${step.attempts}, repeats = ${step.repeats}, next_try_at = ${step.nextTryAt},
           since = ${by.now}, expires_at = ${expiresAt}, sent_again_by = ${by.personId}
     where dossier_id = ${ref.dossierId}::uuid and id = ${ref.id}::uuid`.execute(tx)
  await enqueue(tx, ref, step.nextTryAt)
  return true
}

export type LocalMessage = {
  code: string
  kind: NoticeKind
  channel: 'sms' | 'mail'
  recipient: string
  subject: string | null
  body: string
  segments: number
  createdAt: Date
}

/** What went to the outbox of this machine instead of a carrier, the newest first; of one dossier if a code is given. */
export async function localMessages(db: Db, code: string | undefined): Promise<LocalMessage[]> {
  const { rows } = await sql<LocalMessage>`
    select code, kind, channel, recipient, subject, body, segments, created_at as "createdAt"
      from local_outbox(${code ?? null}::text, 100)`.execute(db)
  return rows
}
