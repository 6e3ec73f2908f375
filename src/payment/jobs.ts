/**
 * What nobody told us: orders whose message never came are asked for at the gateway, money on its way back is sent, what was paid is
 * told to the history. Runs under the worker's role, every second.
 */
import { inContext } from '../db/context.ts'
import { telling } from './acts.ts'
import { applyFact, type FactGiven } from './apply.ts'
import { paymentActor, type PaymentDeps } from './deps.ts'
import { claimDue, lookAgain, type DueOrder } from './due-store.ts'
import type { PaymentGateway } from './gateway.ts'
import { takeWord } from './online.ts'
import { tellPaid } from './tell.ts'
import { untold } from './told-store.ts'

const BATCH = 20
const FIRST_WAIT_MS = 15_000
const LONGEST_WAIT_MS = 10 * 60_000
/** Longer than it takes to tell: whoever took the message may still be at it. */
const TOLD_AFTER_MS = 5000

/** Milliseconds: a quarter of a minute, doubled each time, at most ten minutes. Pure. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, Math.min(attempts - 1, 20)), LONGEST_WAIT_MS)
}

/** One turn; answers how many orders were looked at. */
export async function settlePayments(deps: PaymentDeps): Promise<number> {
  const due = await claimDue(deps.db, deps.now(), BATCH)
  for (const order of due) await look(deps, order)
  const before = new Date(deps.now().getTime() - TOLD_AFTER_MS)
  for (const id of await untold(deps.db, before, BATCH)) await tellPaid(telling(deps), id)
  return due.length
}

async function look(deps: PaymentDeps, order: DueOrder): Promise<void> {
  if (order.method !== 'online') return expire(deps, order)
  const gateway = deps.gateway()
  if (!gateway) return later(deps, order, 'Chưa nối cổng thanh toán.')
  return order.state === 'refundAsked'
    ? giveBack(deps, gateway, order)
    : askAfter(deps, gateway, order)
}

/** The message may never come, and the browser may never come back: only the gateway knows. */
async function askAfter(
  deps: PaymentDeps,
  gateway: PaymentGateway,
  order: DueOrder,
): Promise<void> {
  const answer = await gateway.ask(order.reference)
  if (answer.kind === 'failed' || answer.kind === 'rejected')
    return later(deps, order, answer.reason)
  const isOver = order.expiresAt <= deps.now()
  if (answer.kind === 'unknown')
    return isOver ? expire(deps, order) : later(deps, order, 'Cổng chưa biết giao dịch này.')
  const { state, ...known } = answer.order
  if (state === 'expired') return expire(deps, order)
  if (state === 'pending') return later(deps, order, null)
  const word = { ...known, currency: 'VND' as const, outcome: state, why: null }
  const taken = await takeWord(deps, word)
  if (taken.kind === 'refused')
    await lookAgain(deps.db, order.id, { at: null, error: `Cổng trả lời khác sổ: ${taken.why}.` })
}

async function giveBack(
  deps: PaymentDeps,
  gateway: PaymentGateway,
  order: DueOrder,
): Promise<void> {
  const { reference, amount, paymentId } = order
  const answer = await gateway.refund({ reference, amount, paymentId: paymentId ?? reference })
  switch (answer.kind) {
    case 'refunded':
      return apply(deps, order, { fact: 'refunded', refundId: answer.refundId, now: deps.now() })
    case 'rejected':
      return lookAgain(deps.db, order.id, { at: null, error: answer.reason })
    case 'failed':
      return later(deps, order, answer.reason)
  }
}

function expire(deps: PaymentDeps, order: DueOrder): Promise<void> {
  return apply(deps, order, { fact: 'expired', now: deps.now() })
}

async function apply(deps: PaymentDeps, { id }: DueOrder, given: FactGiven): Promise<void> {
  await inContext(deps.db, paymentActor(deps.directory), (tx) => applyFact(tx, id, given))
}

async function later(
  deps: PaymentDeps,
  { id, attempts }: DueOrder,
  error: string | null,
): Promise<void> {
  const at = new Date(deps.now().getTime() + waitAfter(attempts))
  await lookAgain(deps.db, id, { at, error })
}
