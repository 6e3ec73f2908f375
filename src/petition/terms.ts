/** What data/petitions/petitions.json says: topics, where else people go, time limits, the last word, with sources and marks. */
import { Type, type Static } from 'typebox'

const words = Type.String({ minLength: 1 })
const both = Type.Object({ vi: words, en: words }, { additionalProperties: false })
const sourced = {
  basis: words,
  mark: Type.Union(['verified', 'secondHand', 'toBeConfirmed'].map((each) => Type.Literal(each))),
}
const closed = { additionalProperties: false }
const id = Type.String({ pattern: '^[a-z]{2,20}$' })
const days = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
const limit = Type.Object(
  {
    value: Type.Integer({ minimum: 1, maximum: 60 }),
    unit: Type.Literal('workingDay'),
    ...sourced,
  },
  closed,
)

export const Terms = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: words,
    basis: words,
    topics: Type.Array(Type.Object({ id, name: both }, closed), { minItems: 1 }),
    /** Complaints and denunciations are no petitions (NĐ 20/2008 Đ1): where they go. */
    elsewhere: Type.Array(Type.Object({ id, name: both, where: both, ...sourced }, closed)),
    limits: Type.Object({ answer: limit, refuse: limit, forward: limit }, closed),
    named: Type.Object(sourced, closed),
    anonymous: Type.Object(sourced, closed),
    lastWord: Type.Object(
      {
        /** Days after an answer: the sender is reminded, it ends by itself, it can no longer be passed up. */
        remindAfterDays: days(1, 60),
        closeAfterDays: days(2, 120),
        reopenDays: days(2, 365),
        ...sourced,
      },
      closed,
    ),
    /** How long words, pictures and names are kept after the end. */
    keep: Type.Object({ days: days(30, 7300), ...sourced }, closed),
  },
  closed,
)
export type PetitionTerms = Static<typeof Terms>

/** Faults that a shape cannot show, as sentences. */
export function termFaults({ topics, elsewhere, lastWord }: PetitionTerms): string[] {
  const ids = [...topics, ...elsewhere].map((each) => each.id)
  const doubled = ids.filter((each, nth) => ids.indexOf(each) !== nth)
  const { remindAfterDays, closeAfterDays, reopenDays } = lastWord
  return [
    ...doubled.map((each) => `mục "${each}" có hai lần`),
    ...(remindAfterDays < closeAfterDays && closeAfterDays <= reopenDays
      ? []
      : ['lastWord: phải nhắc trước khi tự kết thúc, và còn chuyển lên cấp trên được sau đó']),
  ]
}
