/** Keeping what was typed: by the button, by the script when a box is left, by somebody who goes away. */
import type { Topic } from '../catalogue/form.ts'
import { isAsked, questionOf } from '../catalogue/form.ts'
import { problemsOf } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import type { Form } from '../ui/form.ts'
import type { FilingDeps } from './deps.ts'
import { fieldNames, firstField, typedQuestions } from './draft.ts'
import { LONGEST_REMARK, openedBy, remarkName, typedFromHeld } from './held.ts'
import { filingOfForm, type Asking, type Filing } from './load.ts'
import { changeDraft, type Change } from './store.ts'

/** What the form says of the questions it showed: an empty box empties the answer, a box not shown changes nothing. */
export function changeOf(filing: Filing, topic: Topic, form: Form): Change & { asked: string[] } {
  const shown = form.text('_asked').split(',')
  const asked = topic.questions.filter(isAsked).filter(({ id }) => shown.includes(id))
  const typed = asked.filter(({ id }) => filing.held[id] === undefined)
  const remarks = typed.map(({ id }) => remarkName(id)).filter((name) => form.has(name))
  const values = [
    ...typed.flatMap(fieldNames).map((name): [string, string] => [name, form.text(name)]),
    ...remarks.map((name): [string, string] => [name, form.text(name).slice(0, LONGEST_REMARK)]),
  ]
  return {
    asked: asked.map(({ id }) => id),
    set: Object.fromEntries(values.filter(([, value]) => value !== '')),
    drop: values.filter(([, value]) => value === '').map(([name]) => name),
  }
}

/** Keeps the change and reads the filing anew. Leads to the receipt when the draft was sent in the meantime. */
export async function keep(
  deps: FilingDeps,
  asking: Asking,
  { filing, change }: { filing: Filing; change: Change },
): Promise<Filing> {
  const { id } = filing.draft
  await inContext(deps.db, asking.actor, (tx) =>
    changeDraft(tx, id, { ...change, now: deps.now() }),
  )
  return filingOfForm(deps, asking, id)
}

/** What is wrong on this page, on boxes that this page has. */
export function problemsOnPage(filing: Filing, topic: Topic): Problem[] {
  return problemsOf(topic, filing.validated.problems).map((problem) => {
    const question = questionOf(filing.form, problem.field ?? '')
    return question ? { ...problem, field: firstField(question) } : problem
  })
}

/** Questions of the page that the person has not seen yet, because an answer just given brought them up. */
export function newlyAsked(filing: Filing, topic: Topic, asked: readonly string[]): string[] {
  return typedQuestions(topic, filing.validated, { held: filing.held, today: filing.facts.today })
    .map(({ id }) => id)
    .filter((id) => !asked.includes(id))
}

/** "Báo sai": the held answer is opened, filled with what it says; pressed again, the source counts again. */
export function disputed(filing: Filing, questionId: string): Change {
  const { known, held, form, draft } = filing
  const ids = openedBy(form, questionId).filter((id) => known[id] !== undefined)
  if (ids.some((id) => held[id] === undefined)) {
    const boxes = ids.flatMap((id) => boxesOf(filing, id))
    return {
      disputed: draft.disputed.filter((id) => !ids.includes(id)),
      drop: [...boxes, ...ids.map(remarkName)],
    }
  }
  return { disputed: [...draft.disputed, ...ids], set: typedFromHeld(form, known, ids) }
}

function boxesOf({ form }: Filing, id: string): string[] {
  const question = questionOf(form, id)
  return question === undefined ? [] : fieldNames(question)
}
