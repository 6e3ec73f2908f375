/** What we know to fail for people with disabilities, and when it was checked: data, so that it is kept honest. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const exact = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const Words = Type.Object({ vi: text, en: text }, exact)

const Statement = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    checkedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    standard: text,
    done: Type.Array(Words, { minItems: 1 }),
    faults: Type.Array(Words, { minItems: 1 }),
    ground: text,
    mark: Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const),
  },
  exact,
)

export type Statement = Static<typeof Statement>

export function readStatement(dataDir: string): Statement {
  const json: unknown = JSON.parse(
    readFileSync(join(dataDir, 'statements/accessibility.json'), 'utf8'),
  )
  return Value.Parse(Statement, json)
}
