// The SQL of deliveries: made with the history, claimed for one try, moved on step by step.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { newId } from '../lib/ids.ts'
import type { AcceptedPart } from './carrier.ts'
import { afterwards } from './delivery.ts'
import type { DeliveryFacts, DeliveryState, DeliveryStep, Happening } from './delivery.ts'
import type { Address, NoticeKind } from './notice.ts'
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
  const state = stateOf(address)
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

/** A message for the pages of the dossier is there when it is written. */
function stateOf({ channel, suppressed }: Address): DeliveryState {
  if (suppressed !== undefined) return 'suppressed'
  return channel === 'page' ? 'delivered' : 'queued'
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
export async function take(
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

/** Wakes a worker at that moment. */
export async function enqueue(tx: Tx, { dossierId, id }: DeliveryRef, at: Date): Promise<void> {
  await sql`select enqueue_notice(${dossierId}::uuid, ${id}::uuid, ${at}::timestamptz)`.execute(tx)
}

/** The delivery, locked until the transaction ends. */
export async function lock(tx: Tx, ref: DeliveryRef): Promise<Delivery | undefined> {
  const { rows } = await sql<Delivery>`
    select ${deliveryColumns} from notice_delivery n
     where n.dossier_id = ${ref.dossierId}::uuid and n.id = ${ref.id}::uuid for update of n`.execute(
    tx,
  )
  return rows[0]
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

/** The address of an official who works; null when there is none. */
export async function mailOfStaff(tx: Tx, personId: number): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`
    select email from person where id = ${personId} and kind = 'staff' and is_active`.execute(tx)
  return rows[0]?.email ?? null
}
