/** Which steps of a workflow these answers need. Pure. */
import { holds, type Scope } from './evaluate.ts'
import { namesIn, parentOf } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import type { Workflow } from './workflow.ts'

/** Ids of the steps whose condition does not hold, in the order of the workflow. */
export function skippedSteps({ steps }: Pick<Workflow, 'steps'>, scope: Scope): string[] {
  return steps.filter(({ when }) => when !== undefined && !holds(when, scope)).map(({ id }) => id)
}

/** Whether these answers hold everything that the condition asks for. */
export function asksOnlyFor(condition: string, answers: Scope['answers']): boolean {
  const parsed = parseExpression(condition)
  const isKnown = (name: string) => Object.hasOwn(answers, name)
  return (
    parsed.ok &&
    namesIn(parsed.expression).every((name) => isKnown(name) || isKnown(parentOf(name)))
  )
}
