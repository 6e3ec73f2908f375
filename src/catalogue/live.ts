/**
 * Questions of one page whose showing depends on another answer of the same page. The browser decides it at once with the
 * evaluator of the server; without JavaScript the server decides when the page is sent, as ever. Only answers that both
 * sides read alike (choices, yes and no, whole numbers) are looked at.
 */
import type { Day } from '../lib/time.ts'
import { holds } from './evaluate.ts'

export type LiveKind = 'choice' | 'yesNo' | 'integer'

export type LiveQuestion = {
  id: string
  /** Shown while this holds; absent: always. */
  when?: string
  /** Takes an answer on this page. */
  typed?: true
  /** How its answer is read; absent: no condition of the page asks for it. */
  kind?: LiveKind
  min?: number
  max?: number
}

export type LivePage = {
  today: Day
  /** Answers given elsewhere that conditions of this page ask for. */
  known: Readonly<Record<string, unknown>>
  /** In the order of the page. */
  questions: readonly LiveQuestion[]
}

/** The ids of the questions that are shown while the boxes of the page say what `typed` gives. One pass, in order. */
export function shownQuestions(
  { today, known, questions }: LivePage,
  typed: (id: string) => string,
): string[] {
  const answers: Record<string, unknown> = { ...known }
  const shown: string[] = []
  for (const question of questions) {
    if (question.when !== undefined && !holds(question.when, { answers, today })) continue
    shown.push(question.id)
    const answer = question.kind ? readTyped(question, typed(question.id)) : undefined
    if (answer !== undefined) answers[question.id] = answer
  }
  return shown
}

/** As `readAnswer` on the server reads it; what that refuses is no answer. */
function readTyped(
  { kind, min = 0, max = 0 }: LiveQuestion,
  text: string,
): string | number | boolean | undefined {
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : undefined
  if (kind === 'choice') return text === '' ? undefined : text
  const digits = text.replace(/[.\s]/g, '')
  const value = /^-?\d{1,12}$/.test(digits) ? Number(digits) : NaN
  return value >= min && value <= max ? value : undefined
}
