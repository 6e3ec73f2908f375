/**
 * One order to pay, as a machine: what is known of it only ever grows, so that the same facts in any order, however often, end in the
 * same state. Pure.
 */

export const ORDER_STATES = [
  'created',
  'pending',
  'paid',
  'failed',
  'expired',
  'refundDue',
  'refundAsked',
  'refunded',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

export const METHODS = ['online', 'transfer', 'cash'] as const
/** By the gateway, by transfer after a VietQR, or in cash. */
export type Method = (typeof METHODS)[number]

export const ORDER_FACTS = [
  'opened',
  'paid',
  'failed',
  'expired',
  'refundAsked',
  'refundApproved',
  'refunded',
] as const
export type OrderFact = (typeof ORDER_FACTS)[number]

/** Why money goes back: paid for the same thing twice, for something no longer owed, or on a ground that an official names. */
export type RefundWhy = 'paidTwice' | 'notOwed' | 'ground'

/** What the lines of the order say at the moment at which money arrives. */
export type Owing = 'owed' | Exclude<RefundWhy, 'ground'>

export type Step =
  | { kind: 'moved'; to: OrderState; money?: 'received' | 'refunded'; why?: RefundWhy }
  /** Known already, or of no consequence any more. */
  | { kind: 'known' }
  | { kind: 'refused'; because: string }

const KNOWN: Step = { kind: 'known' }

/** Whether the payer may still be on the way to pay it: nobody is asked to pay again meanwhile. */
export function isUnderWay(state: OrderState): boolean {
  return state === 'created' || state === 'pending'
}

/** Whether the money of the order has arrived, wherever it went afterwards. */
export function hasArrived(state: OrderState): boolean {
  return ['paid', 'refundDue', 'refundAsked', 'refunded'].includes(state)
}

export function after(state: OrderState, fact: OrderFact, owing: Owing): Step {
  switch (fact) {
    case 'opened':
      return state === 'created' ? { kind: 'moved', to: 'pending' } : KNOWN
    case 'paid':
      return hasArrived(state) ? KNOWN : arrived(owing)
    // Failed says more than expired, paid more than both: late money is money all the same.
    case 'failed':
      return hasArrived(state) || state === 'failed' ? KNOWN : { kind: 'moved', to: 'failed' }
    case 'expired':
      return isUnderWay(state) ? { kind: 'moved', to: 'expired' } : KNOWN
    case 'refundAsked':
    case 'refundApproved':
    case 'refunded':
      return givenBack(state, fact)
  }
}

function arrived(owing: Owing): Step {
  return owing === 'owed'
    ? { kind: 'moved', to: 'paid', money: 'received' }
    : { kind: 'moved', to: 'refundDue', money: 'received', why: owing }
}

type GivingBack = 'refundAsked' | 'refundApproved' | 'refunded'

const WAY_BACK: Record<GivingBack, { from: OrderState; to: OrderState }> = {
  refundAsked: { from: 'paid', to: 'refundDue' },
  refundApproved: { from: 'refundDue', to: 'refundAsked' },
  refunded: { from: 'refundAsked', to: 'refunded' },
}
const ORDER_BACK: readonly OrderState[] = ['paid', 'refundDue', 'refundAsked', 'refunded']

function givenBack(state: OrderState, fact: GivingBack): Step {
  const { from, to } = WAY_BACK[fact]
  if (state === from)
    return {
      kind: 'moved',
      to,
      ...(fact === 'refundAsked' && { why: 'ground' as const }),
      ...(fact === 'refunded' && { money: 'refunded' as const }),
    }
  if (!hasArrived(state)) return { kind: 'refused', because: 'Chưa có tiền nào để hoàn.' }
  return ORDER_BACK.indexOf(state) >= ORDER_BACK.indexOf(to)
    ? KNOWN
    : { kind: 'refused', because: 'Việc hoàn tiền chưa được người thứ hai duyệt.' }
}
