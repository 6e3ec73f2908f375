/** Questions asked beforehand must be answers that the form takes, or lead somewhere: a question without effect only delays. */
import { isAsked, type FormDefinition } from './form.ts'
import type { Procedure } from './procedure.ts'
import { screeningCandidate } from './screening.ts'
import type { Screening } from './screening-shape.ts'
import { twins } from './shape.ts'

export function screeningFaults({ screening = [] }: Procedure, form: FormDefinition): string[] {
  const same = twins(screening.map(({ question }) => question))
  return [
    ...same.map((id) => `screening: ${id} is asked twice`),
    ...screening.flatMap((each) => entryFaults(each, form)),
  ]
}

function entryFaults(entry: Screening, form: FormDefinition): string[] {
  const { question: id, label, options = [] } = entry
  const asked = form.topics
    .flatMap(({ questions }) => questions)
    .find((question) => question.id === id)
  const codes = twins(options.map(({ code }) => code))
  const double = codes.map((code) => `screening ${id}: two options have the code ${code}`)
  if (!asked || !isAsked(asked)) {
    const leads = options.some(({ leads }) => leads !== undefined)
    return label && leads
      ? double
      : [
          `screening ${id}: is no question of the form, so it needs words and an option that leads on`,
        ]
  }
  if (!screeningCandidate(form, id, options.length > 0))
    return [`screening ${id}: only a choice or yes and no can be asked beforehand`]
  return [
    ...double,
    ...unknownCodes(
      asked,
      options.map(({ code }) => code),
    ).map((code) => `screening ${id}: the form has no answer ${code}`),
  ]
}

type AnyAsked = Extract<FormDefinition['topics'][number]['questions'][number], { label: unknown }>

function unknownCodes(asked: AnyAsked, codes: readonly string[]): string[] {
  if (asked.kind === 'yesNo') return codes.filter((code) => code !== 'yes' && code !== 'no')
  if (asked.kind !== 'choice' || asked.options === undefined) return []
  const known = asked.options.map(({ code }) => code)
  return codes.filter((code) => !known.includes(code))
}
