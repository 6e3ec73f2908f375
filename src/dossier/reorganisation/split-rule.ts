/**
 * Which part of a divided office a dossier belongs to, as far as its own addresses say so with certainty: first those by which the
 * law decides, then the applicant's. A name of a commune that was itself divided says nothing: a person decides. Pure.
 */
import {
  addressAnswer,
  type Answers,
  type Address,
  type FormDefinition,
} from '../../catalogue/form.ts'
import { competentCommunes } from '../../catalogue/needs.ts'
import { communesIn, NEW_UNITS_FROM, type PlaceReading } from '../../catalogue/places/place.ts'
import type { Procedure } from '../../catalogue/procedure.ts'
import type { Day } from '../../lib/time.ts'
import type { Candidate } from './events.ts'

export type Evidence = {
  /** Offices of the addresses by which the law decides, in its order of preference; then those of the applicant. */
  law: readonly number[]
  applicant: readonly number[]
}
export const NO_EVIDENCE: Evidence = { law: [], applicant: [] }

type Told = {
  procedure: Procedure | undefined
  form: FormDefinition | undefined
  answers: Answers
  /** The day on which the addresses were written: a number means another place before and after. */
  filedOn: Day
  readCommune(typed: string, on: Day): PlaceReading
  /** Our office of a commune by its number on the day of effect. */
  officeOf(commune: string): number | undefined
}

export function evidenceOf(told: Told): Evidence {
  const { procedure, form, answers } = told
  const law = procedure ? competentCommunes(procedure, answers) : []
  const prefix = form ? `${form.applicant.slice(0, form.applicant.lastIndexOf('.'))}.` : ''
  const own = Object.keys(answers).filter((id) => prefix !== '' && id.startsWith(prefix))
  const offices = (questions: readonly string[]): number[] =>
    questions.flatMap((id) => {
      const address = addressAnswer(answers[id])
      const office = address ? officeSaid(told, address) : undefined
      return office === undefined ? [] : [office]
    })
  return { law: offices(law.map(({ question }) => question)), applicant: offices(own) }
}

/** The one office in whose commune the address certainly lies today. */
function officeSaid(told: Told, address: Address): number | undefined {
  const communes = communesSaid(told, address)
  return communes.length === 1 ? told.officeOf(communes[0]!) : undefined
}

function communesSaid(
  { readCommune, filedOn }: Told,
  { commune, typed, formerCode }: Address,
): string[] {
  if (commune === undefined) return []
  // Whoever gave an old name that was divided has said which part it is: the number is that of today.
  if (formerCode !== undefined || filedOn >= NEW_UNITS_FROM) return [commune]
  return communesIn(readCommune(typed ?? commune, filedOn))
}

type Divided = { into: readonly number[]; default: number; rule: 'byAddress' | 'byPerson' }

/** The part that the rule gives; undefined: a person decides. */
export function partOf({ into, rule }: Divided, { law, applicant }: Evidence): number | undefined {
  if (rule === 'byPerson') return undefined
  return [...law, ...applicant].find((office) => into.includes(office))
}

/** Whom a person may choose among, those an address speaks for first. */
export function candidatesOf({ into }: Divided, { law, applicant }: Evidence): Candidate[] {
  const why = (office: number): Candidate['why'] =>
    law.includes(office) ? 'address' : applicant.includes(office) ? 'applicantAddress' : 'document'
  const order: Candidate['why'][] = ['address', 'applicantAddress', 'document']
  return [...into]
    .map((office) => ({ office, why: why(office) }))
    .sort((a, b) => order.indexOf(a.why) - order.indexOf(b.why) || a.office - b.office)
}
