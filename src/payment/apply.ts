/** A fact about an order, taken in once: state, ledger and lines move together or not at all. */
import type { Tx } from '../db/connect.ts'
import { isOpen } from '../dossier/dossier.ts'
import { stateById } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { linesById, lockOrder } from './lines-store.ts'
import { after, type OrderFact, type Owing } from './order.ts'
import { moveOrder, reopenLines, settleLines, writeMovement, type Moved } from './order-store.ts'
import { isOwed, sumOf, type OrderStanding } from './standing.ts'

export type FactGiven = Omit<Moved, 'to' | 'why'> & { fact: OrderFact }
export type Applied = { order: OrderStanding; state: OrderStanding['state']; isRepeat: boolean }

export async function applyFact(
  tx: Tx,
  orderId: string,
  { fact, ...given }: FactGiven,
): Promise<Result<Applied>> {
  const order = await lockOrder(tx, orderId)
  if (!order) throw new NotFound()
  const step = after(order.state, fact, fact === 'paid' ? await owingOf(tx, order) : 'owed')
  if (step.kind === 'known') return ok({ order, state: order.state, isRepeat: true })
  if (step.kind === 'refused') return refuse('wrongState', step.because)
  const why = step.why
  const refundAskedBy = given.refundAskedBy ?? (why === undefined ? undefined : 'system:payment')
  await moveOrder(tx, order, { ...given, to: step.to, why, refundAskedBy })
  if (step.money)
    await writeMovement(tx, order, {
      kind: step.money,
      paymentId: (step.money === 'received' ? given.paymentId : given.refundId) ?? order.reference,
      receivedBy: given.receivedBy ?? given.approvedBy ?? null,
      at: given.paidAt ?? given.now,
    })
  if (step.to === 'paid') await settleLines(tx, order.lines, order.id)
  if (step.to === 'refundDue' && why === 'ground') await reopenLines(tx, order.id)
  return ok({ order, state: step.to, isRepeat: false })
}

/** Whether what the order was made for is still owed, to the đồng, by a dossier that goes on. */
async function owingOf(tx: Tx, order: OrderStanding): Promise<Owing> {
  const lines = await linesById(tx, order.dossierId, { locked: true })
  const meant = lines.filter(({ id }) => order.lines.includes(id))
  if (meant.some(({ settledBy }) => settledBy !== null)) return 'paidTwice'
  const state = await stateById(tx, order.dossierId)
  const isWhole = meant.length === order.lines.length && sumOf(meant) === order.amount
  return isWhole && meant.every(isOwed) && state && isOpen(state) ? 'owed' : 'notOwed'
}
