/** How a dossier stands with its fees: what is owed, what is on its way, what has been paid. Pure. */
import type { Mark } from '../catalogue/mark.ts'
import type { Words } from '../catalogue/shape.ts'
import { hasArrived, isUnderWay, type Method, type OrderState, type RefundWhy } from './order.ts'
import type { FeeMoment } from './owed.ts'

export type LineStanding = {
  id: string
  key: string
  name: Words
  moment: FeeMoment
  amount: number | null
  copies: number | null
  ground: string
  mark: Mark
  neverRefunded: string | null
  settledBy: string | null
  exemptedBy: string | null
}

export type OrderStanding = {
  id: string
  dossierId: string
  reference: string
  method: Method
  amount: number
  lines: readonly string[]
  state: OrderState
  createdAt: Date
  expiresAt: Date
  payUrl: string | null
  paidAt: Date | null
  paymentId: string | null
  failedWhy: string | null
  officeId: number
  refundWhy: RefundWhy | null
  refundReason: string | null
  refundAskedBy: string | null
  refundedAt: Date | null
}

export type ClaimStanding = {
  id: string
  lineId: string
  who: string
  ground: string
  proof: 'file' | 'atCounter'
  fileId: string | null
  claimedBy: string
  claimedAt: Date
  outcome: 'granted' | 'refused' | null
  reason: string | null
}

export type Standing = {
  lines: readonly LineStanding[]
  orders: readonly OrderStanding[]
  claims: readonly ClaimStanding[]
}

/** Owed and not yet paid, whatever the amount is; a line of 0 đồng is no debt, a line without an amount is one. */
export function isOwed({ amount, settledBy, exemptedBy }: LineStanding): boolean {
  return amount !== 0 && settledBy === null && exemptedBy === null
}

/** The claim that nobody has decided yet. */
export function openClaim({ claims }: Standing, lineId: string): ClaimStanding | undefined {
  return claims.find((claim) => claim.lineId === lineId && claim.outcome === null)
}

/** What can be paid now: owed, of a known amount, and not claimed to be exempt. */
export function payable(standing: Standing): LineStanding[] {
  return standing.lines.filter(
    (line) => isOwed(line) && line.amount !== null && !openClaim(standing, line.id),
  )
}

export function sumOf(lines: readonly Pick<LineStanding, 'amount'>[]): number {
  return lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
}

/** The order by which somebody may be paying at this moment; at most one. */
export function underWay({ orders }: Standing): OrderStanding | undefined {
  return orders.find(({ state }) => isUnderWay(state))
}

/** Somebody has been sent to the gateway, and its word has not come. */
export function awaitsGateway(order: OrderStanding | undefined): boolean {
  return order?.method === 'online' && isUnderWay(order.state)
}

/** The last order, when it came to nothing and nothing has been paid since. */
export function lastFailure({ orders }: Standing): OrderStanding | undefined {
  const last = orders.at(-1)
  return last && (last.state === 'failed' || last.state === 'expired') ? last : undefined
}

export function refunds({ orders }: Standing): OrderStanding[] {
  return orders.filter(({ state }) => ['refundDue', 'refundAsked', 'refunded'].includes(state))
}

/** Money that arrived has a receipt, wherever it went afterwards. */
export function hasReceipt({ state }: OrderStanding): boolean {
  return hasArrived(state)
}

/** The first line of every page about the fees of a dossier. */
export type FeeCardState =
  | { kind: 'none' }
  | { kind: 'pending'; amount: number }
  | { kind: 'owed'; amount: number }
  | { kind: 'claimed' }
  | { kind: 'undetermined' }
  | { kind: 'refund'; amount: number }
  | { kind: 'paid'; amount: number }
  | { kind: 'exempt' }
  | { kind: 'free' }
  /** The dossier has ended: nothing is taken any more. */
  | { kind: 'ended' }

export function cardStateOf(standing: Standing, isOpen: boolean): FeeCardState {
  const { lines } = standing
  const pending = underWay(standing)
  if (pending) return { kind: 'pending', amount: pending.amount }
  if (!isOpen && lines.some(isOwed)) return atTheEnd(standing)
  const due = payable(standing)
  if (due.length > 0) return { kind: 'owed', amount: sumOf(due) }
  const open = lines.filter(isOwed)
  if (open.some(({ id }) => openClaim(standing, id))) return { kind: 'claimed' }
  if (open.length > 0) return { kind: 'undetermined' }
  const back = goingBack(standing)
  if (back > 0) return { kind: 'refund', amount: back }
  const paid = lines.filter(({ settledBy }) => settledBy !== null)
  if (paid.length > 0) return { kind: 'paid', amount: sumOf(paid) }
  if (lines.some(({ exemptedBy }) => exemptedBy !== null)) return { kind: 'exempt' }
  return lines.length === 0 ? { kind: 'none' } : { kind: 'free' }
}

function goingBack(standing: Standing): number {
  return sumOf(refunds(standing).filter(({ state }) => state !== 'refunded'))
}

function atTheEnd(standing: Standing): FeeCardState {
  const back = goingBack(standing)
  return back > 0 ? { kind: 'refund', amount: back } : { kind: 'ended' }
}

/** What stands against an act: fees of reception against acceptance, every fee against handing the result out (domain §11.2). */
export type OpenFees = { atReception: boolean; any: boolean; undetermined: boolean }

export function openFeesOf(lines: readonly LineStanding[]): OpenFees {
  const open = lines.filter(isOwed)
  return {
    atReception: open.some(({ moment }) => moment === 'reception'),
    any: open.length > 0,
    undetermined: open.some(({ amount }) => amount === null),
  }
}
