/** Fee rows of a procedure: each says one amount, and no two of them say two amounts at the same time and place. */
import type { Fee, Procedure } from './procedure.ts'
import { spanFaults } from './shape.ts'

export function feeFaults({ fees }: Procedure): string[] {
  return [
    ...fees.flatMap((fee) => spanFaults(fee, `fee ${fee.id}`)),
    ...fees.flatMap(rowFaults),
    ...fees.flatMap((fee, i) =>
      fees
        .slice(i + 1)
        .filter((other) => isSameFee(fee, other) && overlap(fee, other))
        .map(
          (other) =>
            `fee ${fee.id}: two rows for ${fee.locality} from ${later(fee.validFrom, other.validFrom)}`,
        ),
    ),
  ]
}

function rowFaults({ id, amount, amountFrom, per, count }: Fee): string[] {
  const both = (amount === undefined) === (amountFrom === undefined)
  return [
    ...(both ? [`fee ${id}: has either an amount or an expression that gives it`] : []),
    ...(per === 'copy' && !count ? [`fee ${id}: no question counts the copies`] : []),
    ...(per === 'copy' && amountFrom
      ? [`fee ${id}: an expression gives the amount of the whole dossier, not of a copy`]
      : []),
  ]
}

function isSameFee(a: Fee, b: Fee): boolean {
  return (
    a.id === b.id &&
    a.locality === b.locality &&
    a.channels.some((channel) => b.channels.includes(channel))
  )
}

function overlap(a: Fee, b: Fee): boolean {
  const [aTo, bTo] = [a.validTo ?? '9999-12-31', b.validTo ?? '9999-12-31']
  return a.validFrom <= bTo && b.validFrom <= aTo
}

function later(a: string, b: string): string {
  return a > b ? a : b
}
