/** Paying by the gateway: an order there, and what the gateway's signed word is worth. */
import { inContext } from '../db/context.ts'
import { newId } from '../lib/ids.ts'
import { applyFact } from './apply.ts'
import { telling } from './acts.ts'
import { paymentActor, type PaymentDeps } from './deps.ts'
import type { Callback, PaymentGateway, SignedMessage } from './gateway.ts'
import { lockOrder } from './lines-store.ts'
import { orderIdByReference, writeRefusal } from './order-store.ts'
import type { OrderStanding } from './standing.ts'
import { dossierById } from '../dossier/store.ts'
import { tellPaid } from './tell.ts'

export type AtGateway = { kind: 'ready'; payUrl: string } | { kind: 'later' }

/** Takes a new order to the gateway; asked again it is the same order there. Nothing is held while the network is waited for. */
export async function takeToGateway(
  deps: PaymentDeps,
  { order, code }: { order: OrderStanding; code: string },
): Promise<AtGateway> {
  if (order.payUrl !== null) return { kind: 'ready', payUrl: order.payUrl }
  const gateway = deps.gateway()
  if (!gateway) return { kind: 'later' }
  const answer = await gateway.open({
    reference: order.reference,
    dossierCode: code,
    amount: order.amount,
    returnUrl: `${deps.publicUrl}/ho-so/${order.dossierId}/nop-phi/ket-qua`,
    expiresAt: order.expiresAt.toISOString(),
  })
  const by = paymentActor(deps.directory)
  if (answer.kind === 'failed') return { kind: 'later' }
  const now = deps.now()
  if (answer.kind === 'rejected') {
    const failed = { fact: 'failed' as const, failedWhy: 'gatewayRefused', now }
    await inContext(deps.db, by, (tx) => applyFact(tx, order.id, failed))
    return { kind: 'later' }
  }
  const { payUrl } = answer
  await inContext(deps.db, by, (tx) => applyFact(tx, order.id, { fact: 'opened', payUrl, now }))
  return { kind: 'ready', payUrl }
}

export type Taken =
  | { kind: 'taken'; isRepeat: boolean }
  | { kind: 'refused'; why: 'signature' | 'timestamp' | 'shape' | 'order' | 'amount' | 'dossier' }

/** A message of the gateway. Signature first, then order, dossier and amount against our own; what differs is refused and written down. */
export async function takeMessage(
  deps: PaymentDeps,
  gateway: PaymentGateway,
  message: SignedMessage,
): Promise<Taken> {
  const read = gateway.read(message)
  if (read.kind === 'distrusted') return refused(deps, read.why, null)
  return takeWord(deps, read.callback)
}

/** What the gateway says of an order, whether it told us or was asked. */
export async function takeWord(deps: PaymentDeps, word: Callback): Promise<Taken> {
  const by = paymentActor(deps.directory)
  const { reference } = word
  const taken = await inContext(deps.db, by, async (tx) => {
    const id = await orderIdByReference(tx, reference)
    const order = id === undefined ? undefined : await lockOrder(tx, id)
    if (!order || order.method !== 'online') return { why: 'order' as const }
    const dossier = await dossierById(tx, order.dossierId)
    if (dossier?.code !== word.dossierCode) return { why: 'dossier' as const }
    if (order.amount !== word.amount) return { why: 'amount' as const }
    const now = deps.now()
    const applied = await applyFact(
      tx,
      order.id,
      word.outcome === 'paid'
        ? { fact: 'paid', paymentId: word.paymentId ?? reference, now }
        : { fact: 'failed', failedWhy: word.why ?? 'failed', now },
    )
    return { id: order.id, isRepeat: applied.ok && applied.value.isRepeat }
  })
  if (taken.why !== undefined) return refused(deps, taken.why, reference)
  if (word.outcome === 'paid') await tellPaid(telling(deps), taken.id)
  return { kind: 'taken', isRepeat: taken.isRepeat }
}

async function refused(
  deps: PaymentDeps,
  why: Extract<Taken, { kind: 'refused' }>['why'],
  reference: string | null,
): Promise<Taken> {
  const now = deps.now()
  await inContext(deps.db, paymentActor(deps.directory), (tx) =>
    writeRefusal(tx, { id: newId(now), at: now, why, reference }),
  )
  deps.onRefusal?.(why)
  return { kind: 'refused', why }
}
