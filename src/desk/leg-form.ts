/** What is typed to end a leg, checked: the result that it made, or why it made none. Pure. */
import type { LegCommand } from '../dossier/legs/commands.ts'
import type { Leg } from '../catalogue/workflow-legs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'
import { parseDay, type Day } from '../lib/time.ts'
import { checkStop, readStop, type StopTyped } from './stop-form.ts'

type Ending = Extract<LegCommand, { type: 'endLeg' }>
type Read = { command: Ending | null; problems: Problem[] }
type Typed = { text(name: string): string }

export type ResultTyped = { name: string; number: string; on: string }
export type NoTyped = StopTyped & { outcome: string }
export const RESULT_LETTERS = 200

export function readResult(form: Typed): ResultTyped {
  return { name: form.text('name'), number: form.text('number'), on: form.text('on') }
}

export function readNo(form: Typed): NoTyped {
  return { ...readStop(form), outcome: form.text('outcome') }
}

/** A leg that makes nothing ends without a result. */
export function checkResult(typed: ResultTyped, leg: Leg, today: Day): Read {
  const done = { type: 'endLeg', leg: leg.id, outcome: 'done' } as const
  if (leg.makes === null) return { command: { ...done, result: null }, problems: [] }
  const { name, number, on } = typed
  const day = dayTyped(on)
  const problems = [
    ...(name === '' ? [problem('name', 'Hãy ghi tên kết quả.')] : []),
    ...(name.length > RESULT_LETTERS
      ? [problem('name', `Viết ngắn hơn ${RESULT_LETTERS} ký tự.`)]
      : []),
    ...(number.length > 60 ? [problem('number', 'Số dài quá 60 ký tự.')] : []),
    ...(day ? [] : [problem('on', 'Hãy ghi ngày của kết quả, ví dụ 23/11/2026.')]),
    ...(day && day > today ? [problem('on', 'Ngày của kết quả không ở sau hôm nay.')] : []),
  ]
  if (!day || problems.length > 0) return { command: null, problems }
  const result = { name, number: number === '' ? null : number, on: day, sha256: null }
  return { command: { ...done, result }, problems }
}

export function checkNo(typed: NoTyped, leg: Leg, procedure: Pick<Procedure, 'legalBasis'>): Read {
  const { problems: missing, stopping } = checkStop(typed, procedure)
  const { outcome } = typed
  const isKnown = outcome === 'refused' || outcome === 'stopped'
  const problems = isKnown
    ? missing
    : [problem('outcome', 'Hãy chọn từ chối hay dừng.'), ...missing]
  if (stopping === null || !isKnown) return { command: null, problems }
  return {
    command: { type: 'endLeg', leg: leg.id, outcome, result: null, ...stopping },
    problems,
  }
}

function problem(field: string, message: string): Problem {
  return { code: 'leg', field, message }
}

/** As people write it, 23/11/2026; null when there is no such day. */
function dayTyped(text: string): Day | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return parseDay(written) ? (written as Day) : null
}
