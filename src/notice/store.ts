// The SQL of deliveries: made with the history, claimed for one try, brought up to date by the carrier's answers.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { newId } from '../lib/ids.ts'
import type { AcceptedPart } from './carrier.ts'
import { afterwards, receiptOf } from './delivery.ts'
import type {
  DeliveryFacts,
  DeliveryState,
  DeliveryStep,
  Happening,
  PartState,
} from './delivery.ts'
import type { Address, NoticeKind } from './notice.ts'
import type { CarrierReceipt } from './receipt.ts'
import type { Rendered } from './template.ts'

export type DeliveryRef = { dossierId: string; id: string }

export type NewDelivery = {
  dossierId: string
  /** One per dossier for what must be told once: 'seq:kind:channel'. */
  key: string
  kind: NoticeKind
  templateVersion: number
  address: Address
  text: Rendered
  now: Date
  expiresAt: Date
  scopes: readonly number[]
}

/** Writes the delivery and puts it into the queue; does nothing when the same was written before. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  const { address, text, dossierId, now } = delivery
  const id = newId(now)
  const state: DeliveryState = address.suppressed === undefined ? 'queued' : 'suppressed'
  await sql`
    with made as (
      insert into notice_delivery (dossier_id, id, key, kind, template_version, channel, recipient, subject, body,
        segments, state, next_try_at, last_error, created_at, since, expires_at, scopes)
      values (${dossierId}::uuid, ${id}::uuid, ${delivery.key}, ${delivery.kind}, ${delivery.templateVersion},
        ${address.channel}, ${address.recipient}, ${text.subject ?? null}, ${text.body}, ${text.segments}, ${state},
        ${state === 'queued' ? now : null}, ${address.suppressed ?? null}, ${now}, ${now}, ${delivery.expiresAt},
        ${[...delivery.scopes]}::int[])
      on conflict (dossier_id, key) do nothing
      returning dossier_id, id, next_try_at)
    select enqueue_notice(dossier_id, id, next_try_at) from made where next_try_at is not null`.execute(
    tx,
  )
}

export type Delivery = DeliveryFacts &
  DeliveryRef & {
    channel: 'sms' | 'mail'
    recipient: string
    subject: string | null
    body: string
    segments: number
    acceptedParts: AcceptedPart[]
  }

const deliveryColumns = sql`
  n.dossier_id as "dossierId", n.id, n.state, n.attempts, n.repeats, n.since, n.expires_at as "expiresAt", n.channel,
  n.recipient, n.subject, n.body, n.segments,
  (select coalesce(json_agg(json_build_object('part', p.part, 'carrier', p.carrier, 'messageId', p.message_id)
           order by p.part), '[]')
     from notice_part p
    where p.dossier_id = n.dossier_id and p.delivery_id = n.id and p.state <> 'failed') as "acceptedParts"`

/** Clocks of two machines differ a little; the queue would otherwise wake us a moment too early for nothing. */
const EARLY_MS = 5000

/** Begins one try; undefined when there is nothing to do: another worker has it, it is not its time, or it is too old. */
export async function claimDelivery(
  db: Db,
  ref: DeliveryRef,
  now: Date,
): Promise<Delivery | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Delivery>`
      select ${deliveryColumns} from notice_delivery n
       where n.dossier_id = ${ref.dossierId}::uuid and n.id = ${ref.id}::uuid and n.state = 'queued'
         and n.next_try_at <= ${new Date(now.getTime() + EARLY_MS)}
         for update of n skip locked`.execute(tx)
    const [delivery] = rows
    if (delivery === undefined) return undefined
    const step = await take(tx, delivery, { type: 'begun' }, now)
    return step?.state === 'sending' ? { ...delivery, ...step } : undefined
  })
}

/** Writes what happened to a delivery that this transaction has locked; undefined when it cannot happen there. */
async function take(
  tx: Tx,
  delivery: DeliveryFacts & DeliveryRef,
  happening: Happening,
  now: Date,
): Promise<DeliveryStep | undefined> {
  const step = afterwards(delivery, happening, now)
  if (step === undefined) return undefined
  const { state, nextTryAt = null, reason = null, attempts, repeats } = step
  await sql`
    update notice_delivery
       set state = ${state}, attempts = ${attempts}, repeats = ${repeats}, next_try_at = ${nextTryAt}::timestamptz,
           last_error = ${reason}::text,
           claimed_at = case when ${state} = 'sending' then ${now}::timestamptz end,
           sent_at = case when ${state} = 'sent' then ${now}::timestamptz else sent_at end,
           delivered_at = case when ${state} = 'delivered' then ${now}::timestamptz else delivered_at end
     where dossier_id = ${delivery.dossierId}::uuid and id = ${delivery.id}::uuid`.execute(tx)
  if (nextTryAt !== null) await enqueue(tx, delivery, nextTryAt)
  return step
}

