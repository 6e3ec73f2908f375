/** Which questions of the declaration a supplement opens: those that the official marked, and no others. Pure. */
import { isAsked, type Asked, type FormDefinition, type Topic } from '../catalogue/form.ts'
import { problemsOf } from '../catalogue/validate.ts'
import type { Problem } from '../lib/problem.ts'
import { fieldNames } from './draft.ts'
import type { Fault } from './supplement.ts'

export type Opened = {
  faults: readonly Fault[]
  /** What is wrong in the declaration as it stands with what was typed now. */
  problems: readonly Problem[]
}

/** The ids that were marked; undefined when some fault of the declaration names none: then every question may be mended. */
export function markedQuestions(faults: readonly Fault[]): ReadonlySet<string> | undefined {
  const own = faults.filter(({ kind }) => kind === 'declaration')
  if (own.some(({ questions }) => questions === undefined)) return undefined
  return new Set(own.flatMap(({ questions = [] }) => questions))
}

/**
 * Whether a question may be answered anew. One that became wrong by the answer to a marked one is open as well: nothing that
 * cannot be reached may stand in the way.
 */
export function mayMend(topic: Topic, question: Asked, { faults, problems }: Opened): boolean {
  const marked = markedQuestions(faults)
  if (marked === undefined || marked.has(question.id)) return true
  return problemsOf({ ...topic, questions: [question] }, problems).length > 0
}

/** Every question of the form that may be answered anew. */
export function mendable(form: FormDefinition, opened: Opened): Asked[] {
  return form.topics.flatMap((topic) =>
    topic.questions.filter(isAsked).filter((question) => mayMend(topic, question, opened)),
  )
}

export type Typed = {
  /** The boxes as the declaration filled them, and as they were typed since. */
  before: Readonly<Record<string, string>>
  raw: Readonly<Record<string, string>>
}

/** The marked questions whose boxes still say what they said when they were marked. */
export function unchangedMarks(
  form: FormDefinition,
  faults: readonly Fault[],
  { before, raw }: Typed,
): Asked[] {
  const marked = markedQuestions(faults) ?? new Set<string>()
  const isSame = (name: string) => (raw[name] ?? before[name] ?? '') === (before[name] ?? '')
  return form.topics
    .flatMap((topic) => topic.questions.filter(isAsked))
    .filter((question) => marked.has(question.id) && fieldNames(question).every(isSame))
}

/** How much of what was asked for is answered: each fault is, once nothing that stands against sending is its own. */
export function progressOf(
  faults: readonly Fault[],
  unanswered: readonly Problem[],
): { done: number; of: number } {
  const others = (field: string) =>
    faults.some(({ code, kind }) => kind !== 'declaration' && isOwn(code, field))
  const isOpen = ({ code, kind }: Fault) =>
    unanswered.some(({ field = '' }) =>
      kind === 'declaration' ? !others(field) : isOwn(code, field),
    )
  return { done: faults.filter((fault) => !isOpen(fault)).length, of: faults.length }
}

const isOwn = (code: string, field: string): boolean =>
  field === code || field === `${EXPLAINED}${code}`
/** As the boxes of explanations are named: supplement.ts. */
const EXPLAINED = 'explain.'
