/** The words that belong to the figure of satisfaction: data/kpi/satisfaction.json, checked when loaded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

const words = Type.String({ minLength: 1 })

const version = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: words,
    title: words,
    population: Type.Literal('rated'),
    condition: Type.Literal('satisfied'),
    brief: words,
    definition: words,
    numerator: words,
    denominator: words,
    source: words,
    mark: Type.Union(['verified', 'secondHand', 'toBeConfirmed'].map((each) => Type.Literal(each))),
  },
  { additionalProperties: false },
)
const document = Type.Object(
  { name: Type.Literal('satisfaction'), versions: Type.Array(version, { minItems: 1 }) },
  { additionalProperties: false },
)

export type SatisfactionDefinition = {
  version: number
  title: string
  brief: string
  definition: string
  source: string
  mark: string
}

/** The newest version. Throws with every fault when it is no definition. */
export function readSatisfaction(dataDir: string): SatisfactionDefinition {
  const json: unknown = JSON.parse(readFileSync(join(dataDir, 'kpi/satisfaction.json'), 'utf8'))
  if (!Value.Check(document, json)) {
    const faults = Value.Errors(document, json).map((e) => `${e.instancePath} ${e.message}`)
    throw new Error(`kpi/satisfaction.json: ${faults.join('; ')}`)
  }
  return json.versions.at(-1)!
}
