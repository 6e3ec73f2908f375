/**
 * Makes data/standins/register/people.json: a thousand made people of the stand-in civil register, with their relations. The
 * seed is fixed, so that the file comes out the same. The first twenty are those of the identity stand-in, so that whoever
 * signs in there is known here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import type { MadePerson } from '../standins/register/people.ts'

const COUNT = 1000
const LAST_YEAR = 2026

type Names = { surnames: string[]; male: string[]; female: string[] }
type Known = { name: string; sex: 'male' | 'female'; birthOn: string; personalNumber: string }

const folder = join(checkout, 'data/standins')
const names = JSON.parse(readFileSync(join(folder, 'register/names.json'), 'utf8')) as Names
const known = JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8')) as { people: Known[] }

const chance = numbersFrom(1193)
const people: MadePerson[] = known.people.map(({ name, sex, birthOn, personalNumber }) => ({
  personalNumber,
  fullName: name,
  sex,
  birthOn,
}))
marry(people[0]!, people[1]!, '2021-05-20')
while (people.length < COUNT) addFamily()
write()

/** mulberry32: small, and the same everywhere. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function between(low: number, high: number): number {
  return low + Math.floor(chance() * (high - low + 1))
}

function oneOf<T>(list: readonly T[]): T {
  return list[between(0, list.length - 1)]!
}

function addFamily(): void {
  const year = between(1965, 2000)
  const wife = addPerson('female', year)
  if (chance() < 0.15) return
  const husband = addPerson('male', between(year - 8, year + 3))
  marry(wife, husband, day(Math.min(LAST_YEAR - 1, between(year + 20, year + 30))))
  const firstChild = Number(wife.marriedOn!.slice(0, 4)) + 1
  for (let born = firstChild, left = between(0, 2); left > 0 && born < LAST_YEAR; left -= 1) {
    const child = addPerson(chance() < 0.5 ? 'male' : 'female', born, surnameOf(husband))
    child.mother = wife.personalNumber
    child.father = husband.personalNumber
    born += between(2, 6)
  }
}

function addPerson(sex: 'male' | 'female', year: number, surname?: string): MadePerson {
  const born = day(year)
  const person: MadePerson = {
    personalNumber: personalNumber(sex, born),
    fullName: `${surname ?? oneOf(names.surnames)} ${oneOf(names[sex])}`,
    sex,
    birthOn: born,
  }
  people.push(person)
  return person
}

/** 001, one digit for sex and century, two for the year, six that nobody real has (from 998000). */
function personalNumber(sex: 'male' | 'female', born: string): string {
  const century = Math.floor(Number(born.slice(0, 4)) / 100) - 19
  const digit = century * 2 + (sex === 'female' ? 1 : 0)
  return `001${digit}${born.slice(2, 4)}${String(998_000 + people.length)}`
}

function day(year: number): string {
  const month = String(between(1, 12)).padStart(2, '0')
  return `${year}-${month}-${String(between(1, 28)).padStart(2, '0')}`
}

function surnameOf({ fullName }: MadePerson): string {
  return fullName.slice(0, fullName.indexOf(' '))
}

function marry(one: MadePerson, other: MadePerson, on: string): void {
  one.spouse = other.personalNumber
  other.spouse = one.personalNumber
  one.marriedOn = on
  other.marriedOn = on
}

function write(): void {
  const about =
    'Người được dựng lên cho cơ sở dữ liệu hộ tịch thử nghiệm. Không ai trong số này có thật. Tạo bằng scripts/register-people.ts.'
  const lines = people.slice(0, COUNT).map((person) => `    ${JSON.stringify(person)}`)
  const text = `{\n  "about": ${JSON.stringify(about)},\n  "people": [\n${lines.join(',\n')}\n  ]\n}\n`
  writeFileSync(join(folder, 'register/people.json'), text)
}
