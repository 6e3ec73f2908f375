/** The way through a filing: a page per topic, the office where two may decide, papers where any are needed, the last look. Pure. */
import { isAsked, type FormDefinition, type Topic } from '../catalogue/form.ts'
import { topicsToAsk } from '../catalogue/to-ask.ts'
import { problemsOf, type Validated } from '../catalogue/validate.ts'
import type { Day } from '../lib/time.ts'
import { fieldNames, type Draft } from './draft.ts'
import type { Filing } from './load.ts'

export type Step =
  | { kind: 'topic'; slug: string; topic: Topic }
  | { kind: 'office'; slug: 'noi-giai-quyet' }
  | { kind: 'papers'; slug: 'giay-to' }
  | { kind: 'check'; slug: 'kiem-tra' }

export type StepState = 'todo' | 'doing' | 'done'

export function stepsOf(
  form: FormDefinition,
  validated: Validated,
  { today, offices, papers }: { today: Day; offices: number; papers: number },
): Step[] {
  const topics = topicsToAsk(form, { answers: validated.answers, today })
  return [
    ...topics.map((topic): Step => ({ kind: 'topic', slug: topic.id, topic })),
    ...(offices > 1 ? [{ kind: 'office', slug: 'noi-giai-quyet' } as const] : []),
    ...(papers > 0 ? [{ kind: 'papers', slug: 'giay-to' } as const] : []),
    { kind: 'check', slug: 'kiem-tra' },
  ]
}

/** How far a topic is: done when nothing in it has to be mended. */
export function topicState(topic: Topic, validated: Validated, raw: Draft['raw']): StepState {
  if (problemsOf(topic, validated.problems).length === 0) return 'done'
  const names = topic.questions.filter(isAsked).flatMap(fieldNames)
  return names.some((name) => raw[name] !== undefined) ? 'doing' : 'todo'
}

/** The step after this one; the first when it is no longer among the steps. */
export function stepAfter(steps: readonly Step[], slug: string): Step {
  const at = steps.findIndex((step) => step.slug === slug)
  return steps[at + 1] ?? steps.at(-1)!
}

/** The way on from a page: whatever the register has answered as a whole is shown at the last look and not passed through. */
export function stepToAsk(filing: Filing, slug: string): Step {
  const at = filing.steps.findIndex((step) => step.slug === slug)
  return (
    filing.steps.slice(at + 1).find((step) => !isAnswered(filing, step)) ?? filing.steps.at(-1)!
  )
}

function isAnswered(filing: Filing, step: Step): boolean {
  if (step.kind !== 'topic' || stepState(filing, step) !== 'done') return false
  return step.topic.questions.some(({ id }) => {
    const held = filing.held[id]
    return held?.source === 'population' && held.from === undefined
  })
}

export function stepBefore(steps: readonly Step[], slug: string): Step | undefined {
  const at = steps.findIndex((step) => step.slug === slug)
  return at > 0 ? steps[at - 1] : undefined
}

/** 1 of 9 for the first page. */
export function placeOf(steps: readonly Step[], slug: string): { at: number; of: number } {
  return { at: steps.findIndex((step) => step.slug === slug) + 1, of: steps.length }
}

/** How far a step is. The papers are done when nothing required is missing; the last look is never done. */
export function stepState(filing: Filing, step: Step): StepState {
  switch (step.kind) {
    case 'topic':
      return topicState(step.topic, filing.validated, filing.draft.raw)
    case 'office':
      return filing.office ? 'done' : 'todo'
    case 'papers':
      if (filing.missing.length === 0 && filing.draft.files.length > 0) return 'done'
      return filing.draft.files.length > 0 ? 'doing' : 'todo'
    case 'check':
      return 'todo'
  }
}

/** The first step that is not done. */
export function nextStep(filing: Filing): Step {
  return filing.steps.find((step) => stepState(filing, step) !== 'done') ?? filing.steps.at(-1)!
}
