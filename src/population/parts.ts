/** What a form may be told of a person, piece by piece, and of whom whoever files may be told at all. Pure. */
import type { PersonRecord, Residence } from './population.ts'

/** Names of the pieces, as the forms name their questions ('mother.ethnicity'). */
export const PARTS = [
  'fullName',
  'birthOn',
  'personalNumber',
  'sex',
  'ethnicity',
  'nationality',
  'residence',
  'marriedOn',
  'marriedAt',
] as const
export type Part = (typeof PARTS)[number]
export type Parts = { readonly [P in Part]?: P extends 'residence' ? Residence : string }

/** Everything the register says of a person that a form asks for. */
export function partsOf(record: PersonRecord): Parts {
  const { residence, marriage } = record
  return {
    fullName: record.fullName,
    birthOn: record.birthOn,
    personalNumber: record.personalNumber,
    sex: record.sex,
    ethnicity: record.ethnicity,
    nationality: record.nationality,
    ...(residence === undefined ? {} : { residence }),
    ...(marriage?.registeredOn === undefined ? {} : { marriedOn: marriage.registeredOn }),
    ...(marriage?.place === undefined ? {} : { marriedAt: marriage.place }),
  }
}

/** What the marriage certificate that both hold says of each of them: Luật Hộ tịch 60/2014/QH13 Đ17.2 (to be confirmed). */
const ON_MARRIAGE_CERTIFICATE: ReadonlySet<Part> = new Set([
  'fullName',
  'birthOn',
  'personalNumber',
  'ethnicity',
  'nationality',
])

/**
 * Of a spouse only what already stands on the marriage record of the two, and the residence while both belong to one household:
 * that is the asker's own. Nothing at all when the two records do not name each other.
 */
export function spouseParts(asker: PersonRecord, spouse: PersonRecord): Parts {
  const isMutual =
    asker.marriage?.spouse === spouse.personalNumber &&
    spouse.marriage?.spouse === asker.personalNumber
  if (!isMutual || asker.maritalStatus !== 'married') return {}
  const isOneHousehold =
    asker.household !== undefined && asker.household.id === spouse.household?.id
  const told = Object.entries(partsOf(spouse)).filter(
    ([part]) =>
      ON_MARRIAGE_CERTIFICATE.has(part as Part) || (part === 'residence' && isOneHousehold),
  )
  return Object.fromEntries(told) as Parts
}
