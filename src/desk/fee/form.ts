/** What the officer types to ask for a payment (official status 6). Pure. */
import { readDong } from '../../catalogue/fee-lines.ts'
import type { Problem } from '../../lib/problem.ts'

export type FeeTyped = { amount: string; reason: string; legalBasis: string }
export type FeeAsked = { amount: number; reason: string; legalBasis: string }
export const EMPTY_FEE: FeeTyped = { amount: '', reason: '', legalBasis: '' }

export const REASON_LETTERS = 2000
export const BASIS_LETTERS = 300

export function readFee(form: { text(name: string): string }): FeeTyped {
  return {
    amount: form.text('amount'),
    reason: form.text('reason'),
    legalBasis: form.text('legalBasis'),
  }
}

export function checkFee({ amount, reason, legalBasis }: FeeTyped): {
  problems: Problem[]
  fee: FeeAsked | null
} {
  const dong = readDong(amount)
  const problems = [
    ...(dong === null ? [problem('amount', 'Hãy ghi số tiền bằng đồng, ví dụ 150.000.')] : []),
    ...text('reason', reason, { name: 'lý do phải nộp', most: REASON_LETTERS }),
    ...text('legalBasis', legalBasis, { name: 'căn cứ', most: BASIS_LETTERS }),
  ]
  if (problems.length > 0 || dong === null) return { problems, fee: null }
  return { problems, fee: { amount: dong, reason, legalBasis } }
}

function text(field: string, value: string, of: { name: string; most: number }): Problem[] {
  if (value === '') return [problem(field, `Hãy viết ${of.name}.`)]
  return value.length > of.most
    ? [problem(field, `Nội dung dài quá. Hãy viết ngắn hơn ${of.most} ký tự.`)]
    : []
}

function problem(field: string, message: string): Problem {
  return { code: 'fee', field, message }
}
