/** The form of a petition as somebody typed it, and what has to be mended. Pure. */
import type { Problem } from '../lib/problem.ts'
import type { Lang } from '../ui/i18n.ts'
import type { PetitionTerms } from './terms.ts'
import { petitionWording } from './wording.ts'

export const BOXES = [
  'topic',
  'office',
  'head',
  'words',
  'named',
  'fullName',
  'address',
  'contact',
] as const
export type Box = (typeof BOXES)[number]
export type TypedPetition = Readonly<Record<Box, string>>

export const MOST_WORDS = 4000
const MOST_LINE = 300
/** A number of a telephone in Việt Nam or abroad, or an address of mail. */
const CONTACT = /^\+?\d[\d .-]{6,18}$|^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/

type Form = { text(name: string): string }

export function typedIn(form: Form): TypedPetition {
  return Object.fromEntries(BOXES.map((box) => [box, form.text(box)])) as TypedPetition
}

export type Known = {
  terms: PetitionTerms
  /** Whether people can speak about that office. */
  isOffice: (id: number) => boolean
  lang: Lang
}

/** Everything at once; empty when it may be sent. */
export function typedProblems(typed: TypedPetition, { terms, isOffice, lang }: Known): Problem[] {
  const t = petitionWording(lang).wrong
  const problems: Problem[] = []
  const wrong = (field: Box, code: string, message: string): void =>
    void problems.push({ field, code, message })
  const elsewhere = terms.elsewhere.find(({ id }) => id === typed.topic)
  if (elsewhere !== undefined) wrong('topic', 'elsewhere', elsewhere.where[lang])
  else if (!terms.topics.some(({ id }) => id === typed.topic)) wrong('topic', 'required', t.topic)
  if (!isOffice(Number(typed.office))) wrong('office', 'required', t.office)
  if (typed.words === '') wrong('words', 'required', t.words)
  else if (typed.words.length > MOST_WORDS) wrong('words', 'tooLong', t.wordsLong)
  if (typed.named !== 'yes' && typed.named !== 'no') wrong('named', 'required', t.named)
  if (typed.named !== 'yes') return problems
  for (const box of ['fullName', 'address', 'contact'] as const) {
    if (typed[box] === '') wrong(box, 'required', t[box])
    else if (typed[box].length > MOST_LINE) wrong(box, 'tooLong', t.lineLong)
  }
  if (typed.contact !== '' && !CONTACT.test(typed.contact)) wrong('contact', 'format', t.contact)
  return problems
}
