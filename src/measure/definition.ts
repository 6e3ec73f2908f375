/** The words that belong to a figure, as versions with dates: read from data/kpi, checked as a whole when loaded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { parseDay, type Day } from '../lib/time.ts'
import {
  byFigure,
  CONDITIONS,
  FIGURES,
  POPULATIONS,
  type Counting,
  type FigureName,
} from './figure.ts'

const words = Type.String({ minLength: 1 })
const oneOf = <T extends string>(names: readonly T[]) =>
  Type.Union(names.map((name) => Type.Literal(name)))

const version = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: words,
    title: words,
    population: oneOf(POPULATIONS),
    condition: oneOf(CONDITIONS),
    brief: words,
    definition: words,
    numerator: words,
    denominator: Type.Union([words, Type.Null()]),
    source: words,
    mark: oneOf(['verified', 'secondHand', 'toBeConfirmed']),
  },
  { additionalProperties: false },
)
const document = Type.Object(
  { name: oneOf(FIGURES), versions: Type.Array(version, { minItems: 1 }) },
  { additionalProperties: false },
)

export type Definition = Counting & {
  readonly version: number
  readonly validFrom: Day
  readonly title: string
  /** Stands under the number. */
  readonly brief: string
  readonly definition: string
  readonly numerator: string
  /** null: the figure is a number; otherwise a share. */
  readonly denominator: string | null
  readonly source: string
  readonly mark: 'verified' | 'secondHand' | 'toBeConfirmed'
}

export type Definitions = Readonly<Record<FigureName, readonly Definition[]>>
/** The definitions in force, one for each figure. */
export type Valid = Readonly<Record<FigureName, Definition>>

/** Every figure's definitions, oldest first. Throws one error that names every fault. */
export function loadDefinitions(folder: string): Definitions {
  const documents = byFigure((name): unknown =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
  )
  return definitionsFrom(documents)
}

/** The same from documents already read. */
export function definitionsFrom(documents: Readonly<Record<FigureName, unknown>>): Definitions {
  const faults = FIGURES.flatMap((name) => faultsOf(documents[name], name))
  if (faults.length > 0) {
    throw new Error(`Định nghĩa chỉ tiêu không dùng được:\n${faults.join('\n')}`)
  }
  return byFigure((name) => {
    const { versions } = documents[name] as { versions: Omit<Definition, 'name'>[] }
    return versions.map((one): Definition => ({ name, ...one }))
  })
}

/** What was in force on that day; of a day before the first version, the first. */
export function validOn(definitions: Definitions, day: Day): Valid {
  return byFigure(
    (name) =>
      definitions[name].findLast(({ validFrom }) => validFrom <= day) ?? definitions[name][0]!,
  )
}

function faultsOf(json: unknown, name: FigureName): string[] {
  if (!Value.Check(document, json)) return shapeFaults(document, json).map((f) => `${name}: ${f}`)
  const faults = json.name === name ? [] : [`${name}.json định nghĩa ${String(json.name)}`]
  json.versions.forEach((each, index) => {
    const before = json.versions[index - 1]
    if (!parseDay(each.validFrom)) faults.push(`${name}: ${each.validFrom} không phải là ngày`)
    if (each.version !== index + 1) faults.push(`${name}: phiên bản ${each.version} sai thứ tự`)
    if (before && each.validFrom <= before.validFrom)
      faults.push(`${name}: phiên bản ${each.version} không sau phiên bản trước`)
    if ((each.condition === 'all') !== (each.denominator === null) && !isNumberOf(each.condition))
      faults.push(`${name}: tỷ lệ cần mẫu số, số đếm thì không`)
  })
  return faults
}

/** Conditions that give numbers rather than shares: so many are overdue. */
function isNumberOf(condition: string): boolean {
  return condition === 'dueToday' || condition === 'overdue'
}

function shapeFaults(schema: TSchema, json: unknown): string[] {
  return Value.Errors(schema, json).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