async function enqueue(tx: Tx, { dossierId, id }: DeliveryRef, at: Date): Promise<void> {
  await sql`select enqueue_notice(${dossierId}::uuid, ${id}::uuid, ${at}::timestamptz)`.execute(tx)
}

async function lock(tx: Tx, ref: DeliveryRef): Promise<Delivery | undefined> {
  const { rows } = await sql<Delivery>`
    select ${deliveryColumns} from notice_delivery n
     where n.dossier_id = ${ref.dossierId}::uuid and n.id = ${ref.id}::uuid for update of n`.execute(
    tx,
  )
  return rows[0]
}

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

/** Names of offices by id, for the texts. */
export async function officeNames(
  tx: Tx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from office where id = any(${[...ids]}::int[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type DueDossier = {
  id: string
  code: string
  procedureName: string
  office: string
  officeId: number
  holderId: number | null
  waitsFor: string | null
  acceptedAt: Date
  dueAt: Date
  isProvisional: boolean
  scopes: number[]
}

/** Live dossiers whose clock runs and that are due in (now, upTo], the nearest first, not yet warned of at this level. */
export async function dueWithoutWarning(
  db: Db,
  wanted: { level: string; now: Date; upTo: Date; most: number },
): Promise<DueDossier[]> {
  const { rows } = await sql<DueDossier>`
    select d.id, d.code, d.procedure_name as "procedureName", o.name as office, o.id as "officeId",
           d.holder_person_id as "holderId", d.waits_for as "waitsFor", d.accepted_at as "acceptedAt", d.due_at as "dueAt",
           d.due_is_provisional as "isProvisional", d.scopes
      from dossier d join office o on o.id = d.competent_office_id
     where d.is_open and d.due_at > ${wanted.now} and d.due_at <= ${wanted.upTo}
       and d.accepted_at is not null and d.paused_at is null and d.finished_at is null and d.origin = 'live'
       and not exists (select from deadline_warning w
                        where w.dossier_id = d.id and w.threshold = ${wanted.level} and w.due_at = d.due_at)
     order by d.due_at, d.id limit ${wanted.most}`.execute(db)
  return rows
}

/** True for the one who warns. */
export async function claimWarning(tx: Tx, dossier: DueDossier, level: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into deadline_warning (dossier_id, threshold, due_at)
    values (${dossier.id}::uuid, ${level}, ${dossier.dueAt}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** The holder's address; while nobody holds it, those of the role whose turn it is, and the leaders if that is nobody's. */
export async function dutyMails(tx: Tx, dossier: DueDossier, today: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    with duty as (
      select p.id, p.email, a.role from person p join assignment a on a.person_id = p.id
       where p.kind = 'staff' and p.is_active and p.email is not null and a.office_id = ${dossier.officeId}
         and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')),
    chosen as (
      select email, 1 as rank from duty where id = ${dossier.holderId}::int
      union select email, 2 from duty where role = ${dossier.waitsFor}
      union select email, 3 from duty where role = 'leader')
    select distinct email from chosen where rank = (select min(rank) from chosen) order by email limit 5`.execute(
    tx,
  )
  return rows.map(({ email }) => email)
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
     where n.state in ('failed', 'expired', 'unknown', 'suppressed')
        or (n.state in ('queued', 'sending') and n.since < ${now}::timestamptz - interval '1 hour')
     order by n.since, n.id limit ${most}`.execute(tx)
  return rows
}

/** Hours in which a message sent again by a person is of use. */
const AGAIN_HOURS = 24

/**
 * A person sends again what failed, is too old or unknown. False when it is not theirs to see or in no such state any more.
 * Segments that a carrier has taken are not sent twice, unless it said itself that they did not arrive.
 */
export async function sendAgain(
  tx: Tx,
  ref: DeliveryRef,
  by: { personId: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql<DeliveryFacts>`
    select state, attempts, repeats, since, expires_at as "expiresAt" from notice_delivery
     where dossier_id = ${ref.dossierId}::uuid and id = ${ref.id}::uuid for update`.execute(tx)
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
