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

/** A marriage of two made people that a court ended. */
export type Divorce = { between: readonly string[]; on: string; judgment: string }

/** Reads `data/standins/register/divorces.json`. */
export function readDivorces(file: string): readonly Divorce[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { divorces: Divorce[] }).divorces
}
