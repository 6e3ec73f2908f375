/** What the stand-in register says about an act that is to be entered: whose it is, and why not. */
import { sha256Hex } from '../../src/lib/canonical.ts'
import { fold } from '../../src/lib/text.ts'
import { parseDay } from '../../src/lib/time.ts'
import type {
  BirthRequest,
  DeathRequest,
  EntryAct,
  MarriageRequest,
  RegisterPerson,
  RegisterRequest,
} from '../../src/result/register.ts'
import { isDead, personBehind, statusOf, type Known } from './known.ts'
import type { MadePerson } from './people.ts'

export function actOf(request: RegisterRequest): EntryAct {
  return 'act' in request ? request.act : 'birth'
}

/** The same act of the same people, whoever asks for it. */
export function identityOf(request: RegisterRequest): string {
  if (!('act' in request)) return childIdentity(request.child, request.mother)
  return request.act === 'death'
    ? hashed('death', who(request.deceased))
    : hashed('marriage', who(request.woman), who(request.man))
}

/** Null when nothing stands in the way. */
export function refusalOf(request: RegisterRequest, known: Known): string | null {
  if (!('act' in request)) return birthRefusal(request, known)
  return request.act === 'death' ? deathRefusal(request, known) : marriageRefusal(request, known)
}

function birthRefusal(request: BirthRequest, { people, entries }: Known): string | null {
  const { child, mother, father } = request
  if (!parseDay(child.birthOn) || !/^(male|female)$/.test(child.sex)) return 'answersMissing'
  const identity = identityOf(request)
  return (
    doubtNamed('Mother', mother, people) ??
    doubtNamed('Father', father, people) ??
    (entries.some((each) => each.child === identity) ? 'alreadyRegistered' : null)
  )
}

function deathRefusal({ deceased, death }: DeathRequest, known: Known): string | null {
  const isWhole = parseDay(death.on) && /^(male|female)$/.test(deceased.sex)
  if (!isWhole) return 'answersMissing'
  const doubt = doubtNamed('Deceased', deceased, known.people)
  if (doubt !== null) return doubt
  return isDead(deceased, known) ? 'alreadyDead' : null
}

function marriageRefusal({ woman, man }: MarriageRequest, known: Known): string | null {
  const sides = [
    ['Woman', woman],
    ['Man', man],
  ] as const
  for (const [side, person] of sides) {
    const doubt = doubtNamed(side, person, known.people)
    if (doubt !== null) return doubt
    if (isDead(person, known)) return `dead${side}`
    if (statusOf(person, known).status === 'married') return `married${side}`
  }
  return null
}

type People = ReadonlyMap<string, MadePerson>

function doubtNamed(side: string, given: RegisterPerson | null, people: People): string | null {
  const doubt = doubtOf(given, people)
  return doubt && `${doubt}${side}`
}

/** A number that is given must exist and belong to somebody of that name and year; foreigners have none. */
function doubtOf(given: RegisterPerson | null, people: People): 'unknown' | 'other' | null {
  if (given === null || given.personalNumber === null) return null
  if (!people.has(given.personalNumber)) return 'unknown'
  return personBehind(given, people) ? null : 'other'
}

function childIdentity(child: BirthRequest['child'], mother: RegisterPerson | null): string {
  const parent = mother?.personalNumber ?? fold(mother?.fullName ?? '')
  return hashed(fold(child.fullName), child.birthOn, parent)
}

function who({ personalNumber, fullName, birthOn }: RegisterPerson): string {
  return personalNumber ?? `${fold(fullName)} ${birthOn}`
}

function hashed(...parts: string[]): string {
  return sha256Hex(parts.join('|'))
}
