/** SQL of orders and of the ledger. A state changes only under the order's lock, a movement is written once and stays. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { derivedId } from '../lib/ids.ts'
import { toDay } from '../lib/time.ts'
import type { Method, OrderState, RefundWhy } from './order.ts'
import type { OrderStanding } from './standing.ts'

export type NewOrder = {
  id: string
  dossierId: string
  method: Method
  amount: number
  lines: readonly string[]
  createdBy: string
  now: Date
  expiresAt: Date
  nextCheckAt: Date
  officeId: number
}

/** What the gateway and the bank carry: short, without letters that are mistaken for others. */
export function referenceOf(orderId: string): string {
  return `MC${orderId.replaceAll('-', '').slice(-12).toUpperCase()}`
}

/** False when the dossier has an order under way already: nobody is asked to pay twice. */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<boolean> {
  const reference = referenceOf(order.id)
  const { rows } = await sql<{ id: string }>`
    insert into payment_order (id, dossier_id, reference, method, amount, lines, state, created_at, created_by, expires_at, next_check_at,
                               office_id, scopes)
    select ${order.id}::uuid, d.id, ${reference}, ${order.method}, ${order.amount}, ${[...order.lines]}::uuid[],
           ${order.method === 'online' ? 'created' : 'pending'}, ${order.now}, ${order.createdBy}, ${order.expiresAt}, ${order.nextCheckAt},
           ${order.officeId}, d.scopes
      from dossier d where d.id = ${order.dossierId}::uuid
    on conflict do nothing returning id`.execute(tx)
  if (rows.length === 0) return false
  await sql`
    insert into payment_reference (reference, dossier_id, order_id)
    values (${reference}, ${order.dossierId}::uuid, ${order.id}::uuid)`.execute(tx)
  return true
}

export async function orderIdByReference(tx: Tx, reference: string): Promise<string | undefined> {
  const { rows } = await sql<{ order_id: string }>`
    select order_id from payment_reference where reference = ${reference}`.execute(tx)
  return rows[0]?.order_id
}

export type Moved = {
  to: OrderState
  why?: RefundWhy | undefined
  paidAt?: Date | undefined
  paymentId?: string | undefined
  payUrl?: string | undefined
  failedWhy?: string | undefined
  receivedBy?: number | undefined
  refundAskedBy?: string | undefined
  refundReason?: string | undefined
  refundGround?: string | undefined
  approvedBy?: number | undefined
  refundId?: string | undefined
  now: Date
}

/** When the order is looked at next: soon while it is under way or money is to go back, else never. */
function nextCheck(to: OrderState, method: Method, now: Date): Date | null {
  const isWaiting = method === 'online' && ['pending', 'refundAsked'].includes(to)
  return isWaiting ? new Date(now.getTime() + FIRST_CHECK_MS) : null
}
export const FIRST_CHECK_MS = 15_000

export async function moveOrder(tx: Tx, order: OrderStanding, moved: Moved): Promise<void> {
  const { to, now } = moved
  const isArriving = moved.paymentId !== undefined
  await sql`
    update payment_order
       set state = ${to}, last_error = null, attempts = 0, next_check_at = ${nextCheck(to, order.method, now)},
           pay_url = coalesce(${moved.payUrl ?? null}, pay_url),
           paid_at = coalesce(paid_at, ${isArriving ? (moved.paidAt ?? now) : null}),
           payment_id = coalesce(payment_id, ${moved.paymentId ?? null}),
           failed_why = coalesce(${moved.failedWhy ?? null}, failed_why),
           received_by = coalesce(received_by, ${moved.receivedBy ?? null}),
           shift_on = coalesce(shift_on, ${moved.receivedBy === undefined ? null : toDay(moved.paidAt ?? now)}::date),
           refund_why = coalesce(${moved.why ?? null}, refund_why),
           refund_asked_by = coalesce(refund_asked_by, ${moved.refundAskedBy ?? null}),
           refund_asked_at = case when refund_asked_at is null and ${to === 'refundDue'} then ${now}::timestamptz else refund_asked_at end,
           refund_reason = coalesce(refund_reason, ${moved.refundReason ?? null}),
           refund_ground = coalesce(refund_ground, ${moved.refundGround ?? null}),
           refund_approved_by = coalesce(refund_approved_by, ${moved.approvedBy ?? null}),
           refund_id = coalesce(refund_id, ${moved.refundId ?? null}),
           refunded_at = case when ${to === 'refunded'} then ${now}::timestamptz else refunded_at end
     where id = ${order.id}::uuid`.execute(tx)
}

export type Movement = {
  kind: 'received' | 'refunded'
  paymentId: string
  receivedBy: number | null
  at: Date
}

export async function writeMovement(tx: Tx, order: OrderStanding, moved: Movement): Promise<void> {
  await sql`
    insert into payment_movement (id, dossier_id, order_id, kind, method, amount, office_id, received_by, payment_id, moved_on, at, scopes)
    select ${derivedId(order.id, moved.kind)}::uuid, d.id, ${order.id}::uuid, ${moved.kind}, ${order.method}, ${order.amount},
           ${order.officeId}, ${moved.receivedBy}, ${moved.paymentId}, ${toDay(moved.at)}::date, ${moved.at}, d.scopes
      from dossier d where d.id = ${order.dossierId}::uuid`.execute(tx)
}

export async function settleLines(
  tx: Tx,
  lineIds: readonly string[],
  orderId: string,
): Promise<void> {
  await sql`
    update fee_line set settled_by = ${orderId}::uuid
     where id = any(${[...lineIds]}::uuid[]) and settled_by is null and exempted_by is null`.execute(
    tx,
  )
}

/** The money goes back: the fee is owed again, where the dossier still goes on. */
export async function reopenLines(tx: Tx, orderId: string): Promise<void> {
  await sql`update fee_line set settled_by = null where settled_by = ${orderId}::uuid`.execute(tx)
}

/** A message about money that nobody believed, without anything of the payer. */
export async function writeRefusal(
  tx: Tx,
  refusal: { id: string; at: Date; why: string; reference: string | null },
): Promise<void> {
  await sql`
    insert into payment_refusal (id, at, why, reference)
    values (${refusal.id}::uuid, ${refusal.at}, ${refusal.why}, ${refusal.reference})`.execute(tx)
}
