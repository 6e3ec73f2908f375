/** Fees and the ledger of money say the same (reliability R20). */
import { FIRST_ID } from '../store.ts'
import type { TableInvariant } from './invariant.ts'
import { ledgerAfter, type LedgerFault } from './ledger-store.ts'

const PAGE = 1000

const WORDS: Readonly<Record<LedgerFault, string>> = {
  movements: 'trạng thái khác số lần tiền vào, ra trong sổ',
  amount: 'số tiền trong sổ khác số tiền của giao dịch',
  unsettled: 'đã nhận tiền mà khoản phí chưa được ghi là đã nộp',
  settledByUnpaid: 'khoản phí ghi đã nộp bởi giao dịch chưa có tiền',
  noOrder: 'tiền trong sổ không thuộc giao dịch nào',
}

export const feesFollowLedger: TableInvariant = {
  name: 'fees-follow-ledger',
  over: 'table',
  title: 'Phí khớp sổ tiền',
  statement:
    'Mỗi giao dịch có tiền vào, tiền ra đúng như trạng thái của nó và đúng số tiền; khoản phí ghi đã nộp khi và chỉ khi giao dịch của nó đã có tiền.',
  mend: 'So sổ tiền với bảng kê của cổng thanh toán và của Kho bạc ngày đó; không sửa sổ, ghi giao dịch hoàn nếu tiền thừa.',
  canReproject: false,
  async look(db, after) {
    const { rows, last } = await ledgerAfter(db, after === '' ? FIRST_ID : after, PAGE)
    const differences = rows.map(({ dossierId, reference, what }) => ({
      place: `payment:${dossierId}:${reference}:${what}`,
      dossierId,
      what: `giao dịch ${reference}: ${WORDS[what]}`,
    }))
    return { differences, next: last }
  },
}
