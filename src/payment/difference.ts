/** The gateway's statement of a day against our ledger of it, movement by movement. Pure. */
import type { StatementRow } from './gateway.ts'

export type LedgerRow = StatementRow & { dossierId: string; orderId: string }

export const DIFFERENCES = [
  'unknownToUs',
  'unknownToGateway',
  'otherAmount',
  'otherPayment',
  'refundUnknownToUs',
  'refundUnknownToGateway',
] as const
export type Difference = {
  why: (typeof DIFFERENCES)[number]
  reference: string
  dossierId: string | null
  orderId: string | null
  /** In đồng. */
  ours: number | null
  theirs: number | null
}

const nameOf = ({ kind, reference }: Pick<StatementRow, 'kind' | 'reference'>): string =>
  `${kind} ${reference}`

/** Each difference once; empty when the two say the same. A reference that the gateway lists twice is money that we do not know. */
export function differences(
  ours: readonly LedgerRow[],
  theirs: readonly StatementRow[],
): Difference[] {
  const known = new Map(ours.map((row) => [nameOf(row), row]))
  const stated = new Set<string>()
  const found: Difference[] = []
  for (const row of theirs) {
    const own = known.get(nameOf(row))
    const isAgain = stated.has(nameOf(row))
    stated.add(nameOf(row))
    const why = whyDifferent(row, isAgain ? undefined : own)
    if (why !== null) found.push(differenceOf(why, own, row))
  }
  for (const own of ours)
    if (!stated.has(nameOf(own)))
      found.push(
        differenceOf(own.kind === 'received' ? 'unknownToGateway' : 'refundUnknownToGateway', own),
      )
  return found
}

function whyDifferent(row: StatementRow, own: LedgerRow | undefined): Difference['why'] | null {
  if (!own) return row.kind === 'received' ? 'unknownToUs' : 'refundUnknownToUs'
  if (own.amount !== row.amount) return 'otherAmount'
  return own.paymentId === row.paymentId ? null : 'otherPayment'
}

function differenceOf(
  why: Difference['why'],
  own: LedgerRow | undefined,
  row?: StatementRow,
): Difference {
  return {
    why,
    reference: (own ?? row)!.reference,
    dossierId: own?.dossierId ?? null,
    orderId: own?.orderId ?? null,
    ours: own?.amount ?? null,
    theirs: row?.amount ?? null,
  }
}
