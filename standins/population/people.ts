/**
 * The made people of the stand-in population register: those of the stand-in civil register (of whom the first twenty are those of
 * the stand-in VNeID), with the homes, households and peoples that a population register adds. Everything follows from a seed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import type { Marriage, PersonRecord, Residence } from '../../src/population/population.ts'
import { readPeople, type MadePerson } from '../register/people.ts'

const SEED = 'mot cua population 1'
/** The first made couple, whom the journeys know, live here. */
const FIRST_HOME: Residence = { commune: '00004', detail: 'Số 5, ngõ 12, tổ dân phố 3' }

/** By personal number. */
export function madePopulation(dataDir: string): ReadonlyMap<string, PersonRecord> {
  const known = readPeople(join(dataDir, 'standins/register/people.json'))
  const names = communesIn(dataDir)
  const communes = [...names.keys()]
  const childrenOf = childrenIn(known)
  const first = [...known.keys()][0]
  return new Map(
    [...known.values()].map((person) => {
      const head = headOf(person, known)
      const residence =
        head === headOf(known.get(first ?? '') ?? person, known)
          ? FIRST_HOME
          : homeOf(head, communes)
      const children = childrenOf.get(person.personalNumber) ?? []
      return [person.personalNumber, recordOf(person, { head, residence, children, names })]
    }),
  )
}

type Around = {
  head: string
  residence: Residence
  children: readonly string[]
  /** By the number of the commune. */
  names: ReadonlyMap<string, string>
}

function recordOf(person: MadePerson, around: Around): PersonRecord {
  const { head, residence, children } = around
  const { personalNumber, fullName, birthOn, sex, mother, father } = person
  const marriage = marriageOf(person, around)
  return {
    personalNumber,
    fullName,
    birthOn,
    sex,
    // One family in twelve is of another people than the Kinh, and all of a family are of the same.
    ethnicity: draw(`people ${head}`, 12) === 0 ? '02' : '01',
    nationality: 'VN',
    residence,
    household: { id: `HGD-${head}`, head, relation: relationOf(person, head) },
    maritalStatus: marriage ? 'married' : 'single',
    ...(marriage && { marriage }),
    ...(mother !== undefined && { mother }),
    ...(father !== undefined && { father }),
    children,
  }
}

function marriageOf(
  { spouse, marriedOn }: MadePerson,
  { residence, names }: Around,
): Marriage | undefined {
  if (spouse === undefined) return undefined
  const name = names.get(residence.commune) ?? ''
  const place = `Ủy ban nhân dân ${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return { spouse, ...(marriedOn !== undefined && { registeredOn: marriedOn }), place }
}

/** A child lives with its father or mother until it marries; of a couple the husband is the head. */
function headOf(person: MadePerson, known: ReadonlyMap<string, MadePerson>): string {
  if (person.spouse !== undefined)
    return person.sex === 'male' ? person.personalNumber : person.spouse
  const parent = known.get(person.father ?? '') ?? known.get(person.mother ?? '')
  return parent ? headOf(parent, known) : person.personalNumber
}

function relationOf(person: MadePerson, head: string): 'head' | 'spouse' | 'child' {
  if (person.personalNumber === head) return 'head'
  return person.spouse === head ? 'spouse' : 'child'
}

function childrenIn(known: ReadonlyMap<string, MadePerson>): Map<string, string[]> {
  const children = new Map<string, string[]>()
  for (const { personalNumber, mother, father } of known.values())
    for (const parent of [mother, father])
      if (parent !== undefined)
        children.set(parent, [...(children.get(parent) ?? []), personalNumber])
  return children
}

function homeOf(head: string, communes: readonly string[]): Residence {
  const commune = communes[draw(`commune ${head}`, communes.length)]!
  const house = 1 + draw(`house ${head}`, 180)
  const lane = 1 + draw(`lane ${head}`, 90)
  const block = 1 + draw(`block ${head}`, 25)
  return { commune, detail: `Số ${house}, ngõ ${lane}, tổ dân phố ${block}` }
}

/** The 126 communes of the city with their names. */
function communesIn(dataDir: string): ReadonlyMap<string, string> {
  const text = gunzipSync(readFileSync(join(dataDir, 'units/hanoi_126.csv.gz'))).toString('utf8')
  return new Map([...text.matchAll(/^(\d{5}),([^,]+),/gm)].map(([, code, name]) => [code!, name!]))
}

/** A whole number below `most`, the same for the same words. */
function draw(words: string, most: number): number {
  return createHash('sha256').update(`${SEED} ${words}`).digest().readUInt32BE(0) % most
}
