/** What the agency head types for an apology: reason, legal basis and the new day. Pure. */
import type { Problem } from '../../lib/problem.ts'
import { parseTypedDay, type Day } from '../../lib/time.ts'

export type ApologyTyped = { reason: string; legalBasis: string; to: string }
export type Apologising = { reason: string; legalBasis: string; to: Day }

export const REASON_LETTERS = 2000
export const BASIS_LETTERS = 300

export function readApology(form: { text(name: string): string }): ApologyTyped {
  return { reason: form.text('reason'), legalBasis: form.text('legalBasis'), to: form.text('to') }
}

/** Everything that is wrong at once, or what goes into the letter and the history. */
export function checkApology({ reason, legalBasis, to }: ApologyTyped): {
  problems: Problem[]
  apology: Apologising | null
} {
  const day = parseTypedDay(to)
  const problems = [
    ...text('reason', reason, { name: 'lý do chậm', most: REASON_LETTERS }),
    ...text('legalBasis', legalBasis, { name: 'căn cứ', most: BASIS_LETTERS }),
    ...(day ? [] : [problem('to', 'Hãy ghi ngày hẹn lại, ví dụ 27/11/2026.')]),
  ]
  if (problems.length > 0 || !day) return { problems, apology: null }
  return { problems, apology: { reason, legalBasis, to: day } }
}

function text(field: string, value: string, of: { name: string; most: number }): Problem[] {
  if (value === '') return [problem(field, `Hãy viết ${of.name}.`)]
  return value.length > of.most
    ? [problem(field, `Nội dung dài quá. Hãy viết ngắn hơn ${of.most} ký tự.`)]
    : []
}

function problem(field: string, message: string): Problem {
  return { code: 'apology', field, message }
}

/** Refusals that concern the day stand at its box; every other one is a page of its own. */
export const DAY_REFUSALS: ReadonlySet<string> = new Set(['notLater', 'dayOff', 'beyondCalendar'])
