/** A filed declaration against the population register: whom to ask about, what agrees, and what is kept of the answer. Pure. */
import type { Answer, Answers, FormDefinition } from '../../catalogue/form.ts'
import { askedQuestions, textAnswer } from '../../catalogue/form.ts'
import { partOf, peopleIn } from '../../catalogue/prefill.ts'
import type { HeldAtFiling } from '../../dossier/events.ts'
import { canonical } from '../../lib/canonical.ts'
import { comparePart, type Compared } from '../../population/compare.ts'
import { partsOf } from '../../population/parts.ts'
import type { LookUp, LookUpAnswer } from '../../population/population.ts'

export type PersonChecked = {
  /** Before the dot of the question ids: 'father'. */
  prefix: string
  outcome: 'found' | 'notFound' | 'mismatch'
  /** By question; what the register says only where it says otherwise. */
  parts: Record<string, { verdict: Compared; says?: Answer }>
}

export type PopulationCheck = {
  state: 'waiting' | 'compared' | 'nothing'
  comparedAt: string | null
  people: PersonChecked[]
}

/** What was held at filing, without answers that a supplement has changed since: of those nothing was held. */
export function heldStill(
  filed: { answers?: Record<string, unknown>; held?: HeldAtFiling } | undefined,
  answers: Answers,
): HeldAtFiling {
  const { answers: then = {}, held = {} } = filed ?? {}
  const isUnchanged = (id: string): boolean =>
    answers[id] !== undefined && canonical(then[id] ?? null) === canonical(answers[id])
  return Object.fromEntries(Object.entries(held).filter(([id]) => isUnchanged(id)))
}

export type Declared = { form: FormDefinition; answers: Answers; held: HeldAtFiling }

/** People of the declaration of whom the register has not said everything already when it was filled in. */
export function peopleToCheck({ form, answers, held }: Declared): string[] {
  return peopleIn(form).filter((prefix) => {
    const isNamed = /^\d{12}$/.test(textAnswer(answers, `${prefix}.personalNumber`))
    const isOpen = declaredParts({ form, answers }, prefix).some(
      (id) => held[id]?.source !== 'population',
    )
    return isNamed && isOpen
  })
}

export function questionAbout(
  answers: Answers,
  prefix: string,
  purpose: LookUp['purpose'],
): LookUp {
  const fullName = textAnswer(answers, `${prefix}.fullName`)
  const birthOn = textAnswer(answers, `${prefix}.birthOn`)
  return {
    personalNumber: textAnswer(answers, `${prefix}.personalNumber`),
    proof: { kind: 'named', fullName, ...(birthOn === '' ? {} : { birthOn }) },
    purpose,
  }
}

/** What is kept of one answer; undefined when there was none. */
export function checkedPerson(
  declared: Pick<Declared, 'form' | 'answers'>,
  prefix: string,
  answer: LookUpAnswer,
): PersonChecked | undefined {
  if (answer.kind === 'unavailable') return undefined
  if (answer.kind !== 'found') return { prefix, outcome: answer.kind, parts: {} }
  const says = partsOf(answer.record)
  const parts = declaredParts(declared, prefix).flatMap((id) => {
    const part = partOf(id)
    if (part === undefined || says[part] === undefined) return []
    const verdict = comparePart(part, declared.answers[id], says[part])
    return [[id, verdict === 'same' ? { verdict } : { verdict, says: says[part] }] as const]
  })
  return { prefix, outcome: 'found', parts: Object.fromEntries(parts) }
}

/** Answered questions about that person which a register of people knows. */
function declaredParts({ form, answers }: Pick<Declared, 'form' | 'answers'>, prefix: string) {
  return askedQuestions(form)
    .map(({ id }) => id)
    .filter((id) => id.startsWith(`${prefix}.`) && answers[id] !== undefined)
    .filter((id) => partOf(id) !== undefined)
}
