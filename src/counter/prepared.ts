/** A declaration that somebody prepared at home and brings to the counter: what a reception takes from it. Pure. */
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import { askedQuestions } from '../catalogue/form.ts'
import { shownAnswers, type Showing } from '../catalogue/shown-answers.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { showMoment } from '../lib/time.ts'

/** 'Tờ khai này đã được nhận lúc 09:10, 25/11/2026 tại UBND phường Hai, người nhận: Lê Văn B.' */
export function usedWords({ at, by }: { at: Date; by: string }, officeName: string): string {
  return `Tờ khai này đã được nhận lúc ${showMoment(at)} tại ${officeName}, người nhận: ${by}. Mỗi tờ khai chỉ dùng một lần.`
}

export type Lost = { label: string; value: string }

/**
 * The answers that the form of today takes over, by id and kind, and those that it does not take as they were said: each is shown,
 * so that the official asks anew and nothing is lost.
 */
export function fitted(
  before: { form: FormDefinition; answers: Answers },
  now: FormDefinition,
  showing: Showing,
): { answers: Answers; lost: Lost[] } {
  const known = new Set(askedQuestions(now).map(({ id, kind }) => `${id} ${kind}`))
  const kept = askedQuestions(before.form).filter(
    ({ id, kind }) => Object.hasOwn(before.answers, id) && known.has(`${id} ${kind}`),
  )
  const answers = Object.fromEntries(kept.map(({ id }) => [id, before.answers[id]!]))
  const read = validateAnswers(now, answers, showing)
  const said = valuesOf(now, read.answers, showing)
  const lost = rowsOf(before.form, before.answers, showing).filter(
    ({ id, value }) => value !== '' && said.get(id) !== value,
  )
  return { answers, lost: lost.map(({ label, value }) => ({ label, value })) }
}

const rowsOf = (form: FormDefinition, answers: Answers, showing: Showing) =>
  shownAnswers(form, answers, showing).flatMap(({ rows }) => rows)

function valuesOf(form: FormDefinition, answers: Answers, showing: Showing): Map<string, string> {
  return new Map(rowsOf(form, answers, showing).map(({ id, value }) => [id, value]))
}
