/** Whom the stand-in register knows, and what is known of them: made people, divorces, and the acts entered so far. */
import type { CodeLists } from '../../src/catalogue/code-lists.ts'
import { fold } from '../../src/lib/text.ts'
import type {
  MaritalStatusKind,
  MarriageRequest,
  RegisterPerson,
} from '../../src/result/register.ts'
import type { Kept } from './book.ts'
import type { Divorce, MadePerson } from './people.ts'

export type Known = {
  people: ReadonlyMap<string, MadePerson>
  divorces: readonly Divorce[]
  /** In whose words it answers. */
  lists: CodeLists
  entries: readonly Kept[]
}

type Named = Pick<RegisterPerson, 'fullName' | 'birthOn' | 'personalNumber'>

/** The made person of that number, when name and year of birth are theirs. */
export function personBehind(given: Named, people: Known['people']): MadePerson | undefined {
  const person = people.get(given.personalNumber ?? '')
  const isSame =
    person &&
    fold(person.fullName) === fold(given.fullName) &&
    person.birthOn.slice(0, 4) === given.birthOn.slice(0, 4)
  return isSame ? person : undefined
}

/** Everybody of that name and day whom the question may mean; with a number it is one, or nobody. */
export function peopleNamed(given: Named, people: Known['people']): MadePerson[] {
  if (given.personalNumber !== null) {
    const person = personBehind(given, people)
    return person ? [person] : []
  }
  return [...people.values()].filter((person) => isNamed(person, given))
}

/** A number decides where both have one; else name and day of birth. */
export function isNamed(one: Named, given: Named): boolean {
  if (one.personalNumber && given.personalNumber) return one.personalNumber === given.personalNumber
  return fold(one.fullName) === fold(given.fullName) && one.birthOn === given.birthOn
}

export function isDead(given: Named, { entries }: Known): boolean {
  return entries.some(
    ({ request }) =>
      request !== undefined &&
      'act' in request &&
      request.act === 'death' &&
      isNamed(request.deceased, given),
  )
}

/** What the marriage is known by, and the spouse's name; '' for who was never married. */
export type Status = { status: MaritalStatusKind; spouse: string }

/** The last marriage decides: ended by death or by a divorce, or lasting. */
export function statusOf(given: Named, known: Known): Status {
  const entered = marriagesOf(given, known).at(-1)
  if (entered) {
    const spouse = isNamed(entered.woman, given) ? entered.man : entered.woman
    return { status: isDead(spouse, known) ? 'widowed' : 'married', spouse: spouse.fullName }
  }
  const [person] = peopleNamed(given, known.people)
  if (!person) return { status: 'never', spouse: '' }
  const spouse = known.people.get(person.spouse ?? '')
  if (spouse)
    return { status: isDead(spouse, known) ? 'widowed' : 'married', spouse: spouse.fullName }
  const former = formerSpouse(person, known)
  return former ? { status: 'divorced', spouse: former.fullName } : { status: 'never', spouse: '' }
}

/** In the order in which they were entered. */
export function marriagesOf(given: Named, { entries }: Known): MarriageRequest[] {
  return entries.flatMap(({ request }) =>
    request !== undefined &&
    'act' in request &&
    request.act === 'marriage' &&
    (isNamed(request.woman, given) || isNamed(request.man, given))
      ? [request]
      : [],
  )
}

function formerSpouse({ personalNumber }: MadePerson, known: Known): MadePerson | undefined {
  const ended = known.divorces.find(({ between }) => between.includes(personalNumber))
  const other = ended?.between.find((number) => number !== personalNumber)
  return known.people.get(other ?? '')
}
