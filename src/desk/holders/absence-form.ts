/** An absence, a delegation and who is on duty, as typed. Pure. */
import { parseDay, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import { ABSENCE_REASONS, type AbsenceReason } from '../../office/absence.ts'
import type { DateTyped } from '../../ui/choices.tsx'
import { personIn } from './hand-over-form.ts'

export const REASON_NAMES: Readonly<Record<AbsenceReason, string>> = {
  leave: 'Nghỉ theo chế độ',
  mission: 'Đi công tác',
  training: 'Đi học, bồi dưỡng',
  other: 'Lý do khác',
}

type Typed = { text(name: string): string; date(name: string): DateTyped }

export type AbsenceTyped = {
  person: string
  from: DateTyped
  to: DateTyped
  reason: string
  substitute: string
}

export function readAbsence(form: Typed): AbsenceTyped {
  return {
    person: form.text('person'),
    from: form.date('from'),
    to: form.date('to'),
    reason: form.text('reason'),
    substitute: form.text('substitute'),
  }
}

export type AbsenceAsked = {
  personId: number
  fromOn: Day
  toOn: Day
  reason: AbsenceReason
  substituteId: number | null
}

/** What cannot be read of it, or what is asked. */
export function absenceAsked(
  typed: AbsenceTyped,
  me: number,
): { problems: Problem[]; asked: AbsenceAsked | null } {
  const [fromOn, toOn] = [dayTyped(typed.from), dayTyped(typed.to)]
  const reason = ABSENCE_REASONS.find((each) => each === typed.reason)
  const problems = [
    ...(fromOn ? [] : [problem('from', 'Hãy ghi ngày đầu, ví dụ 24 11 2026.')]),
    ...(toOn ? [] : [problem('to', 'Hãy ghi ngày cuối, ví dụ 27 11 2026.')]),
    ...(reason ? [] : [problem('reason', 'Hãy chọn lý do.')]),
  ]
  if (!fromOn || !toOn || !reason) return { problems, asked: null }
  const personId = typed.person === '' ? me : (personIn(typed.person) ?? 0)
  return {
    problems,
    asked: { personId, fromOn, toOn, reason, substituteId: personIn(typed.substitute) },
  }
}

export type DelegationTyped = {
  delegate: string
  from: DateTyped
  to: DateTyped
  procedures: string
  paper: string
  paperOn: DateTyped
}

export function readDelegation(form: Typed): DelegationTyped {
  return {
    delegate: form.text('delegate'),
    from: form.date('from'),
    to: form.date('to'),
    procedures: form.text('procedures'),
    paper: form.text('paper'),
    paperOn: form.date('paperOn'),
  }
}

export type DelegationAsked = {
  delegateId: number | null
  fromOn: Day
  toOn: Day
  procedures: string[] | null
  paper: string
  paperOn: Day | null
}

export function delegationAsked(typed: DelegationTyped): {
  problems: Problem[]
  asked: DelegationAsked | null
} {
  const [fromOn, toOn] = [dayTyped(typed.from), dayTyped(typed.to)]
  const problems = [
    ...(fromOn ? [] : [problem('from', 'Hãy ghi ngày đầu, ví dụ 24 11 2026.')]),
    ...(toOn ? [] : [problem('to', 'Hãy ghi ngày cuối, ví dụ 27 11 2026.')]),
  ]
  if (!fromOn || !toOn) return { problems, asked: null }
  return {
    problems,
    asked: {
      delegateId: personIn(typed.delegate),
      fromOn,
      toOn,
      procedures: codesIn(typed.procedures),
      paper: typed.paper,
      paperOn: dayTyped(typed.paperOn) ?? null,
    },
  }
}

/** '1.001193, 2.002621' → codes; null when nothing is written: every procedure. */
function codesIn(text: string): string[] | null {
  const codes = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].slice(0, 200)
  return codes.length === 0 ? null : codes
}

export function dayTyped({ day, month, year }: DateTyped): Day | undefined {
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part))) return undefined
  return parseDay(`${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

export function dateBoxes(day: Day): DateTyped {
  return { day: day.slice(8), month: day.slice(5, 7), year: day.slice(0, 4) }
}

function problem(field: string, message: string): Problem {
  return { code: 'absence', field, message }
}
