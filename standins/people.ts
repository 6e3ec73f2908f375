/** The made people of the stand-in identity provider: nobody of them exists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { fold } from '../src/lib/text.ts'
import type { Day } from '../src/lib/time.ts'

export type MadePerson = {
  readonly subject: string
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly birthOn: Day
  readonly personalNumber: string
  readonly phone: string
  readonly email: string
}

export function loadPeople(): readonly MadePerson[] {
  const text = readFileSync(join(checkout, 'data/standins/people.json'), 'utf8')
  return (JSON.parse(text) as { people: readonly MadePerson[] }).people
}

/** People whose name or number contains the words, with or without diacritics; all for no words. */
export function findPeople(people: readonly MadePerson[], words: string): readonly MadePerson[] {
  const wanted = fold(words)
  return people.filter(
    ({ name, personalNumber }) => fold(name).includes(wanted) || personalNumber.includes(wanted),
  )
}
