/**
 * The agencies outside that take a leg of a joint procedure: how soon they are told, what their own status codes mean, and what
 * each of them is given. All of it is data (data/partners); their codes are not the dossier's 1–10 (domain §8.3). Pure.
 */
import { Type, type Static } from 'typebox'
import { exact, list, Mark, Words } from '../catalogue/shape.ts'

/** What a status code of theirs says, in this house's words; a code without a meaning is never guessed at. */
export const MEANINGS = ['received', 'underway', 'asks', 'done', 'returned', 'refused'] as const
export type Meaning = (typeof MEANINGS)[number]

const source = { source: Type.String({ minLength: 1 }), mark: Mark }
const Id = Type.String({ pattern: '^[a-z][A-Za-z0-9-]{0,40}$' })

const Share = exact({
  procedure: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
  leg: Id,
  /** Questions of the form whose answers go along; nothing else of the form does. */
  answers: list(Type.String({ pattern: '^[a-zA-Z]+\\.[a-zA-Z]+$' }), 1),
  papers: list(Type.String({ minLength: 1 })),
  /** Whether the paper that this house has issued in the dossier goes along. */
  ownResult: Type.Boolean(),
  ...source,
})
export type Share = Static<typeof Share>

export const Partner = exact({
  id: Id,
  name: Words,
  /** How soon a message of ours has to be there. */
  synchronisation: exact({
    value: Type.Integer({ minimum: 1, maximum: 1440 }),
    unit: Type.Literal('minute'),
    ...source,
  }),
  statuses: exact({
    codes: list(
      exact({
        code: Type.String({ pattern: '^[0-9A-Z]{1,10}$' }),
        name: Type.String({ minLength: 1 }),
        means: Type.Enum(MEANINGS),
      }),
      1,
    ),
    ...source,
  }),
  shares: list(Share),
})
export type Partner = Static<typeof Partner>

export type Partners = readonly Partner[]

export function partnerNamed(partners: Partners, id: string | null): Partner | undefined {
  return partners.find((each) => each.id === id)
}

/** Keys are named 'police', 'police.2': the agency before the dot. */
export function partnerOfKey(partners: Partners, keyId: string): Partner | undefined {
  return partnerNamed(partners, keyId.split('.')[0]!)
}

export function meaningOf({ statuses }: Partner, code: string): Meaning | undefined {
  return statuses.codes.find((each) => each.code === code)?.means
}

export function statusName({ statuses }: Partner, code: string): string | undefined {
  return statuses.codes.find((each) => each.code === code)?.name
}

/** What the agency is given on this leg; undefined when nobody has said so yet, and then nothing is sent. */
export function shareOf({ shares }: Partner, procedure: string, leg: string): Share | undefined {
  return shares.find((each) => each.procedure === procedure && each.leg === leg)
}

/** A code or a leg named twice would mean two things. */
export function doubledIn({ statuses, shares }: Partner): string[] {
  const codes = statuses.codes.map(({ code }) => `statuses: ${code}`)
  const legs = shares.map(({ procedure, leg }) => `shares: ${procedure} ${leg}`)
  const all = [...codes, ...legs]
  return all.filter((each, at) => all.indexOf(each) !== at).map((each) => `${each} stands twice`)
}
