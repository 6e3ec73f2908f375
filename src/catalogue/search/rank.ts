/**
 * How well a procedure fits what was asked. Pure. Counted are: how much of the question its name holds (rare words count more),
 * how much of its name the question names (so that short, general names come first), whether words stand side by side as typed,
 * whether accents agree, and whether we published it, receive it, or it is a special case that nobody asked for.
 */
import type { Reading } from './understand.ts'
import { marksOf, type Token } from './words.ts'

export type Ranked = {
  readonly name: string
  /** Its short name and its English names, where we published it. */
  readonly otherNames: readonly string[]
  /** The words of the name and of each other name, and of the field, as they are compared. */
  readonly titles: readonly string[]
  readonly bareField: string
  readonly special: readonly string[]
  readonly receivedBy: readonly string[]
  readonly notReceived: string | null
  readonly isPublished: boolean
}
export type Question = {
  readonly readings: readonly Reading[]
  readonly tokens: readonly Token[]
  /** In how many names a word stands. */
  readonly occurrences: ReadonlyMap<string, number>
  /** Our kind of office that asks: what it receives comes first. */
  readonly kind?: string | undefined
}

/** The scale of the list; only ratios of weights matter. */
const NAMES = 5000

/** How well it fits each reading, 0 … about 1.2; below `ENOUGH` it has too little to do with the question to be shown. */
export function scoresOf(candidate: Ranked, question: Question): number[] {
  const titles = candidate.titles.map(titleOf)
  const field = new Set(candidate.bareField.split(' '))
  const more = bonus(candidate, question)
  return question.readings.map((reading) => {
    const fits = titles.map((title) => fit({ title, field, reading, question }))
    const best = reading.weight * Math.max(...fits)
    return best === 0 ? 0 : best + more
  })
}
export const ENOUGH = 0.22
/** … and so is what has less than half of the best one's score. */
export const ENOUGH_OF_BEST = 0.5
/** Of a phrase with several meanings the best procedure of each meaning comes first, in their order, unless it fits much worse. */
const CHAMPION = 0.7

export type Scored<T> = { readonly candidate: T; readonly scores: readonly number[] }

/** Best first; what has too little to do with the question is left out. */
export function ordered<T extends Ranked & { name: string; key: string }>(
  candidates: readonly T[],
  question: Question,
): Scored<T>[] {
  const scored = candidates.map((candidate) => ({
    candidate,
    scores: scoresOf(candidate, question),
  }))
  const byScore = (of: (each: Scored<T>) => number) =>
    scored.toSorted(
      (a, b) =>
        of(b) - of(a) ||
        a.candidate.name.length - b.candidate.name.length ||
        (a.candidate.key < b.candidate.key ? -1 : 1),
    )
  const all = byScore(bestOf)
  const best = all[0] === undefined ? 0 : bestOf(all[0])
  const champions = question.readings.flatMap((_, i) => {
    const first = byScore(({ scores }) => scores[i]!)[0]
    return first !== undefined && first.scores[i]! >= CHAMPION * best ? [first] : []
  })
  const least = Math.max(ENOUGH, ENOUGH_OF_BEST * best)
  return [...new Set([...champions, ...all])].filter((each) => bestOf(each) >= least)
}

export function bestOf({ scores }: Scored<unknown>): number {
  return Math.max(0, ...scores)
}

type Title = { words: string[]; pairs: Set<string> }

/** 'Thủ tục …' says nothing; a code in brackets neither. */
function titleOf(title: string): Title {
  const words = title.split(' ')
  const own = words[0] === 'thu' && words[1] === 'tuc' ? words.slice(2) : words
  return { words: own, pairs: new Set(own.slice(1).map((word, i) => `${own[i]} ${word}`)) }
}

type Fit = { title: Title; field: ReadonlySet<string>; reading: Reading; question: Question }

