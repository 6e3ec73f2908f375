/** What the law asks for one dossier, from the fee data of its own version: line by line, with ground and source. Pure. */
import { feeDue, sourcingOf } from '../catalogue/fee-lines.ts'
import type { Answers } from '../catalogue/form.ts'
import type { Mark } from '../catalogue/mark.ts'
import { feesFor, type Moment } from '../catalogue/needs.ts'
import type { Fee, Procedure } from '../catalogue/procedure.ts'
import type { Words } from '../catalogue/shape.ts'

/** When a fee is collected (domain §7): at reception, with a supplement, at return; `processing`: asked for in between (status 6). */
export const FEE_MOMENTS = ['reception', 'supplement', 'return', 'processing'] as const
export type FeeMoment = (typeof FEE_MOMENTS)[number]

export type FeeLine = {
  /** The fee's id in its procedure, or `asked:<seq>` of the event that asked for it. */
  key: string
  name: Words
  moment: FeeMoment
  /** In đồng; null where no source gives the figure: never the same as 0. */
  amount: number | null
  copies: number | null
  ground: string
  mark: Mark
  /** Why it is never given back; null: nothing says so. */
  neverRefunded: string | null
}

/** Lines of the fees that apply to these answers on the day of filing; empty when no row is known, which is not the same as free. */
export function linesOf(procedure: Procedure, answers: Answers, moment: Moment): FeeLine[] {
  return feesFor(procedure, answers, moment).map((fee) => lineOf(fee, answers, moment))
}

function lineOf(fee: Fee, answers: Answers, moment: Moment): FeeLine {
  const { source, mark } = sourcingOf(fee)
  const counted = fee.count === undefined ? undefined : answers[fee.count]
  return {
    key: fee.id,
    name: fee.name,
    moment: fee.due?.value ?? 'return',
    amount: feeDue(fee, answers, moment),
    copies: fee.per === 'copy' && typeof counted === 'number' ? counted : null,
    ground: source,
    mark,
    neverRefunded: fee.refund?.source ?? null,
  }
}

/** What an official asked for while the dossier is worked on (official status 6). */
export function askedLine(
  seq: number,
  { amount, legalBasis }: { amount: number; legalBasis: string },
): FeeLine {
  return {
    key: `asked:${seq}`,
    name: { vi: 'Phí cơ quan yêu cầu nộp', en: 'Fee asked for by the office' },
    moment: 'processing',
    amount,
    copies: null,
    ground: legalBasis,
    mark: 'verified',
    neverRefunded: null,
  }
}
