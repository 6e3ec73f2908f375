/** Stopping a dossier: the reason and the legal basis, from the laws that the procedure itself names. Pure. */
import type { Procedure } from '../catalogue/procedure.ts'
import type { Problem } from '../lib/problem.ts'

export type StopTyped = { reason: string; law: string; article: string }
export const EMPTY_STOP: StopTyped = { reason: '', law: '', article: '' }
export const STOP_LETTERS = 2000
export const ARTICLE_LETTERS = 200

export function readStop(form: { text(name: string): string }): StopTyped {
  return { reason: form.text('reason'), law: form.text('law'), article: form.text('article') }
}

export type Stopping = { reason: string; legalBasis: string }

/** Everything that is wrong at once, or what goes into the history. */
export function checkStop(
  { reason, law, article }: StopTyped,
  procedure: Pick<Procedure, 'legalBasis'>,
): { problems: Problem[]; stopping: Stopping | null } {
  const named = procedure.legalBasis.find(({ number }) => number === law)
  const problems = [
    ...(reason === '' ? [problem('reason', 'Hãy viết lý do dừng xử lý.')] : []),
    ...(reason.length > STOP_LETTERS
      ? [problem('reason', `Lý do dài quá. Hãy viết ngắn hơn ${STOP_LETTERS} ký tự.`)]
      : []),
    ...(named ? [] : [problem('law', 'Hãy chọn văn bản làm căn cứ.')]),
    ...(article === '' ? [problem('article', 'Hãy ghi điều, khoản của văn bản.')] : []),
    ...(article.length > ARTICLE_LETTERS
      ? [problem('article', `Viết ngắn hơn ${ARTICLE_LETTERS} ký tự.`)]
      : []),
  ]
  if (problems.length > 0 || !named) return { problems, stopping: null }
  const legalBasis = `${article}, ${named.title} (${named.number})`
  return { problems, stopping: { reason, legalBasis } }
}

function problem(field: string, message: string): Problem {
  return { code: 'stop', field, message }
}
