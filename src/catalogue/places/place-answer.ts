/** The commune of an address answer: coded, with what was typed kept beside it for paper, or what has to be asked. Pure. */
import type { Problem } from '../../lib/problem.ts'
import type { Day } from '../../lib/time.ts'
import type { CodeLists } from '../code-lists.ts'
import type { Address } from '../form.ts'
import type { Reader } from '../reading.ts'
import { formerName, type PlaceChoice, type PlaceReading } from './place.ts'
import { chosen } from './read-place.ts'

export type TypedPlace = {
  commune: string
  choice: string
  detail: string
  asOf: Day | undefined
  /** Of an answer that was read before: then `commune` is what it came to. */
  typed: string
  formerCode: string
}
type Coded = Required<Pick<Address, 'commune'>> & Pick<Address, 'typed' | 'formerCode'>

/** More than these are not put as a question: the district or the province is asked for instead. */
export const MOST_CHOICES = 12

export function placeAtHome(
  reader: Reader,
  place: TypedPlace,
): ({ house?: string } & Coded) | { house?: string; problem: Problem } {
  const { question, label, say, facts } = reader
  const field = `${question.id}.commune`
  if (place.commune === '')
    return { problem: { code: 'communeMissing', field, message: say.communeMissing(label) } }
  const words = place.typed === '' ? place.commune : place.typed
  const first = facts.codeLists.readCommune(words, place.asOf ?? facts.today)
  const reading = chosen(first, choiceOf(place)) ?? first
  if (reading.kind !== 'found')
    return { house: reading.house, problem: problemOf(reader, words, reading) }
  if (place.typed !== '' && reading.code !== place.commune)
    return {
      problem: { code: 'communeOther', field, message: say.communeOther(words.slice(0, 60)) },
    }
  return { house: reading.house, ...codedOf(reading, words, place) }
}

type Found = Extract<PlaceReading, { kind: 'found' }>

/** What was typed is kept when it was an old name, or holds words that stand nowhere else. A number, or a name of another day, is kept as the full old name: that is read alike on every day. */
function codedOf({ code, by, house }: Found, words: string, { detail, asOf }: TypedPlace): Coded {
  const [former, ...others] = by
  const isLost = house !== '' && detail !== '' && !detail.includes(house)
  if (!former && !isLost) return { commune: code }
  const isCertain = former !== undefined && others.length === 0
  const isOfPast = /^\d+$/.test(words) || asOf !== undefined
  const typed = isCertain && isOfPast ? formerName(former) : words
  return { commune: code, typed, ...(isCertain ? { formerCode: former.number } : {}) }
}

function choiceOf({ choice, typed, commune, formerCode }: TypedPlace): string {
  return typed !== '' && formerCode !== '' ? `${formerCode}-${commune}` : choice
}

function problemOf(
  { question: { id }, say, facts }: Reader,
  words: string,
  reading: Exclude<PlaceReading, { kind: 'found' }>,
): Problem {
  const typed = words.slice(0, 80)
  const field = `${id}.commune`
  switch (reading.kind) {
    case 'unknown': {
      const nearest = reading.nearest.join('; ')
      const message =
        nearest === '' ? say.communeUnknown(typed) : say.communeUnknownNear(typed, nearest)
      return { code: 'communeUnknown', field, message }
    }
    case 'split': {
      const places = namesOf(reading.choices, facts.codeLists)
      return {
        code: 'communeSplit',
        field: `${id}.choice`,
        message: say.communeSplit(typed, places),
      }
    }
    case 'ambiguous': {
      const isAsked = reading.choices.length <= MOST_CHOICES
      const places = namesOf(reading.choices.slice(0, 4), facts.codeLists)
      const message = say.communeAmbiguous(typed, places)
      return { code: 'communeAmbiguous', field: isAsked ? `${id}.choice` : field, message }
    }
  }
}

function namesOf(choices: readonly PlaceChoice[], codeLists: CodeLists): string {
  const names = choices.map(({ former, code }) =>
    former ? formerName(former) : (codeLists.communeName(code) ?? code),
  )
  const isOne = new Set(choices.map(({ former }) => former?.id)).size === 1
  const shown = isOne ? choices.map(({ code }) => codeLists.communeName(code) ?? code) : names
  return [...new Set(shown)].join('; ')
}

/** A question about a place that the page puts beside its box: nothing is wrong yet, nothing is guessed. */
export function isPlaceQuestion({ code, field = '' }: Problem): boolean {
  return (code === 'communeSplit' || code === 'communeAmbiguous') && field.endsWith('.choice')
}

/** The hidden box by which a page says which of these questions it has already put, and for which words. */
export const WHICH = '_which'

export function askedOf(id: string, typed: string): string {
  return `${id}=${typed.trim()}`
}

type Sent = { text(name: string): string; texts(name: string): readonly string[] }

/** What is wrong. A question that the page has not put yet is no fault: it is asked. Once put and not answered it is one. */
export function toMend(problems: readonly Problem[], form: Sent): Problem[] {
  const asked = form.texts(WHICH)
  return problems.filter((problem) => {
    if (!isPlaceQuestion(problem)) return true
    const id = (problem.field ?? '').replace(/\.choice$/, '')
    return asked.includes(askedOf(id, form.text(`${id}.commune`)))
  })
}
