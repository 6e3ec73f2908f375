/** What is lawful with fees: what must be paid before an act, and what has been paid. Pure. */
import { refuse, type Refusal } from '../../lib/result.ts'
import { one, wrong, type Handlers } from '../decision.ts'
import type { FeeCommand } from './commands.ts'

/** Fees that nobody has paid yet, and nobody need not pay; `undetermined`: one of them has no amount. */
export type OpenFees = { atReception: boolean; any: boolean; undetermined: boolean }

export const feeHandlers: Handlers<FeeCommand> = {
  recordPaid: (_state, { type: _type, amount, ...body }) =>
    Number.isSafeInteger(amount) && amount > 0
      ? one({ kind: 'feePaid', body: { ...body, amount, currency: 'VND' } })
      : wrong('Số tiền phải là số đồng nguyên, lớn hơn 0.'),
}

/** No acceptance with an unpaid fee of reception (domain §11.2). */
export function refusalToAccept(fees: OpenFees | undefined): Refusal | null {
  if (!fees?.atReception) return null
  return refuse('feeUnpaid', 'Hồ sơ chưa nộp phí phải thu lúc tiếp nhận. Hãy thu phí trước.')
    .refusal
}

/** No step from 9 to 10 with an unpaid fee; a fee without an amount is one that nobody has paid (domain §11.2, §13). */
export function refusalToDeliver(fees: OpenFees | undefined): Refusal | null {
  if (!fees?.any) return null
  return fees.undetermined
    ? refuse(
        'feeUndetermined',
        'Hồ sơ còn khoản phí chưa xác định mức. Cơ quan phải ghi mức phí trước.',
      ).refusal
    : refuse('feeUnpaid', 'Hồ sơ còn phí, lệ phí chưa nộp. Hãy nộp trước khi nhận kết quả.').refusal
}
