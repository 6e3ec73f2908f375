/** Money given back: asked for by one person, approved by another who leads the office, and paid back the way it came. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { stateById } from '../dossier/store.ts'
import { NotFound } from '../lib/problem.ts'
import { refuse, type Result } from '../lib/result.ts'
import { actorKey, type StaffActor } from '../office/actor.ts'
import { refusalOf, type FeeAct } from './access.ts'
import { applyFact, type Applied, type FactGiven } from './apply.ts'
import type { PaymentDeps } from './deps.ts'
import { lockOrder, standingOf } from './lines-store.ts'
import type { OrderStanding } from './standing.ts'

type Refunding = { orderId: string; by: StaffActor }

async function refunding(
  deps: PaymentDeps,
  { orderId, by, act }: Refunding & { act: FeeAct },
  fn: (tx: Tx, order: OrderStanding) => Promise<FactGiven | Result<never>>,
): Promise<Result<Applied>> {
  return inContext(deps.db, by, async (tx) => {
    const order = await lockOrder(tx, orderId)
    const state = order && (await stateById(tx, order.dossierId))
    if (!order || !state) throw new NotFound()
    const refusal = refusalOf(act, by, state)
    if (refusal) return { ok: false, refusal }
    const given = await fn(tx, order)
    return 'fact' in given ? applyFact(tx, orderId, given) : given
  })
}

/** A ground that an official names: the dossier was not taken up, the fee was asked for by mistake. A fee that is never given back is said so. */
export async function askRefund(
  deps: PaymentDeps,
  { reason, ground, ...asked }: Refunding & { reason: string; ground: string },
): Promise<Result<Applied>> {
  const { by } = asked
  return refunding(deps, { ...asked, act: 'askRefund' }, async (tx, order) => {
    const { lines } = await standingOf(tx, order.dossierId)
    const never = lines.find(({ id, neverRefunded }) => order.lines.includes(id) && neverRefunded)
    if (never)
      return refuse('neverRefunded', `Khoản “${never.name.vi}” không hoàn: ${never.neverRefunded}.`)
    const now = deps.now()
    return {
      fact: 'refundAsked',
      refundAskedBy: actorKey(by),
      refundReason: reason,
      refundGround: ground,
      now,
    }
  })
}

/** Four eyes: whoever asked for it does not approve it (also a constraint of the table). */
export async function approveRefund(
  deps: PaymentDeps,
  approved: Refunding,
): Promise<Result<Applied>> {
  const { by } = approved
  return refunding(deps, { ...approved, act: 'approveRefund' }, (_tx, order) =>
    Promise.resolve(
      order.refundAskedBy === actorKey(by)
        ? refuse('ownRefund', 'Người đề nghị hoàn tiền không tự duyệt. Hãy nhờ người khác duyệt.')
        : { fact: 'refundApproved', approvedBy: by.personId, now: deps.now() },
    ),
  )
}

/** Cash handed back, or a transfer sent, with the number of its voucher. What came by the gateway goes back by the gateway. */
export async function payBack(
  deps: PaymentDeps,
  { voucher, ...paid }: Refunding & { voucher: string },
): Promise<Result<Applied>> {
  const { by } = paid
  return refunding(deps, { ...paid, act: 'payBack' }, (_tx, { method }) =>
    Promise.resolve(
      method === 'online'
        ? refuse('online', 'Tiền nộp trực tuyến được hoàn qua cổng thanh toán.')
        : { fact: 'refunded', refundId: voucher, receivedBy: by.personId, now: deps.now() },
    ),
  )
}
