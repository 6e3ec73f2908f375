/** What the civil register is asked for a dossier: from its answers and the kind of its result. Pure. */
import type { Address } from '../catalogue/form.ts'
import { text } from './paper-facts.ts'
import type {
  BirthRequest,
  DeathRequest,
  EntryAct,
  LookUpRequest,
  MarriageRequest,
  RegisterAct,
  RegisterFound,
  RegisterPerson,
  RegisterRequest,
  Spouse,
} from './register.ts'

type Answers = Record<string, unknown>
type Asked = Pick<RegisterRequest, 'key' | 'dossierCode' | 'office'>

export type RegisterQuestion =
  { is: 'act'; request: RegisterRequest } | { is: 'lookUp'; request: LookUpRequest }

/** Why there is nothing to ask, as a code for the officer. */
export type NoQuestion = { is: 'none'; code: 'answersMissing' | 'otherAct' }

/** The question behind a dossier; none when its declaration no longer holds what the register needs. */
export function registerQuestion(
  act: RegisterAct,
  answers: Answers,
  asked: Asked,
): RegisterQuestion | NoQuestion {
  const question = questionOf(act, answers, asked)
  if (question) return question
  const isOther = act === 'entry' && text(answers, 'event.kind') === 'other'
  return { is: 'none', code: isOther ? 'otherAct' : 'answersMissing' }
}

function questionOf(act: RegisterAct, answers: Answers, asked: Asked): RegisterQuestion | null {
  switch (act) {
    case 'birth':
      return toEnter(birthRequest(answers, asked))
    case 'death':
      return toEnter(deathRequest(answers, asked))
    case 'marriage':
      return toEnter(marriageRequest(answers, asked))
    case 'maritalStatus':
      return toLookUp(statusRequest(answers, asked))
    case 'entry':
      return toLookUp(entryRequest(answers, asked))
  }
}

/** A look-up changes nothing in the register: its answer is there before the draft. */
export function isLookUp(act: RegisterAct | null): boolean {
  return act === 'maritalStatus' || act === 'entry'
}

function toEnter(request: RegisterRequest | null): RegisterQuestion | null {
  return request && { is: 'act', request }
}

function toLookUp(request: LookUpRequest | null): RegisterQuestion | null {
  return request && { is: 'lookUp', request }
}

export function birthRequest(answers: Answers, asked: Asked): BirthRequest | null {
  const child = {
    fullName: text(answers, 'child.fullName'),
    birthOn: text(answers, 'child.birthOn'),
    sex: text(answers, 'child.sex'),
    ethnicity: text(answers, 'child.ethnicity'),
    nationality: text(answers, 'child.nationality'),
    birthPlace: addressOf(answers, 'child.birthPlace'),
    homeTown: text(answers, 'child.homeTown'),
  }
  if (child.fullName === '' || child.birthOn === '' || child.sex === '') return null
  const parent = (who: string) => personOf(answers, who)
  return { ...asked, child, mother: parent('mother'), father: parent('father') }
}

function deathRequest(answers: Answers, asked: Asked): DeathRequest | null {
  const person = personOf(answers, 'deceased')
  const death = {
    on: text(answers, 'death.on'),
    time: text(answers, 'death.time'),
    place: addressOf(answers, 'death.place'),
    cause: text(answers, 'death.cause'),
  }
  if (person === null || person.birthOn === '' || death.on === '') return null
  const deceased = {
    ...person,
    sex: text(answers, 'deceased.sex'),
    ethnicity: text(answers, 'deceased.ethnicity'),
    residence: lastResidence(answers),
  }
  return { ...asked, act: 'death', deceased, death }
}

function lastResidence(answers: Answers): Address | null {
  return addressOf(answers, 'deceased.residence') ?? addressOf(answers, 'deceased.lastResidence')
}

function marriageRequest(answers: Answers, asked: Asked): MarriageRequest | null {
  const [woman, man] = [spouseOf(answers, 'woman'), spouseOf(answers, 'man')]
  return woman && man && { ...asked, act: 'marriage', woman, man }
}

function spouseOf(answers: Answers, who: 'woman' | 'man'): Spouse | null {
  const person = personOf(answers, who)
  if (person === null || person.birthOn === '') return null
  const ethnicity = text(answers, `${who}.ethnicity`)
  return { ...person, ethnicity, residence: addressOf(answers, `${who}.residence`) }
}

function statusRequest(answers: Answers, asked: Asked): LookUpRequest | null {
  const person = personOf(answers, 'subject')
  if (person === null || person.birthOn === '') return null
  return { ...asked, about: 'maritalStatus', person }
}

const ACTS: Readonly<Record<string, EntryAct>> = {
  birth: 'birth',
  birthExtract: 'birth',
  marriage: 'marriage',
  death: 'death',
}

/** Null also for acts of which the register answers nothing that we could print. */
function entryRequest(answers: Answers, asked: Asked): LookUpRequest | null {
  const person = personOf(answers, 'subject')
  const act = ACTS[text(answers, 'event.kind')]
  if (person === null || person.birthOn === '' || act === undefined) return null
  const known = {
    office: text(answers, 'event.office'),
    registeredOn: text(answers, 'event.registeredOn'),
    number: text(answers, 'event.number'),
    book: text(answers, 'event.book'),
  }
  return { ...asked, about: 'entry', act, person, known }
}

/** What stands between an answered look-up and its paper, as a code for the officer; null when nothing does. */
export function doubtOf(answers: Answers, found: RegisterFound): string | null {
  if (found.about === 'entry') return null
  return found.status === text(answers, 'status.kind') ? null : 'otherStatus'
}

function personOf(answers: Answers, who: string): RegisterPerson | null {
  const fullName = text(answers, `${who}.fullName`)
  if (fullName === '') return null
  return {
    fullName,
    birthOn: text(answers, `${who}.birthOn`),
    personalNumber: text(answers, `${who}.personalNumber`) || null,
    nationality: text(answers, `${who}.nationality`),
  }
}

function addressOf(answers: Answers, id: string): Address | null {
  return (answers[id] as Address | undefined) ?? null
}
