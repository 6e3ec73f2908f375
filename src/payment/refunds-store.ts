/** SQL of money that waits to be given back. Row security shows each office its own. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Method, RefundWhy } from './order.ts'

export type WaitingRefund = {
  dossierId: string
  code: string
  reference: string
  method: Method
  amount: number
  state: 'refundDue' | 'refundAsked'
  why: RefundWhy
  askedAt: Date
}

const MOST = 200

/** The longest waiting first. */
export async function waitingRefunds(tx: Tx): Promise<WaitingRefund[]> {
  const { rows } = await sql<WaitingRefund>`
    select o.dossier_id as "dossierId", d.code, o.reference, o.method, o.amount::float8 as amount, o.state, o.refund_why as why,
           o.refund_asked_at as "askedAt"
      from payment_order o join dossier d on d.id = o.dossier_id
     where o.state in ('refundDue', 'refundAsked') order by o.refund_asked_at, o.id limit ${MOST}`.execute(
    tx,
  )
  return rows
}
