/** What is typed to correct or to revoke an issued result, and everything that is wrong with it. Pure. */
import { askedQuestions, type Answers, type FormDefinition } from '../../catalogue/form.ts'
import { validateAnswers } from '../../catalogue/validate.ts'
import type { CodeLists } from '../../catalogue/code-lists.ts'
import {
  correctionKinds,
  revocationKinds,
  type CorrectionKind,
  type RevocationKind,
} from '../../dossier/corrections/events.ts'
import type { Problem } from '../../lib/problem.ts'
import { parseDay, type Day } from '../../lib/time.ts'

type Read = { text(name: string): string }

export type CorrectionTyped = {
  question: string
  right: string
  why: string
  reason: string
  legalBasis: string
}
export const NO_CORRECTION: CorrectionTyped = {
  question: '',
  right: '',
  why: '',
  reason: '',
  legalBasis: '',
}

export function readCorrection(form: Read): CorrectionTyped {
  return {
    question: form.text('question'),
    right: form.text('right'),
    why: form.text('why'),
    reason: form.text('reason'),
    legalBasis: form.text('legalBasis'),
  }
}

export type Correcting = {
  why: CorrectionKind
  reason: string
  legalBasis: string
  answers: Record<string, unknown>
}

/** Questions whose answer is a line of words: what a paper may have printed wrongly. */
export function correctable(form: FormDefinition): { id: string; label: string }[] {
  return askedQuestions(form)
    .filter(({ kind }) => kind === 'personName' || kind === 'text')
    .map(({ id, label }) => ({ id, label: label.vi }))
}

type Around = { form: FormDefinition; answers: Answers; today: Day; codeLists: CodeLists }

export function checkCorrection(
  { question, right, reason, legalBasis, ...typed }: CorrectionTyped,
  { form, answers, ...facts }: Around,
): { problems: Problem[]; correcting: Correcting | null } {
  const why = correctionKinds.find((each) => each === typed.why)
  const isKnown = correctable(form).some(({ id }) => id === question)
  const changed = { ...answers, [question]: right }
  const wrong = isKnown ? validateAnswers(form, changed, facts).problems : []
  const problems = [
    ...(isKnown ? [] : [problem('question', 'Hãy chọn mục bị sai.')]),
    ...(right === '' ? [problem('right', 'Hãy ghi nội dung đúng.')] : []),
    ...(isKnown && right !== '' && answers[question] === right
      ? [problem('right', 'Nội dung này giống bản đã cấp.')]
      : []),
    ...wrong
      .filter(({ field }) => field === question && right !== '')
      .map(({ message }) => problem('right', message)),
    ...(why ? [] : [problem('why', 'Hãy chọn loại sai sót.')]),
    ...(reason === '' ? [problem('reason', 'Hãy ghi sai ở đâu và vì sao.')] : []),
    ...(legalBasis === '' ? [problem('legalBasis', 'Hãy ghi căn cứ pháp lý.')] : []),
  ]
  if (problems.length > 0 || !why) return { problems, correcting: null }
  return { problems, correcting: { why, reason, legalBasis, answers: { [question]: right } } }
}

export type RevocationTyped = {
  number: string
  signedOn: string
  why: string
  reason: string
  legalBasis: string
}
export const NO_REVOCATION: RevocationTyped = {
  number: '',
  signedOn: '',
  why: '',
  reason: '',
  legalBasis: '',
}

export function readRevocation(form: Read): RevocationTyped {
  return {
    number: form.text('number'),
    signedOn: form.text('signedOn'),
    why: form.text('why'),
    reason: form.text('reason'),
    legalBasis: form.text('legalBasis'),
  }
}

export type Revoking = {
  decision: { number: string; on: string }
  why: RevocationKind
  reason: string
  legalBasis: string
}

export function checkRevocation(
  { number, signedOn, reason, legalBasis, ...typed }: RevocationTyped,
  today: Day,
): { problems: Problem[]; revoking: Revoking | null } {
  const why = revocationKinds.find((each) => each === typed.why)
  const on = dayOf(signedOn)
  const problems = [
    ...(number === '' ? [problem('number', 'Hãy ghi số quyết định thu hồi.')] : []),
    ...(on && on <= today
      ? []
      : [problem('signedOn', 'Hãy ghi ngày ký có thật, không sau hôm nay, ví dụ 23/11/2026.')]),
    ...(why ? [] : [problem('why', 'Hãy chọn loại lý do.')]),
    ...(reason === '' ? [problem('reason', 'Hãy ghi lý do thu hồi.')] : []),
    ...(legalBasis === '' ? [problem('legalBasis', 'Hãy ghi căn cứ pháp lý.')] : []),
  ]
  if (problems.length > 0 || !why || !on) return { problems, revoking: null }
  return { problems, revoking: { decision: { number, on }, why, reason, legalBasis } }
}

function dayOf(text: string): Day | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const iso =
    day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  return parseDay(iso) ?? undefined
}

function problem(field: string, message: string): Problem {
  return { code: 'after', field, message }
}
