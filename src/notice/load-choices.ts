// Which moments must reach people, and how a phone is proved: data/notice/choices.json, checked when loaded.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { MOMENTS, type Moment } from './moments.ts'
import type { PhoneCheckTerms } from './phone-check.ts'

const closed = { additionalProperties: false }
const said = {
  note: Type.String({ minLength: 1 }),
  mark: Type.Union(['verified', 'secondHand', 'toBeConfirmed'].map((each) => Type.Literal(each))),
}
const document = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    mustReach: Type.Object(
      { moments: Type.Array(Type.Union(MOMENTS.map((each) => Type.Literal(each)))), ...said },
      closed,
    ),
    phoneCheck: Type.Object(
      {
        // S03: at most ten minutes and five tries, whatever the file says.
        minutes: Type.Integer({ minimum: 1, maximum: 10 }),
        tries: Type.Integer({ minimum: 1, maximum: 5 }),
        codesADay: Type.Integer({ minimum: 1, maximum: 20 }),
        ...said,
      },
      closed,
    ),
  },
  closed,
)

export type ChoiceTerms = { mustReach: readonly Moment[]; phoneCheck: PhoneCheckTerms }

export function readChoiceTerms(dataDir: string): ChoiceTerms {
  return choiceTermsFrom(JSON.parse(readFileSync(join(dataDir, 'notice/choices.json'), 'utf8')))
}

/** Throws with every fault. */
export function choiceTermsFrom(json: unknown): ChoiceTerms {
  if (!Value.Check(document, json)) {
    const faults = Value.Errors(document, json).map((e) => `${e.instancePath} ${e.message}`)
    throw new Error(`notice/choices.json: ${faults.join('; ')}`)
  }
  const { minutes, tries, codesADay } = json.phoneCheck
  return { mustReach: json.mustReach.moments, phoneCheck: { minutes, tries, codesADay } }
}
