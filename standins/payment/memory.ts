/** What the stand-in gateway remembers of its orders. Pure. */
export type GatewayOrder = {
  reference: string
  dossierCode: string
  amount: number
  returnUrl: string
  expiresAt: string
  state: 'pending' | 'paid' | 'failed' | 'expired'
  paymentId: string | null
  why: string | null
  paidAt: Date | null
  refundId: string | null
  refundedAt: Date | null
}

export type OrderAsked = Pick<
  GatewayOrder,
  'reference' | 'dossierCode' | 'amount' | 'returnUrl' | 'expiresAt'
>

export function openedOrder(asked: OrderAsked): GatewayOrder {
  const { reference, dossierCode, amount, returnUrl, expiresAt } = asked
  return {
    reference,
    dossierCode,
    amount,
    returnUrl,
    expiresAt,
    state: 'pending',
    paymentId: null,
    why: null,
    paidAt: null,
    refundId: null,
    refundedAt: null,
  }
}

/** The same order again is the same order; another amount under its reference is refused. */
export function isSameOrder(order: GatewayOrder, asked: OrderAsked): boolean {
  return order.amount === asked.amount && order.dossierCode === asked.dossierCode
}

/** As the query and the message tell it. */
export function told({ reference, dossierCode, amount, state, paymentId }: GatewayOrder) {
  return { reference, dossierCode, amount, state, paymentId }
}

export type Movement = {
  reference: string
  kind: 'received' | 'refunded'
  amount: number
  paymentId: string
}

/** Money of that day (Hà Nội), in the order of the references. */
export function movementsOf(orders: Iterable<GatewayOrder>, day: string): Movement[] {
  const onDay = (at: Date | null): boolean =>
    at !== null && new Date(at.getTime() + 7 * 3_600_000).toISOString().startsWith(day)
  return [...orders].flatMap(({ reference, amount, paymentId, paidAt, refundId, refundedAt }) => [
    ...(onDay(paidAt)
      ? [{ reference, kind: 'received' as const, amount, paymentId: paymentId! }]
      : []),
    ...(onDay(refundedAt)
      ? [{ reference, kind: 'refunded' as const, amount, paymentId: refundId! }]
      : []),
  ])
}
