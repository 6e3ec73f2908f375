/** What the stand-in register answers when it is asked to look up. */
import type { FoundEntry, LookUpRequest, RegisterFound } from '../../src/result/register.ts'
import { enteredFor, madeEntry } from './found.ts'
import { marriagesOf, peopleNamed, statusOf, type Known } from './known.ts'

export type LookedUp =
  { answer: 'answered'; found: RegisterFound } | { answer: 'unknown' | 'several' }

export function lookUp(asked: LookUpRequest, known: Known, on: string): LookedUp {
  return asked.about === 'maritalStatus' ? statusFound(asked, known, on) : entryFound(asked, known)
}

function statusFound({ person, key }: LookUpRequest, known: Known, on: string): LookedUp {
  const meant = peopleNamed(person, known.people)
  if (meant.length > 1) return { answer: 'several' }
  const isKnown = meant.length === 1 || marriagesOf(person, known).length > 0
  if (!isKnown) return { answer: 'unknown' }
  const reference = `TC-${on.slice(0, 4)}-${key.slice(0, 8)}`
  const found = { about: 'maritalStatus', ...statusOf(person, known), answeredOn: on, reference }
  return { answer: 'answered', found: found as RegisterFound }
}

type EntryAsked = Extract<LookUpRequest, { about: 'entry' }>

function entryFound(asked: EntryAsked, known: Known): LookedUp {
  const entered = known.entries.flatMap((kept) => enteredFor(asked, kept, known))
  const made = peopleNamed(asked.person, known.people).flatMap((person) =>
    madeEntry(asked.act, person, known),
  )
  const fits = [...entered, ...made].filter((entry) => isAsKnown(entry, asked.known))
  if (fits.length === 0) return { answer: 'unknown' }
  return fits.length === 1 ? { answer: 'answered', found: fits[0]! } : { answer: 'several' }
}

/** What the applicant remembers must be right; what they left empty narrows nothing. The office is free text and does not. */
function isAsKnown(entry: FoundEntry, known: EntryAsked['known']): boolean {
  return (['registeredOn', 'number', 'book'] as const).every(
    (name) => known[name] === '' || entry[name] === known[name],
  )
}
