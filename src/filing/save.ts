/** Keeping what was typed: by the button, by the script when a box is left, by somebody who goes away. */
import type { Topic } from '../catalogue/form.ts'
import { fieldOf, isAsked, questionOf } from '../catalogue/form.ts'
import { sentWithRows } from '../catalogue/sent-boxes.ts'
import { problemsOf } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import type { Form } from '../ui/form.ts'
import type { FilingDeps } from './deps.ts'
import { fieldNames, firstField, typedQuestions } from './draft.ts'
import { LONGEST_REMARK, openedBy, remarkName, typedFromHeld } from './held.ts'
import { cellsThatDepend } from './row-cells.ts'
import { filingOfForm, type Asking, type Filing } from './load.ts'
import { changeDraft, type Change } from './store.ts'

/** The hidden box by which a page says which cells it showed that depend on others. */
export const SEEN_CELLS = '_cells'

/** What the form says of the questions it showed: an empty box empties the answer, a box not shown changes nothing. */
export function changeOf(filing: Filing, topic: Topic, form: Form): Change & { asked: string[] } {
  const shown = form.text('_asked').split(',')
  const asked = topic.questions.filter(isAsked).filter(({ id }) => shown.includes(id))
  const typed = asked.filter(({ id }) => filing.held[id] === undefined)
  const names = typed.flatMap(fieldNames)
  const sent = sentWithRows(filing.form, form, names)
  const remarks = typed.map(({ id }) => remarkName(id)).filter((name) => form.has(name))
  const values = [
    ...names.map((name): [string, string] => [name, sent[name] ?? '']),
    ...remarks.map((name): [string, string] => [name, form.text(name).slice(0, LONGEST_REMARK)]),
  ]
  return {
    asked: [...asked.map(({ id }) => id), ...form.text(SEEN_CELLS).split(',')],
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
    const question = fieldOf(filing.form, problem.field ?? '')
    return question ? { ...problem, field: firstField(question) } : problem
  })
}

/** Questions of the page that the person has not seen yet, because an answer just given brought them up. */
export function newlyAsked(filing: Filing, topic: Topic, seen: readonly string[]): string[] {
  const { held, validated, facts } = filing
  const typed = typedQuestions(topic, validated, { held, today: facts.today })
  return [
    ...typed.map(({ id }) => id),
    ...typed.flatMap((question) => cellsThatDepend(question, filing)),
  ].filter((id) => !seen.includes(id))
}

/** "Báo sai": the held answer is opened, filled with what it says; pressed again, the source counts again. */
export function disputed(filing: Filing, questionId: string): Change {
  const { known, held, form, draft, facts } = filing
  const ids = openedBy(form, questionId).filter((id) => known[id] !== undefined)
  if (ids.some((id) => held[id] === undefined)) {
    const boxes = ids.flatMap((id) => boxesOf(filing, id))
    return {
      disputed: draft.disputed.filter((id) => !ids.includes(id)),
      drop: [...boxes, ...ids.map(remarkName)],
    }
  }
  return {
    disputed: [...draft.disputed, ...ids],
    set: typedFromHeld(form, { held: known, ids }, facts.codeLists),
  }
}

function boxesOf({ form }: Filing, id: string): string[] {
  const question = questionOf(form, id)
  return question === undefined ? [] : fieldNames(question)
}
