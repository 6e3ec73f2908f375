/** The made people of the stand-in civil register. */
import { readFileSync } from 'node:fs'

export type MadePerson = {
  personalNumber: string
  fullName: string
  sex: 'male' | 'female'
  birthOn: string
  /** Personal numbers of relatives. */
  mother?: string
  father?: string
  spouse?: string
  marriedOn?: string
}

/** Reads `data/standins/register/people.json`: by personal number. */
export function readPeople(file: string): ReadonlyMap<string, MadePerson> {
  const { people } = JSON.parse(readFileSync(file, 'utf8')) as { people: MadePerson[] }
  return new Map(people.map((person) => [person.personalNumber, person]))
}
