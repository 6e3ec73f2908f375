/** The paper that says that money came: made from the ledger whenever it is asked for, and marked as what it is. */
import { inContext } from '../db/context.ts'
import { isTheirs } from '../dossier/parties/access.ts'
import { stateById } from '../dossier/store.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import type { Actor } from '../office/actor.ts'
import type { FeeReceipt } from '../signing/papers.ts'
import { qrMatrix } from '../signing/qr.ts'
import { amountInWords } from './amount-in-words.ts'
import type { PaymentDeps } from './deps.ts'
import { standingOf } from './lines-store.ts'
import type { Method } from './order.ts'
import { hasReceipt, type OrderStanding, type Standing } from './standing.ts'

const METHODS: Readonly<Record<Method, string>> = {
  online: 'Trực tuyến, qua cổng thanh toán',
  transfer: 'Chuyển khoản',
  cash: 'Tiền mặt, tại quầy',
}

export type ReceiptAsked = { dossierId: string; orderId: string; by: Actor }

/** NotFound outside the actor's scopes, to a citizen whom the dossier does not concern, and while no money has come. */
export async function feeReceipt(
  deps: PaymentDeps,
  { dossierId, orderId, by }: ReceiptAsked,
): Promise<{ pdf: Uint8Array; fileName: string }> {
  if (!isUuid(dossierId) || !isUuid(orderId)) throw new NotFound()
  const { state, standing } = await inContext(deps.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state || (by.kind === 'citizen' && !isTheirs(by, state))) throw new NotFound()
    return { state, standing: await standingOf(tx, dossierId) }
  })
  const order = standing.orders.find(({ id }) => id === orderId)
  if (!order || !hasReceipt(order)) throw new NotFound()
  const { code, version } = state.procedure
  const office = deps.directory.get(order.officeId)
  const trackingUrl = `${deps.publicUrl}/tra-cuu`
  const paper: FeeReceipt = {
    createdAt: order.paidAt!.toISOString(),
    development: deps.isTrial,
    code: state.code,
    codeIsProvisional: office.agencyCodeIsStandIn,
    agency: { superior: null, name: office.name },
    trackingUrl,
    qr: qrMatrix(`${trackingUrl}?ma=${encodeURIComponent(state.code)}`),
    procedure: { code, name: deps.law.procedure(code, version)?.name.vi ?? code },
    ...moneyOf(order, standing),
  }
  const template = deps.papers.versionOn('feeReceipt', toDay(order.paidAt!))
  const pdf = await deps.papers.render('feeReceipt', template.version, paper)
  return { pdf, fileName: `bien-nhan-${order.reference}.pdf` }
}

function moneyOf(order: OrderStanding, { lines }: Standing) {
  return {
    reference: order.reference,
    paymentId: order.paymentId ?? order.reference,
    method: METHODS[order.method],
    paidAt: toLocalMinute(order.paidAt!),
    amount: order.amount,
    amountInWords: amountInWords(order.amount),
    lines: lines
      .filter(({ id }) => order.lines.includes(id))
      .map(({ name, copies, amount, ground }) => ({
        name: name.vi,
        copies,
        amount: amount ?? 0,
        ground,
      })),
    refundedAt: order.refundedAt === null ? null : toLocalMinute(order.refundedAt),
  }
}
