/** Entries as a look-up answers them: those made through this register, and those of made people, which follow from who they are. */
import { officialAddress } from '../../src/catalogue/shown-answers.ts'
import { dayFromNumber, dayNumber, parseDay } from '../../src/lib/time.ts'
import type { Address } from '../../src/catalogue/form.ts'
import type {
  EntryAct,
  FoundEntry,
  LookUpRequest,
  PersonInEntry,
  RegisterPerson,
} from '../../src/result/register.ts'
import { actOf } from './acts.ts'
import type { Kept } from './book.ts'
import { isNamed, type Known } from './known.ts'
import type { MadePerson } from './people.ts'

type EntryAsked = Extract<LookUpRequest, { about: 'entry' }>

/** The entry behind one act that came in, when the question means it. */
export function enteredFor(
  { act, person }: EntryAsked,
  kept: Kept,
  { lists }: Known,
): FoundEntry[] {
  const { request, entry } = kept
  if (request === undefined || actOf(request) !== act) return []
  const words = wordsFrom(lists)
  const people = peopleIn(kept, words)
  const meant = act === 'marriage' ? people : people.slice(0, 1)
  if (!meant.some((one) => isNamed(one, person))) return []
  const { book, number, registeredOn, reference } = entry
  const { name: office } = request.office
  const found = { about: 'entry' as const, act, book, number, registeredOn, reference, office }
  const death = 'act' in request && request.act === 'death' ? request.death : null
  return [
    {
      ...found,
      people,
      ...(death && { death: { ...death, place: words.place(death.place) } }),
    },
  ]
}

type Words = ReturnType<typeof wordsFrom>

function wordsFrom(lists: Known['lists']) {
  const label = (list: string) => (code: string | undefined) =>
    code ? (lists.label(list, code, 'vi') ?? code) : ''
  return {
    sex: label('sex'),
    ethnicity: label('ethnicity'),
    nationality: label('nationality'),
    place: (address: Address | null | undefined) =>
      address ? officialAddress(address, { lang: 'vi', codeLists: lists }) : '',
  }
}

/** The person of the act first; of a marriage, the wife. */
function peopleIn({ request, entry }: Kept, words: Words): PersonInEntry[] {
  if (request === undefined) return []
  if (!('act' in request)) {
    const { child, mother, father } = request
    const newborn = { ...child, personalNumber: entry.personalNumber ?? null }
    return [
      {
        ...inWords('child', newborn, words),
        birthPlace: words.place(child.birthPlace),
        homeTown: child.homeTown,
      },
      ...(mother ? [inWords('mother', mother, words)] : []),
      ...(father ? [inWords('father', father, words)] : []),
    ]
  }
  return request.act === 'death'
    ? [inWords('deceased', request.deceased, words)]
    : [inWords('wife', request.woman, words), inWords('husband', request.man, words)]
}

type Given = RegisterPerson & { sex?: string; ethnicity?: string; residence?: Address | null }

/** A parent's and a spouse's sex follows from who they are in the act. */
const SEX_OF: Partial<Readonly<Record<PersonInEntry['role'], string>>> = {
  mother: 'female',
  wife: 'female',
  father: 'male',
  husband: 'male',
}

function inWords(role: PersonInEntry['role'], given: Given, words: Words): PersonInEntry {
  return {
    role,
    fullName: given.fullName,
    birthOn: given.birthOn,
    sex: words.sex(given.sex ?? SEX_OF[role]),
    ethnicity: words.ethnicity(given.ethnicity),
    nationality: words.nationality(given.nationality),
    personalNumber: given.personalNumber ?? '',
    residence: words.place(given.residence),
  }
}

// ── entries of made people ─────────────────────────────────────────────────

const MADE_OFFICE = 'Ủy ban nhân dân phường Thử Nghiệm, thành phố Hà Nội'
const DAYS_TO_REGISTER = 5

/** The entry that a made person's birth or marriage would have; nobody of them has died. */
export function madeEntry(act: EntryAct, person: MadePerson, known: Known): FoundEntry[] {
  switch (act) {
    case 'birth':
      return [madeBirth(person, known)]
    case 'marriage':
      return madeMarriage(person, known)
    case 'death':
      return []
  }
}

function madeBirth(person: MadePerson, { people }: Known): FoundEntry {
  const relation = (role: 'mother' | 'father') => {
    const parent = people.get(person[role] ?? '')
    return parent ? [madePerson(role, parent)] : []
  }
  const on = dayFromNumber(dayNumber(parseDay(person.birthOn)!) + DAYS_TO_REGISTER)
  const child = { ...madePerson('child', person), birthPlace: 'Thành phố Hà Nội' }
  return madeFound('birth', person, {
    on,
    people: [child, ...relation('mother'), ...relation('father')],
  })
}

function madeMarriage(person: MadePerson, { people }: Known): FoundEntry[] {
  const spouse = people.get(person.spouse ?? '')
  if (!spouse || !person.marriedOn) return []
  const [wife, husband] = person.sex === 'female' ? [person, spouse] : [spouse, person]
  const couple = [madePerson('wife', wife), madePerson('husband', husband)]
  return [madeFound('marriage', wife, { on: person.marriedOn, people: couple })]
}

function madeFound(
  act: EntryAct,
  { personalNumber }: MadePerson,
  { on, people }: { on: string; people: PersonInEntry[] },
): FoundEntry {
  const year = on.slice(0, 4)
  return {
    about: 'entry',
    act,
    book: `01/${year}`,
    number: `${Number(personalNumber.slice(-3)) + 1}/${year}`,
    registeredOn: on,
    reference: `HT-${act}-${personalNumber}`,
    office: MADE_OFFICE,
    people,
  }
}

function madePerson(role: PersonInEntry['role'], person: MadePerson): PersonInEntry {
  const { fullName, birthOn, personalNumber, sex } = person
  return {
    role,
    fullName,
    birthOn,
    sex: sex === 'female' ? 'Nữ' : 'Nam',
    ethnicity: 'Kinh',
    nationality: 'Việt Nam',
    personalNumber,
    residence: 'Thành phố Hà Nội',
  }
}
