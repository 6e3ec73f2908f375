/** Made families and their declarations of a birth. Pure: chance and people come in. */
import { dayFromNumber, dayNumber, type Day } from '../lib/time.ts'
import type { Chance } from './chance.ts'

export type MadePerson = {
  personalNumber: string
  fullName: string
  sex: 'male' | 'female'
  birthOn: Day
  spouse?: string
  marriedOn?: Day
}
export type Names = { surnames: string[]; male: string[]; female: string[] }

/** A mother and, where he is to be named, a father; `marriedOn` when they are married. */
export type Family = { mother: MadePerson; father: MadePerson | null; marriedOn: Day | null }

export type Population = {
  /** Couples whom the stand-in register knows: their births can be entered there later on. */
  registered: Family[]
  names: Names
}

const YOUNGEST = 20
const OLDEST = 44

/** Married couples of an age to have children, in the order of the file. */
export function couplesOf(people: readonly MadePerson[], today: Day): Family[] {
  const byNumber = new Map(people.map((person) => [person.personalNumber, person]))
  const year = Number(today.slice(0, 4))
  return people.flatMap((mother) => {
    const father = mother.spouse === undefined ? undefined : byNumber.get(mother.spouse)
    const age = year - Number(mother.birthOn.slice(0, 4))
    const fits = mother.sex === 'female' && age >= YOUNGEST && age <= OLDEST
    return fits && father ? [{ mother, father, marriedOn: mother.marriedOn ?? null }] : []
  })
}

/** A family that no register knows; `serial` makes its numbers unlike any other's. */
export function madeFamily(
  chance: Chance,
  names: Names,
  { serial, today }: { serial: number; today: Day },
): Family {
  const year = Number(today.slice(0, 4))
  const person = (sex: MadePerson['sex'], nth: number): MadePerson => {
    const birthOn = madeDay(chance, year - chance.between(23, 38))
    const fullName = `${chance.one(names.surnames)} ${chance.one(names[sex])}`
    return { fullName, sex, birthOn, personalNumber: numberOf(sex, birthOn, 2 * serial + nth) }
  }
  const mother = person('female', 0)
  const single = chance.isIn(0.06)
  return {
    mother,
    father: single ? null : person('male', 1),
    marriedOn: single ? null : madeDay(chance, year - chance.between(1, 4)),
  }
}

function madeDay(chance: Chance, year: number): Day {
  return dayFromNumber(dayNumber(`${year}-01-01` as Day) + chance.between(0, 364))
}

/** 001, one digit for century and sex, the year, and a serial beyond those of the stand-in register. */
function numberOf(sex: MadePerson['sex'], birthOn: Day, serial: number): string {
  const century = Number(birthOn.slice(0, 2)) - 19
  const digit = century * 2 + (sex === 'female' ? 1 : 0)
  return `001${digit}${birthOn.slice(2, 4)}${String(996_000 - serial)}`
}

export type Birth = {
  answers: Record<string, unknown>
  manner: 'electronic' | 'counter' | 'post'
  copies: number
}

/** A declaration as people fill it in; `commune` is where the family lives. */
export function declarationOf(
  chance: Chance,
  names: Names,
  given: { family: Family; commune: string; filedOn: Day; phone: string },
): Birth {
  const { family, commune, filedOn, phone } = given
  const manner = chance.weighted({ electronic: 55, counter: 37, post: 8 })
  const copies = chance.isIn(0.4) ? chance.between(1, 4) : 0
  const home = {
    commune,
    detail: `Số ${chance.between(1, 160)}, ngõ ${chance.between(1, 90)}, tổ dân phố số ${chance.between(1, 20)}`,
  }
  const answers = {
    ...situationOf(family),
    ...requesterOf(chance, family),
    'requester.residence': home,
    'requester.phone': phone,
    ...childOf(chance, names, { family, commune, filedOn }),
    ...parentOf('mother', family.mother, home),
    ...(family.father ? parentOf('father', family.father, home) : {}),
    ...marriageOf(family),
    'result.manner': manner,
    ...(manner === 'post' ? { 'result.address': home } : {}),
    'copies.wanted': copies > 0,
    ...(copies > 0 ? { 'copies.count': copies } : {}),
  }
  return { answers, manner, copies }
}

function situationOf({ father, marriedOn }: Family): Record<string, unknown> {
  return {
    'situation.kind': 'ordinary',
    'situation.parents': father ? 'both' : 'motherOnly',
    ...(father ? { 'situation.married': marriedOn !== null } : {}),
  }
}

function requesterOf(chance: Chance, { mother, father }: Family): Record<string, unknown> {
  const isFather = father !== null && chance.isIn(0.32)
  const person = isFather ? father : mother
  return {
    'requester.relation': isFather ? 'father' : 'mother',
    'requester.fullName': person.fullName,
    'requester.birthOn': person.birthOn,
    'requester.idKind': 'identityCard',
    'requester.personalNumber': person.personalNumber,
  }
}

const HOME_TOWNS = [
  'Thành phố Hà Nội',
  'Thành phố Hải Phòng',
  'Tỉnh Ninh Bình',
  'Tỉnh Hưng Yên',
  'Tỉnh Phú Thọ',
  'Tỉnh Bắc Ninh',
  'Tỉnh Thanh Hóa',
  'Tỉnh Nghệ An',
]

function childOf(
  chance: Chance,
  names: Names,
  { family, commune, filedOn }: { family: Family; commune: string; filedOn: Day },
): Record<string, unknown> {
  const sex = chance.isIn(0.52) ? 'male' : 'female'
  const surname = (family.father ?? family.mother).fullName.split(' ')[0]!
  const place = chance.isIn(0.7)
    ? { commune: '00025', detail: 'Bệnh viện Phụ sản Hà Nội' }
    : { commune, detail: 'Trạm y tế phường' }
  return {
    'child.fullName': `${surname} ${chance.one(names[sex])}`,
    'child.birthOn': dayFromNumber(dayNumber(filedOn) - chance.between(4, 45)),
    'child.sex': sex,
    'child.ethnicity': '01',
    'child.nationality': 'VN',
    'child.birthPlace': place,
    'child.homeTown': chance.one(HOME_TOWNS),
  }
}

function parentOf(
  who: 'mother' | 'father',
  person: MadePerson,
  home: { commune: string; detail: string },
): Record<string, unknown> {
  return {
    [`${who}.fullName`]: person.fullName,
    [`${who}.birthOn`]: person.birthOn,
    [`${who}.personalNumber`]: person.personalNumber,
    [`${who}.ethnicity`]: '01',
    [`${who}.nationality`]: 'VN',
    [`${who}.residence`]: home,
  }
}

function marriageOf({ father, marriedOn }: Family): Record<string, unknown> {
  if (father === null || marriedOn === null) return {}
  return {
    'marriage.registeredOn': marriedOn,
    'marriage.place': 'Ủy ban nhân dân phường nơi cư trú của vợ, thành phố Hà Nội',
  }
}
