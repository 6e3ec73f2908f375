/** Shapes that every published document shares, and the reading of a document as a whole. */
import { Type, type Static, type TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import { LIMIT_UNITS } from '../calendar/deadline.ts'
import { parseDay } from '../lib/time.ts'

/** Vietnamese first; English as a whole. */
export type Words = Static<typeof Words>
export const Words = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)

export const Mark = Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const)
export const TimeLimit = Type.Object(
  {
    value: Type.Integer({ minimum: 1, maximum: 10_000 }),
    unit: Type.Enum(LIMIT_UNITS),
  },
  { additionalProperties: false },
)
export const Code = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]{0,60}$' })
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** A condition in the expression language. */
export const Condition = Type.String({ minLength: 1, maxLength: 2000 })

/** A value of the law with its source and how well it is known. */
export function Sourced<T extends TSchema>(value: T) {
  return exact(sourced(value))
}

/** The members of such a value, for one that has more. */
export function sourced<T extends TSchema>(value: T) {
  return { value, source: Type.String({ minLength: 1 }), mark: Mark, note: Type.Optional(Words) }
}

export function list<T extends TSchema>(each: T, minItems = 0) {
  return Type.Array(each, { minItems })
}

/** An object without any member that the schema does not name: a misspelt one is found. */
export function exact<T extends Record<string, TSchema>>(members: T) {
  return Type.Object(members, { additionalProperties: false })
}

const met = new WeakSet<TSchema>()
const compiled = new WeakMap<TSchema, Validator>()

/** A schema that is met again is compiled: most are for a folder of documents, some are made for one question. */
function fits(schema: TSchema, document: unknown): boolean {
  const known = compiled.get(schema)
  if (known !== undefined) return known.Check(document)
  if (!met.has(schema)) {
    met.add(schema)
    return Value.Check(schema, document)
  }
  const made = Compile(schema)
  compiled.set(schema, made)
  return made.Check(document)
}

/** What does not fit the schema, as "place: what". Empty when the document has the shape. */
export function shapeFaults(schema: TSchema, document: unknown): string[] {
  // Nearly every document fits, and saying so costs a fraction of looking for what does not.
  if (fits(schema, document)) return []
  const faults = Value.Errors(schema, document).map((error) => {
    const named = JSON.stringify(error.params)
    return `${error.instancePath || 'the document'}: ${error.message}${named === '{}' ? '' : ` ${named}`}`
  })
  return [...new Set(faults)]
}

/** A published document that may not be used: names the file and everything that has to be mended in it. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault'
  readonly faults: readonly string[]

  constructor(document: string, faults: readonly string[]) {
    super(`${document} must be mended before it can be used:\n- ${faults.join('\n- ')}`)
    this.faults = faults
  }
}

/** Faults of a span of days. `validTo` null means: in force until replaced. */
export function spanFaults(
  span: { validFrom: string; validTo: string | null },
  where: string,
): string[] {
  const { validFrom, validTo } = span
  if (!parseDay(validFrom)) return [`${where}: validFrom ${validFrom} is not a day`]
  if (validTo === null) return []
  if (!parseDay(validTo)) return [`${where}: validTo ${validTo} is not a day`]
  return validTo < validFrom ? [`${where}: ends ${validTo} before it begins ${validFrom}`] : []
}

/** The values that stand more than once. */
export function twins(values: readonly string[]): string[] {
  const seen = new Set<string>()
  const again = values.filter((value) => seen.size === seen.add(value).size)
  return [...new Set(again)]
}
