/** What goes over the wire to the population register and back. Whatever is not exactly of this form is no answer. */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { MARITAL_STATUSES, SEXES, type PersonRecord } from './population.ts'

const PersonalNumber = Type.String({ pattern: '^\\d{12}$' })
const PartDay = Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' })
const Line = Type.String({ minLength: 1, maxLength: 300 })

function exact<T extends Record<string, Parameters<typeof Type.Optional>[0]>>(members: T) {
  return Type.Object(members, { additionalProperties: false })
}

const Residence = exact({ commune: Type.String({ pattern: '^\\d{5}$' }), detail: Line })
const Household = exact({
  id: Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' }),
  head: PersonalNumber,
  relation: Type.Enum(['head', 'spouse', 'child', 'parent', 'other'] as const),
})
const Marriage = exact({
  spouse: PersonalNumber,
  registeredOn: Type.Optional(PartDay),
  place: Type.Optional(Line),
})
const Person = exact({
  personalNumber: PersonalNumber,
  fullName: Type.String({ minLength: 1, maxLength: 100 }),
  birthOn: PartDay,
  sex: Type.Enum(SEXES),
  ethnicity: Type.String({ pattern: '^\\d{2}$' }),
  nationality: Type.String({ pattern: '^[A-Z]{2}$' }),
  residence: Type.Optional(Residence),
  household: Type.Optional(Household),
  maritalStatus: Type.Enum(MARITAL_STATUSES),
  marriage: Type.Optional(Marriage),
  mother: Type.Optional(PersonalNumber),
  father: Type.Optional(PersonalNumber),
  children: Type.Array(PersonalNumber, { maxItems: 40 }),
})

/** 'found' with the record and the moment of its last change or check; the others tell nothing of anybody. */
export const Answer = Type.Union([
  exact({
    outcome: Type.Literal('found'),
    asOf: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' }),
    person: Person,
  }),
  exact({ outcome: Type.Enum(['notFound', 'mismatch'] as const) }),
])
export type Answer = Static<typeof Answer>

/** The answer, when it is one and speaks of the person who was asked for; undefined for anything else. */
export function readAnswer(personalNumber: string, said: unknown): Answer | undefined {
  if (!Value.Check(Answer, said)) return undefined
  if (said.outcome !== 'found') return said
  const isWhole = !Number.isNaN(Date.parse(said.asOf))
  return isWhole && said.person.personalNumber === personalNumber ? said : undefined
}

/** What the wire calls a person is what the house calls a record. */
export function recordOf(answer: Extract<Answer, { outcome: 'found' }>): PersonRecord {
  return answer.person
}
