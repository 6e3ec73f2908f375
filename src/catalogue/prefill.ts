/**
 * Which questions of a form are answered by the population register, of whom, and on what ground: data/prefill/rules.json. Forms are
 * named by their stable question ids, so that a mapping outlives a version of its form; what a form does not ask is passed over. Pure.
 */
import { Type, type Static } from 'typebox'
import { PARTS, type Part, type Parts } from '../population/parts.ts'
import { holds, type Scope } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { askedQuestions, questionOf, type Answer, type FormDefinition } from './form.ts'
import { inheritedFaults, InheritedRules, type Inherited } from './inherited.ts'
import { readAnswer } from './read-answer.ts'
import type { Facts } from './reading.ts'
import { Code, Condition, exact, list, shapeFaults, Sourced } from './shape.ts'

/** Of whom a form is told: whoever files, and the person to whom they are married. */
export const TOLD_OF = ['applicant', 'spouse'] as const
export type ToldOf = (typeof TOLD_OF)[number]

const Sentence = Type.String({ minLength: 1, maxLength: 500 })
const Minutes = Type.Integer({ minimum: 1, maximum: 100_000 })
const Block = exact({
  /** Before the dot of the question ids: 'mother'. */
  prefix: Code,
  of: Type.Enum(TOLD_OF),
  when: Type.Optional(Condition),
  /** After the dot, and the piece that answers it; absent: the pieces under their own names. */
  parts: Type.Optional(Type.Record(Code, Type.Enum(PARTS))),
})
const FormRules = exact({
  form: Code,
  blocks: list(Block, 1),
  inherited: Type.Optional(InheritedRules),
})
const Rules = exact({
  version: Type.Integer({ minimum: 1 }),
  note: Sentence,
  /** How long an answer of the register is good for a draft; how soon a silent register is asked again. */
  freshMinutes: Sourced(Minutes),
  retryMinutes: Sourced(Minutes),
  people: exact({ applicant: Sourced(Sentence), spouse: Sourced(Sentence) }),
  /** The ground on which the officer's comparison asks. */
  check: Sourced(Sentence),
  forms: list(FormRules, 1),
})
export type PrefillRules = Readonly<Static<typeof Rules>>
type Block = Static<typeof Block>

/** What is wrong with the rules; empty when they may be used. */
export function prefillFaults(document: unknown): string[] {
  const shape = shapeFaults(Rules, document)
  if (shape.length > 0) return shape
  const { forms } = document as PrefillRules
  const names = forms.map(({ form }) => form)
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} stands twice`),
    ...forms.flatMap(({ form, blocks }) =>
      blocks.flatMap(({ when }) =>
        when === undefined || parseExpression(when).ok ? [] : [`${form}: cannot read ${when}`],
      ),
    ),
    ...forms.flatMap(({ form, inherited }) => inheritedFaults(form, inherited)),
  ]
}

export type Told = { readonly [K in ToldOf]?: Parts | undefined }
export type Prefilled = Readonly<Record<string, { answer: Answer; of: ToldOf }>>

/** Whom the form is told of with these answers; nobody for a form without rules. */
export function toldOf(rules: PrefillRules, formId: string, scope: Scope): ToldOf[] {
  const blocks = blocksOf(rules, formId).filter((block) => isOpen(block, scope))
  return TOLD_OF.filter((who) => blocks.some(({ of }) => of === who))
}

function isOpen({ when }: Block, scope: Scope): boolean {
  return when === undefined || holds(when, scope)
}

/** Questions of the form that the register may answer, whatever the answers are: where its silence has to be told. */
export function mayPrefill(rules: PrefillRules, form: FormDefinition): ReadonlySet<string> {
  const ids = blocksOf(rules, form.id).flatMap((block) => questionsOf(block).map(({ id }) => id))
  return new Set(ids.filter((id) => questionOf(form, id) !== undefined))
}

/** Question id → what the register answers, for blocks whose condition holds and questions that can read the answer. */
export function prefilled(
  rules: PrefillRules,
  { form, told, facts }: { form: FormDefinition; told: Told; facts: Facts },
  answers: Scope['answers'],
): Prefilled {
  const scope: Scope = { answers, today: facts.today }
  const blocks = blocksOf(rules, form.id).filter((block) => isOpen(block, scope))
  const filled = blocks.flatMap((block) =>
    questionsOf(block).flatMap(({ id, part }) => {
      const answer = readable(form, { id, said: told[block.of]?.[part] }, facts)
      return answer === undefined ? [] : [[id, { answer, of: block.of }] as const]
    }),
  )
  return Object.fromEntries(filled)
}

/** The piece that a question stands for by its name, wherever in a form it is: for the comparison after filing. */
export function partOf(questionId: string): Part | undefined {
  const name = questionId.slice(questionId.lastIndexOf('.') + 1)
  return PARTS.find((part) => part === name)
}

/** Prefixes of a form under which a person is named by name and number. */
export function peopleIn(form: FormDefinition): string[] {
  const ids = new Set(askedQuestions(form).map(({ id }) => id))
  return [...ids]
    .filter((id) => id.endsWith('.personalNumber'))
    .map((id) => id.slice(0, id.lastIndexOf('.')))
    .filter((prefix) => ids.has(`${prefix}.fullName`))
}

function blocksOf(rules: PrefillRules, formId: string): readonly Block[] {
  return rules.forms.find(({ form }) => form === formId)?.blocks ?? []
}

/** What a child has of both parents, for a form that registers one. */
export function inheritedIn(rules: PrefillRules, formId: string): readonly Inherited[] {
  return rules.forms.find(({ form }) => form === formId)?.inherited ?? []
}

function questionsOf({ prefix, parts }: Block): { id: string; part: Part }[] {
  const named = parts ?? Object.fromEntries(PARTS.map((part) => [part, part]))
  return Object.entries(named).map(([name, part]) => ({ id: `${prefix}.${name}`, part }))
}

function readable(
  form: FormDefinition,
  { id, said }: { id: string; said: unknown },
  facts: Facts,
): Answer | undefined {
  const question = questionOf(form, id)
  if (question === undefined || said === undefined) return undefined
  const reading = readAnswer(question, said, facts)
  return reading.kind === 'read' ? reading.answer : undefined
}