function fit({ title, field, reading, question }: Fit): number {
  const weight = (word: string) => Math.log(1 + NAMES / (1 + (question.occurrences.get(word) ?? 0)))
  const last = reading.words.length - 1
  let asked = 0
  let met = 0
  const found = new Set<string>()
  reading.words.forEach((word, i) => {
    const isOpen = reading.open && i === last && word.length > 1
    const here = title.words.filter((each) => each === word || (isOpen && each.startsWith(word)))
    const worth = weight(word) * (reading.soft.has(word) ? 0.3 : 1)
    asked += worth
    if (here.length > 0) met += worth * (here.includes(word) ? 1 : 0.9)
    else if (field.has(word)) met += worth * 0.4
    for (const each of here) found.add(each)
  })
  if (found.size === 0) return 0
  return (
    (met / asked) ** 1.5 *
    (0.4 +
      0.25 * covered(title, found, weight) +
      0.27 * together(title, reading) +
      0.08 * (beginsWith(title, reading) ? 1 : 0))
  )
}

/** The share of the name that was named; what stands further back in a long name weighs less. */
function covered(
  { words }: Title,
  found: ReadonlySet<string>,
  weight: (word: string) => number,
): number {
  let all = 0
  let named = 0
  words.forEach((word, i) => {
    if (words.indexOf(word) < i) return
    const here = weight(word) / (1 + i / 10)
    all += here
    if (found.has(word)) named += here
  })
  return named / all
}

/** The share of neighbouring words of the question that are neighbours in the name. */
function together({ words, pairs }: Title, { words: asked }: Reading): number {
  if (asked.length === 1) return words[0] === asked[0] ? 1 : 0.5
  const held = asked.slice(1).filter((word, i) => pairs.has(`${asked[i]} ${word}`)).length
  return held / (asked.length - 1)
}

/** The name begins with what was asked, but for the verb of the authority. */
function beginsWith({ words }: Title, { words: asked, soft }: Reading): boolean {
  const needed = asked.filter((word) => !soft.has(word)).join(' ')
  const name = words.join(' ')
  const verb = VERBS.find((each) => name.startsWith(`${each} `)) ?? ''
  return name.startsWith(needed) || name.slice(verb.length).trimStart().startsWith(needed)
}
const VERBS = ['dang ki', 'cap', 'giai quyet', 'huong', 'thuc hien', 'de nghi', 'cong nhan', 'khai']

function bonus(candidate: Ranked, { readings, tokens, kind }: Question): number {
  const asked = readings.map(({ words }) => ` ${words.join(' ')} `)
  const typed = ` ${tokens.map(({ folded }) => folded).join(' ')} `
  const widest = candidate.special.filter(
    (phrase) => !candidate.special.some((other) => other !== phrase && other.includes(phrase)),
  )
  const unasked = widest.filter(
    (phrase) => ![...asked, typed].some((text) => text.includes(` ${phrase} `)),
  ).length
  return (
    (candidate.isPublished ? 0.1 : 0) +
    (candidate.receivedBy.length > 0 ? 0.06 : 0) +
    (candidate.notReceived === 'unknown' ? -0.02 : 0) +
    (kind !== undefined && candidate.receivedBy.includes(kind) ? 0.3 : 0) +
    accents(candidate, tokens) -
    0.07 * Math.min(unasked, 3)
  )
}

/** Typed with accents, the same letters with other accents are another word: 'thuế đất' is not 'thuê đất'. */
function accents(candidate: Ranked, tokens: readonly Token[]): number {
  const typed = tokens.filter(({ isAccented }) => isAccented)
  if (typed.length === 0) return 0
  const name = [candidate.name, ...candidate.otherNames].join(' ').toLowerCase()
  const words = new Set(name.split(/[^\p{L}\p{N}]+/u).map(marksOf))
  const bare = new Set(candidate.titles.flatMap((title) => title.split(' ')))
  const wrong = typed.filter((token) => bare.has(token.folded) && !words.has(marksOf(token.typed)))
  return -0.25 * (wrong.length / typed.length)
}
