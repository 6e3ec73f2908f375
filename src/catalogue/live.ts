/**
 * Questions of one page that depend on other answers of the same page: whether they are shown, and what is calculated. The
 * browser decides it at once with the evaluator of the server; without JavaScript the server decides when the page is sent, as
 * ever. Only answers that both sides read alike (choices, yes and no, numbers, rows of these) are looked at.
 */
import type { Day } from '../lib/time.ts'
import { holds, type Scope } from './evaluate.ts'
import { answerNow, type Figures, type LiveBox } from './live-boxes.ts'
import { rowsNow, type LiveColumn } from './live-rows.ts'

export type LiveQuestion = LiveBox & {
  id: string
  /** Shown while this holds; absent: always. */
  when?: string
  /** Takes an answer on this page. */
  typed?: true
  /** A table of at most so many rows, as far as something is calculated from it or in it. */
  rows?: { max: number; columns: readonly LiveColumn[] }
}

export type LivePage = {
  today: Day
  /** Answers given elsewhere that conditions and calculations of this page ask for. */
  known: Readonly<Record<string, unknown>>
  /** In the order of the page. */
  questions: readonly LiveQuestion[]
}

/** The ids of the questions that are shown while the boxes say what `typed` gives, and each figure. One pass, in order. */
export function pageNow(
  { today, known, questions }: LivePage,
  typed: (box: string) => string,
): { shown: string[]; figures: Figures } {
  const answers: Record<string, unknown> = { ...known }
  const scope: Scope = { answers, today }
  const shown: string[] = []
  const figures: Figures = {}
  for (const question of questions) {
    const { id, when, rows } = question
    if (when !== undefined && !holds(when, scope)) continue
    shown.push(id)
    const answer = rows
      ? rowsNow({ id, ...rows }, { scope, typed, figures })
      : answerNow(question, { box: id, scope, typed, figures })
    if (answer !== undefined) answers[id] = answer
  }
  return { shown, figures }
}

export function shownQuestions(page: LivePage, typed: (box: string) => string): string[] {
  return pageNow(page, typed).shown
}
