/** What the house holds about a person and what they may ask for: data with sources and marks (`data/personal-data/law.json`). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const exact = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const Words = Type.Object({ vi: text, en: text }, exact)
const Mark = Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const)
const Limit = Type.Object(
  {
    value: Type.Integer({ minimum: 1 }),
    unit: Type.Enum(['workingDay', 'calendarDay'] as const),
  },
  exact,
)
const Term = Type.Object({ limit: Limit, source: text, mark: Mark }, exact)

const PersonalDataLaw = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    note: text,
    firstAnswer: Term,
    extension: Term,
    requests: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(['rectify', 'erase', 'object'] as const),
          name: Words,
          limit: Limit,
          source: text,
          mark: Mark,
        },
        exact,
      ),
      { minItems: 3 },
    ),
    held: Type.Array(
      Type.Object(
        { id: text, name: Words, what: Words, why: Words, kept: Words, ground: text, mark: Mark },
        exact,
      ),
      { minItems: 1 },
    ),
    consents: Type.Array(
      Type.Object(
        {
          purpose: text,
          version: Type.Integer({ minimum: 1 }),
          name: Words,
          words: Words,
          without: Words,
          ground: text,
          mark: Mark,
        },
        exact,
      ),
    ),
  },
  exact,
)

export type PersonalDataLaw = Static<typeof PersonalDataLaw>
export type RequestKind = PersonalDataLaw['requests'][number]['kind']
export type Consent = PersonalDataLaw['consents'][number]

/** Throws one error naming everything to mend. */
export function readPersonalDataLaw(dataDir: string): PersonalDataLaw {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'personal-data/law.json'), 'utf8'))
  if (Value.Check(PersonalDataLaw, json)) return json
  const faults = Value.Errors(PersonalDataLaw, json).map((e) => `${e.instancePath} ${e.message}`)
  throw new Error(`personal-data/law.json: ${faults.join('; ')}`)
}
