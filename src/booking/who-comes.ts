/** Who comes to the counter at a booked time: whoever booked it, or somebody they book it for. Pure. */
import { NAME } from '../catalogue/patterns.ts'
import { cleanLine } from '../lib/text.ts'
import { parseDay, type Day } from '../lib/time.ts'
import type { BookingTerms } from './terms.ts'

export type Comes = { name: string; isOld: boolean }

export const MOST_LETTERS = 100

/** Full years on that day; of a birthday that is not known to the day, nothing is said. */
export function isOfAge(
  birthOn: string | undefined,
  on: Day,
  { firstFromAge }: Pick<BookingTerms, 'firstFromAge'>,
): boolean {
  const born = birthOn === undefined ? undefined : parseDay(birthOn)
  if (born === undefined) return false
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  const hadBirthday = on.slice(5) >= born.slice(5)
  return years - (hadBirthday ? 0 : 1) >= firstFromAge.value
}

export type ReadComes = { comes: Comes | undefined } | { wrong: 'nameWrong' | 'nameMissing' }

/** Nothing typed: whoever books comes. */
export function readComes({ name, isOld }: Comes): ReadComes {
  const clean = cleanLine(name)
  if (clean === '') return isOld ? { wrong: 'nameMissing' } : { comes: undefined }
  if (!NAME.test(clean) || [...clean].length > MOST_LETTERS) return { wrong: 'nameWrong' }
  return { comes: { name: clean, isOld } }
}
