/** A form changed while a draft was open: only what is new in it is asked, whatever was answered before stays. Pure. */
import {
  askedQuestions,
  isTyped,
  type Asked,
  type FormDefinition,
  type Topic,
} from '../catalogue/form.ts'
import { boxNames } from '../catalogue/table-rows.ts'
import { problemsOf } from '../catalogue/validate.ts'
import { typedQuestions } from './draft.ts'
import type { Filing } from './load.ts'
import { nextStep, type Step } from './steps.ts'

/** The form that the draft was begun with; undefined while it is the present one, or when it is not known. */
export function earlierForm(
  law: {
    procedure(code: string, version: number): { form: { id: string; version: number } } | undefined
    form(id: string, version: number): FormDefinition
  },
  code: string,
  version: number | null,
): FormDefinition | undefined {
  const form = version === null ? undefined : law.procedure(code, version)?.form
  return form && law.form(form.id, form.version)
}

/** The hidden box of a page that shows only new questions. */
export const ANEW = '_anew'

type Anew = Pick<Filing, 'earlier' | 'draft' | 'validated' | 'held' | 'facts'>

/**
 * The questions of a topic that are new and still open; undefined where the whole topic is shown: nothing is new in it, or
 * the person had not come so far, or an answer of before has to be mended.
 */
export function askedAnew(topic: Topic, filing: Anew): Asked[] | undefined {
  const { earlier, draft, validated, held, facts } = filing
  if (!earlier) return undefined
  const known = new Set(askedQuestions(earlier).map(({ id, kind }) => `${id} ${kind}`))
  const isKnown = ({ id, kind }: Asked) => known.has(`${id} ${kind}`)
  const isFilled = (question: Asked) =>
    boxNames(question).some((name) => (draft.raw[name] ?? '') !== '')
  const typed = typedQuestions(topic, validated, { held, today: facts.today }).filter(isTyped)
  const fresh = typed.filter((question) => !isKnown(question) && !isFilled(question))
  const old = { ...topic, questions: typed.filter((question) => !fresh.includes(question)) }
  const isBegun = old.questions.some(isFilled)
  const isWhole = problemsOf(old, validated.problems).length === 0
  return fresh.length > 0 && isBegun && isWhole ? fresh : undefined
}

/** After a page of new questions: the next topic that has some, else the first step that is not done. */
export function stepAfterAnew(filing: Filing, slug: string): Step {
  const more = filing.steps.find(
    (step) => step.kind === 'topic' && step.slug !== slug && askedAnew(step.topic, filing),
  )
  return more ?? nextStep(filing)
}
