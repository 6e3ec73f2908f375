/**
 * What the law gives a child of both its parents: of one people when both are of it, a citizen when both are. Such a question is not
 * asked of parents of whom the register has said so; data/prefill/rules.json names question, condition and ground. Pure.
 */
import { Type, type Static } from 'typebox'
import { holds, type Scope } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import type { Answer, Answers } from './form.ts'
import { Condition, exact, list, Sourced } from './shape.ts'

const QuestionId = Type.String({ pattern: '^[A-Za-z0-9]+\\.[A-Za-z0-9]+$' })
const Inherited = exact({
  question: QuestionId,
  /** What is said of the father and of the mother. */
  both: Type.Tuple([QuestionId, QuestionId]),
  /** The only answer that the law speaks of; absent: whichever both have. */
  only: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  when: Condition,
  ground: Sourced(Type.String({ minLength: 1, maxLength: 500 })),
})
export const InheritedRules = list(Inherited, 1)
export type Inherited = Static<typeof Inherited>

/** Conditions that nobody can read. */
export function inheritedFaults(form: string, rules: readonly Inherited[] = []): string[] {
  return rules.flatMap(({ when }) =>
    parseExpression(when).ok ? [] : [`${form}: cannot read ${when}`],
  )
}

/** Question id → the answer that both parents have. `said`: what the register says of them and nobody disputes. */
export function inherited(rules: readonly Inherited[], said: Answers, scope: Scope): Answers {
  return Object.fromEntries(
    rules.flatMap(({ question, both: [one, other], only, when }) => {
      const answer: Answer | undefined = said[one]
      const isCommon = typeof answer === 'string' && answer === said[other]
      const isLawful = only === undefined || answer === only
      return isCommon && isLawful && holds(when, scope) ? [[question, answer]] : []
    }),
  )
}
