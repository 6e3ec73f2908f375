/**
 * What this house asks of a payment gateway: make an order, send the payer there, be told by a signed message, ask when no message
 * came, give money back, compare the day. Implemented in `adapters/payment.ts`. Nothing about the payer is ever told or asked.
 */
import { Type, type Static } from 'typebox'

const exact = <T extends Parameters<typeof Type.Object>[0]>(members: T) =>
  Type.Object(members, { additionalProperties: false })

export const REFERENCE = '^MC[0-9A-F]{12}$'
export const Reference = Type.String({ pattern: REFERENCE })
const PaymentId = Type.String({ pattern: '^[A-Za-z0-9._-]{1,60}$' })
const Dong = Type.Integer({ minimum: 1, maximum: 999_999_999_999 })
const DossierCode = Type.String({ minLength: 1, maxLength: 80 })

/** Told to us by the gateway, signed: what became of an order. `amount` and `dossierCode` are checked against our own. */
export const Callback = exact({
  reference: Reference,
  dossierCode: DossierCode,
  amount: Dong,
  currency: Type.Literal('VND'),
  outcome: Type.Enum(['paid', 'failed'] as const),
  paymentId: Type.Union([PaymentId, Type.Null()]),
  why: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
})
export type Callback = Static<typeof Callback>

/** What the gateway knows of an order when it is asked. */
export const OrderKnown = exact({
  reference: Reference,
  dossierCode: DossierCode,
  amount: Dong,
  state: Type.Enum(['pending', 'paid', 'failed', 'expired'] as const),
  paymentId: Type.Union([PaymentId, Type.Null()]),
})
export type OrderKnown = Static<typeof OrderKnown>

export const OrderOpened = exact({ reference: Reference, payUrl: Type.String({ maxLength: 500 }) })
export const RefundTaken = exact({ reference: Reference, refundId: PaymentId })

/** One movement of money on the gateway's side. */
export const StatementRow = exact({
  reference: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Enum(['received', 'refunded'] as const),
  amount: Dong,
  paymentId: PaymentId,
})
export type StatementRow = Static<typeof StatementRow>

export const StatementPage = exact({
  day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  rows: Type.Array(StatementRow, { maxItems: 100 }),
  /** Where the next page begins; null at the end. */
  next: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
})

export type OrderAsked = {
  reference: string
  dossierCode: string
  amount: number
  /** Where the payer's browser comes back to, whatever happened. */
  returnUrl: string
  expiresAt: string
}

/** `failed`: no answer, or none that the contract knows: nothing is known. `rejected`: understood, and no. */
export type Failure = { kind: 'failed'; reason: string } | { kind: 'rejected'; reason: string }

export interface PaymentGateway {
  /** The same reference again gives the same order. */
  open(order: OrderAsked): Promise<{ kind: 'opened'; payUrl: string } | Failure>
  /** `unknown`: the gateway has never heard of it. */
  ask(
    reference: string,
  ): Promise<{ kind: 'known'; order: OrderKnown } | { kind: 'unknown' } | Failure>
  /** The same reference again gives the same refund. */
  refund(order: {
    reference: string
    amount: number
    paymentId: string
  }): Promise<{ kind: 'refunded'; refundId: string } | Failure>
  /** Every movement of that day (Hà Nội). */
  statement(day: string): Promise<{ kind: 'known'; rows: StatementRow[] } | Failure>
  /** The message, when its signature is the gateway's and it is not older than the tolerance. */
  read(message: SignedMessage): { kind: 'believed'; callback: Callback } | Distrusted
}

export type SignedMessage = {
  authorization: string | undefined
  method: string
  path: string
  body: Uint8Array
  now: Date
}
export type Distrusted = { kind: 'distrusted'; why: 'signature' | 'timestamp' | 'shape' }
