/** The days and numbers of ratings, with their sources: data/survey/rating.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { ASPECTS, LEVELS, type RatingTerms } from './rating.ts'

const mark = Type.Union(
  ['verified', 'secondHand', 'toBeConfirmed'].map((each) => Type.Literal(each)),
)
const sourced = { basis: Type.String({ minLength: 1 }), mark }
const closed = { additionalProperties: false }

const document = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    editableDays: Type.Integer({ minimum: 1, maximum: 28 }),
    offeredDays: Type.Integer({ minimum: 1, maximum: 365 }),
    // Below five nobody is hidden among the others; the database refuses less as well.
    smallestShown: Type.Integer({ minimum: 5 }),
    levels: Type.Object({ values: Type.Array(Type.Integer()), ...sourced }, closed),
    aspects: Type.Object({ values: Type.Array(Type.String()), ...sourced }, closed),
    confidential: Type.Object(sourced, closed),
    days: Type.Object({ note: Type.String({ minLength: 1 }), mark }, closed),
  },
  closed,
)

/** Throws when the document is none, or names other levels or aspects than this program asks for. */
export function readRatingTerms(dataDir: string): RatingTerms {
  return ratingTermsFrom(JSON.parse(readFileSync(join(dataDir, 'survey/rating.json'), 'utf8')))
}

export function ratingTermsFrom(json: unknown): RatingTerms {
  if (!Value.Check(document, json)) {
    const faults = Value.Errors(document, json).map((e) => `${e.instancePath} ${e.message}`)
    throw new Error(`survey/rating.json: ${faults.join('; ')}`)
  }
  const isSame = (known: readonly (string | number)[], read: readonly (string | number)[]) =>
    known.join() === read.join()
  if (!isSame(LEVELS, json.levels.values) || !isSame(ASPECTS, json.aspects.values))
    throw new Error('survey/rating.json: các mức hoặc các mặt khác với bản chương trình hỏi')
  const { editableDays, offeredDays, smallestShown } = json
  return { editableDays, offeredDays, smallestShown }
}
