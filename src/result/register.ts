/**
 * The civil register (cơ sở dữ liệu hộ tịch điện tử) as this house needs it: acts to be entered, and look-ups. The register gives
 * book and number and, for a birth, the personal number (Luật Hộ tịch 60/2014 Đ14, Đ16). Implemented in `adapters/register.ts`;
 * the questions are made in `register-questions.ts`, and read in words in `register-words.ts`.
 */
import type { Address } from '../catalogue/form.ts'

/** What a kind of result asks: an act to be entered, or (`maritalStatus`, `entry`) a look-up. */
export type RegisterAct = 'birth' | 'death' | 'marriage' | 'maritalStatus' | 'entry'

export type RegisterPerson = {
  fullName: string
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'. */
  birthOn: string
  personalNumber: string | null
  nationality: string
}

type Asked = {
  /** The same key is the same question: asked twice, entered once. */
  key: string
  dossierCode: string
  office: { code: string; name: string }
}

/** One birth to be entered. Goes out over the wire: names of members are part of the contract. */
export type BirthRequest = Asked & {
  child: {
    fullName: string
    birthOn: string
    sex: string
    ethnicity: string
    nationality: string
    birthPlace: Address | null
    homeTown: string
  }
  mother: RegisterPerson | null
  father: RegisterPerson | null
}

export type DeathRequest = Asked & {
  act: 'death'
  deceased: RegisterPerson & { sex: string; ethnicity: string; residence: Address | null }
  death: { on: string; time: string; place: Address | null; cause: string }
}

/** One of the two of a marriage. */
export type Spouse = RegisterPerson & { ethnicity: string; residence: Address | null }
export type MarriageRequest = Asked & { act: 'marriage'; woman: Spouse; man: Spouse }

/** An act to be entered; a birth is known by its child, as it was before there were others. */
export type RegisterRequest = BirthRequest | DeathRequest | MarriageRequest

/** What acts the register holds entries of. */
export type EntryAct = 'birth' | 'marriage' | 'death'

/** "Is there an entry for this person?" and "Is this person married?" */
export type LookUpRequest = Asked & { person: RegisterPerson } & (
    | {
        about: 'entry'
        act: EntryAct
        /** What the applicant knows of the entry; '' where nothing. */
        known: { office: string; registeredOn: string; number: string; book: string }
      }
    | { about: 'maritalStatus' }
  )

export type RegisterEntryGiven = {
  book: string
  number: string
  /** 'YYYY-MM-DD' */
  registeredOn: string
  reference: string
  /** With a birth only. */
  personalNumber?: string
}

/** A person as the entry has them, in the register's own words. */
export type PersonInEntry = {
  role: 'child' | 'mother' | 'father' | 'wife' | 'husband' | 'deceased'
  fullName: string
  birthOn: string
  sex: string
  ethnicity: string
  nationality: string
  personalNumber: string
  residence: string
  birthPlace?: string
  homeTown?: string
}

/** The entry that was looked for: all that an extract says. */
export type FoundEntry = {
  about: 'entry'
  act: EntryAct
  book: string
  number: string
  registeredOn: string
  reference: string
  /** Where it was registered, in the register's words. */
  office: string
  people: PersonInEntry[]
  death?: { on: string; time: string; place: string; cause: string }
}

export const maritalStatuses = ['never', 'married', 'divorced', 'widowed'] as const
export type MaritalStatusKind = (typeof maritalStatuses)[number]

export type FoundStatus = {
  about: 'maritalStatus'
  status: MaritalStatusKind
  /** Of the last marriage; '' when there was none. */
  spouse: string
  /** The day of the answer. */
  answeredOn: string
  reference: string
}

export type RegisterFound = FoundEntry | FoundStatus

/** A no of the register is an answer: it is not asked again until the dossier has changed. `code` is a word, never a name. */
export type RegisterAnswer =
  { kind: 'entered'; entry: RegisterEntryGiven } | { kind: 'refused'; code: string }

/** `unknown`: it has no such person or entry. `several`: more than one fits, and the question must say which. */
export type LookUpAnswer =
  { kind: 'answered'; found: RegisterFound } | { kind: 'unknown' } | { kind: 'several' }

/** Why no answer came. All but `keyReused` are tried again by themselves. */
export type RegisterFailure = 'timeout' | 'unreachable' | 'serverError' | 'malformed' | 'keyReused'

export class RegisterFailed extends Error {
  override readonly name = 'RegisterFailed'
  readonly failure: RegisterFailure

  constructor(failure: RegisterFailure) {
    super(`the civil register: ${failure}`)
    this.failure = failure
  }
}

export interface CivilRegister {
  /** Name that stands in the history. */
  readonly name: string
  /** Throws `RegisterFailed` when there is no answer; whether something was entered is then unknown. */
  enter(request: RegisterRequest): Promise<RegisterAnswer>
  /** Throws `RegisterFailed` when there is no answer; nothing is ever entered by it. */
  lookUp(request: LookUpRequest): Promise<LookUpAnswer>
}

/** Tries before a request also stands on the list of the stuck ones; it goes on being tried, once an hour. */
export const TRIES_BEFORE_STUCK = 8

/** Seconds until the next try: 2, 4, 8 … at most ten minutes, then hourly. */
export function secondsToNextTry(attempts: number): number {
  return attempts >= TRIES_BEFORE_STUCK ? 3600 : Math.min(600, 2 ** attempts)
}
