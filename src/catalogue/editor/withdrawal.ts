/** What is typed to end a published version: everything that is wrong at once. Pure. */
import type { Problem } from '../../lib/problem.ts'
import { parseDay, type Day } from '../../lib/time.ts'
import { withdrawalManners, type WithdrawalManner } from '../publication/publication.ts'
import type { WithdrawTyped } from './withdraw-page.tsx'

export const EMPTY_WITHDRAWAL: WithdrawTyped = {
  manner: '',
  on: { day: '', month: '', year: '' },
  reason: '',
  legalBasis: '',
}

export function readWithdrawal(form: {
  text(name: string): string
  date(name: string): WithdrawTyped['on']
}): WithdrawTyped {
  return {
    manner: form.text('manner'),
    on: form.date('on'),
    reason: form.text('reason'),
    legalBasis: form.text('legalBasis'),
  }
}

export type Withdrawing = {
  manner: WithdrawalManner
  on: Day
  reason: string
  legalBasis: string
}

export function checkWithdrawal(typed: WithdrawTyped): {
  problems: Problem[]
  withdrawal: Withdrawing | undefined
} {
  const { reason, legalBasis } = typed
  const manner = withdrawalManners.find((each) => each === typed.manner)
  const { day, month, year } = typed.on
  const on = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  const problems = [
    ...(manner ? [] : [problem('manner', 'Hãy chọn cách ngừng.')]),
    ...(on ? [] : [problem('on', 'Hãy nhập ngày có thật, ví dụ 01 03 2027.')]),
    ...text('reason', reason, { most: 2000, missing: 'Hãy ghi lý do.' }),
    ...text('legalBasis', legalBasis, { most: 1000, missing: 'Hãy ghi căn cứ pháp lý.' }),
  ]
  if (problems.length > 0 || !manner || !on) return { problems, withdrawal: undefined }
  return { problems, withdrawal: { manner, on, reason, legalBasis } }
}

function text(field: string, typed: string, { most, missing }: { most: number; missing: string }) {
  if (typed === '') return [problem(field, missing)]
  return typed.length > most ? [problem(field, `Hãy viết ngắn hơn ${most} ký tự.`)] : []
}

function problem(field: string, message: string): Problem {
  return { code: 'withdraw', field, message }
}
