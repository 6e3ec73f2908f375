/** What may be done about the fees of a dossier: pay, take money, claim, decide, give back. Each act is one transaction. */
import { inContext } from '../db/context.ts'
import type { Tx } from '../db/connect.ts'
import { isTheirs } from '../dossier/parties/access.ts'
import { isOpen } from '../dossier/dossier.ts'
import { stateById } from '../dossier/store.ts'
import { derivedId } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { actorKey, type Actor, type StaffActor } from '../office/actor.ts'
import { refusalOf } from './access.ts'
import { applyFact, type Applied } from './apply.ts'
import { paymentActor, type PaymentDeps } from './deps.ts'
import { ensureLines, ordersOf, standingOf } from './lines-store.ts'
import type { Method } from './order.ts'
import { FIRST_CHECK_MS, insertOrder } from './order-store.ts'
import { payable, sumOf, underWay, type OrderStanding } from './standing.ts'
import { tellPaid, type Telling } from './tell.ts'

/** How long the payer may take at the gateway, and a slip at the counter may lie open. */
export const ORDER_MINUTES: Readonly<Record<Method, number>> = {
  online: 15,
  transfer: 24 * 60,
  cash: 24 * 60,
}

export type ToPay = { dossierId: string; by: Actor; method: Method; key: string }

/** The order under way, a new one when there is none. Never two: a second click, or another browser, gets the same. */
export async function openOrder(
  deps: PaymentDeps,
  { dossierId, by, method, key }: ToPay,
): Promise<Result<OrderStanding>> {
  return inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state || !(await ensureLines(tx, deps.law, dossierId))) throw new NotFound()
    if (by.kind === 'citizen' && !isTheirs(by, state)) throw new NotFound()
    const refusal = refusalOf(method === 'online' ? 'payOnline' : 'collect', by, state)
    if (refusal) return { ok: false, refusal }
    const standing = await standingOf(tx, dossierId)
    const id = derivedId(dossierId, `order ${key}`)
    const before = standing.orders.find((order) => order.id === id) ?? underWay(standing)
    if (before) return ok(before)
    if (!isOpen(state)) return refuse('closed', 'Hồ sơ đã kết thúc, không thu phí nữa.')
    const due = payable(standing)
    if (due.length === 0) return refuse('nothingOwed', 'Hồ sơ không có khoản phí nào phải nộp.')
    const now = deps.now()
    await insertOrder(tx, {
      id,
      dossierId,
      method,
      amount: sumOf(due),
      lines: due.map((line) => line.id),
      createdBy: actorKey(by),
      now,
      expiresAt: new Date(now.getTime() + ORDER_MINUTES[method] * 60_000),
      nextCheckAt: new Date(
        now.getTime() + (method === 'online' ? FIRST_CHECK_MS : ORDER_MINUTES[method] * 60_000),
      ),
      officeId: state.offices.competent,
    })
    // Another browser may have been faster: its order is under way then.
    const orders = await ordersOf(tx, dossierId)
    const found = orders.find((order) => order.id === id) ?? underWay({ ...standing, orders })
    return found ? ok(found) : refuse('again', 'Chưa lập được giao dịch. Hãy thử lại.')
  })
}

export type Confirmed = {
  dossierId: string
  orderId: string
  by: StaffActor
  /** The bank's reference of a transfer; of cash the order's own. */
  paymentId: string
  /** Of made dossiers: when it is said to have happened. */
  as?: Telling['as']
}

/** The second half of a payment at the counter: an official has the money, or has seen it on the account. */
export async function confirmMoney(
  deps: PaymentDeps,
  { dossierId, orderId, by, paymentId, as }: Confirmed,
): Promise<Result<Applied>> {
  const now = deps.now()
  const { personId } = by
  const done = await atCounter(deps, { dossierId, orderId, by }, (tx) =>
    applyFact(tx, orderId, { fact: 'paid', paymentId, receivedBy: personId, paidAt: now, now }),
  )
  if (done.ok) await tellPaid({ ...telling(deps), ...(as && { as }) }, orderId)
  return done
}

/** Nobody paid at the counter after all: the slip is given up, and the citizen may pay in another way. */
export async function dropOrder(deps: PaymentDeps, dropped: AtCounter): Promise<Result<Applied>> {
  return atCounter(deps, dropped, (tx) =>
    applyFact(tx, dropped.orderId, { fact: 'failed', failedWhy: 'dropped', now: deps.now() }),
  )
}

type AtCounter = { dossierId: string; orderId: string; by: StaffActor }

/** An act on a slip of the counter, by somebody who collects there. */
async function atCounter(
  deps: PaymentDeps,
  { dossierId, orderId, by }: AtCounter,
  fn: (tx: Tx) => Promise<Result<Applied>>,
): Promise<Result<Applied>> {
  return inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    const order = (await ordersOf(tx, dossierId)).find(({ id }) => id === orderId)
    if (!state || !order) throw new NotFound()
    const refusal = refusalOf('collect', by, state)
    if (refusal) return { ok: false, refusal }
    if (order.method === 'online')
      return refuse('online', 'Giao dịch trực tuyến chỉ cổng thanh toán xác nhận được.')
    return fn(tx)
  })
}

export function telling({ dossier, directory, now }: PaymentDeps) {
  return { dossier, by: paymentActor(directory), now }
}
