/** The set of questions (`data/search/queries.json`) and how many of them a way of searching answers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { exact, list, shapeFaults } from '../../src/catalogue/shape.ts'
import { checkout } from '../../src/checkout.ts'

export const parts = ['tuning', 'heldOut'] as const
const kinds = [
  'plain',
  'everyday',
  'abbreviation',
  'telex',
  'typo',
  'spacing',
  'question',
  'code',
  'english',
  'oldName',
  'organisation',
] as const
const Query = exact({
  typed: Type.String({ minLength: 1 }),
  /** Any of them is right. */
  codes: list(Type.String({ pattern: '^\\d\\.\\d{6}$' }), 1),
  kind: Type.Enum(kinds),
  part: Type.Enum(parts),
  why: Type.Optional(Type.String()),
})
export type Query = Static<typeof Query>
const Queries = exact({ version: Type.Integer(), note: Type.String(), queries: list(Query, 1) })

export function readQueries(): Query[] {
  const file = join(checkout, 'data/search/queries.json')
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const faults = shapeFaults(Queries, document)
  if (faults.length > 0) throw new Error(`${file}: ${faults.join('; ')}`)
  return (document as Static<typeof Queries>).queries
}

export type Quality = {
  asked: number
  /** Shares of 1. */
  first: number
  firstFive: number
  missed: Query[]
  milliseconds: number[]
}

/** Asks every question once, in turn. */
export async function qualityOf(
  queries: readonly Query[],
  codesFor: (typed: string) => Promise<string[]>,
): Promise<Quality> {
  const places: { query: Query; place: number }[] = []
  const milliseconds: number[] = []
  for (const query of queries) {
    const start = performance.now()
    const codes = (await codesFor(query.typed)).slice(0, 5)
    milliseconds.push(performance.now() - start)
    places.push({ query, place: codes.findIndex((code) => query.codes.includes(code)) })
  }
  const share = (is: (place: number) => boolean) =>
    places.filter(({ place }) => is(place)).length / places.length
  return {
    asked: places.length,
    first: share((place) => place === 0),
    firstFive: share((place) => place >= 0),
    missed: places.filter(({ place }) => place < 0).map(({ query }) => query),
    milliseconds,
  }
}
