/** What the typed words may mean in the words of the catalogue. Pure. */
import { marksOf, wordsOf, type Token } from './words.ts'

/** One meaning of an everyday phrase; several rows of a phrase are its meanings in order. */
export type Meaning = { readonly folded: string; readonly phrase: string; readonly means: string }

/** The words to look for, in order; a word may occur twice ('cấp lại giấy phép lái xe'). */
export type Reading = {
  readonly words: readonly string[]
  /** Words as typed beside a phrase that was understood: good to have, not needed. */
  readonly soft: ReadonlySet<string>
  /** The last word may be unfinished: nothing replaced it. */
  readonly open: boolean
  /** The same words as people write them. */
  readonly shown: string
  /** 1 for what was typed and for first meanings, a little less for later ones. */
  readonly weight: number
}
export type Understanding = {
  readonly tokens: readonly Token[]
  readonly meanings: readonly Meaning[]
  /** In how many names a word stands. */
  readonly occurrences: ReadonlyMap<string, number>
  /** How often the second word follows the first in the catalogue. */
  readonly follows: (first: string, second: string) => number
}

const MOST_READINGS = 8
const LONGEST_PHRASE = 8
/** Words that stand together this often are one expression: 'trẻ em', 'thuốc lá', 'đề nghị'. */
const TOGETHER = 10

/** All runs of up to eight words: what may be a phrase of the synonyms. */
export function phrasesIn(words: readonly string[]): string[] {
  const runs = words.flatMap((_, start) =>
    Array.from({ length: Math.min(LONGEST_PHRASE, words.length - start) }, (_each, i) =>
      words.slice(start, start + i + 1).join(' '),
    ),
  )
  return [...new Set(runs)]
}

/**
 * Everyday phrases replaced (the longest first, each place once), fillers dropped. A phrase with several meanings gives several
 * readings. Never empty when a word was typed: fillers alone are looked for as they are.
 */
export function readingsOf(understanding: Understanding): Reading[] {
  const { tokens } = understanding
  if (tokens.length === 0) return []
  let drafts: Draft[] = [{ words: [], open: true, weight: 1 }]
  for (let at = 0; at < tokens.length;) {
    const { length, ways } = longest(at, understanding)
    drafts = drafts
      .flatMap((draft) => ways.map((way, rank) => extended(draft, way, rank)))
      .slice(0, MOST_READINGS)
    at += length
  }
  const distinct = new Map<string, Reading>()
  for (const draft of drafts) {
    const reading = finished(draft, understanding)
    const key = reading.words.join(' ')
    if (key !== '' && !distinct.has(key)) distinct.set(key, reading)
  }
  if (distinct.size > 0) return [...distinct.values()]
  const words = tokens.map(({ folded }) => folded)
  const shown = tokens.map(({ typed }) => typed).join(' ')
  return [{ words, shown, soft: new Set(), open: true, weight: 1 }]
}

type DraftWord = { word: string; shown: string; isTyped: boolean }
type Draft = { words: DraftWord[]; open: boolean; weight: number }

/** Words that stand in no name are left out where others remain, more than single letters: they could only hide what these find. */
function finished({ words, open, weight }: Draft, { occurrences }: Understanding): Reading {
  const last = words.length - 1
  const stands = ({ word, isTyped }: DraftWord, i: number) =>
    !isTyped ||
    (occurrences.get(word) ?? 0) > 0 ||
    (open && i === last && word.length <= LONGEST_START)
  const found = words.filter(stands)
  const kept = found.some(({ word }) => word.length > 1) ? found : words
  const needed = new Set(kept.filter(({ isTyped }) => !isTyped).map(({ word }) => word))
  const soft =
    needed.size === 0 ? [] : kept.map(({ word }) => word).filter((word) => !needed.has(word))
  return {
    words: kept.map(({ word }) => word),
    shown: kept.map(({ shown }) => shown).join(' '),
    soft: new Set(soft),
    open: open && kept.at(-1) === words[last],
    weight,
  }
}
/** A longer beginning of a Vietnamese word is a word itself. */
const LONGEST_START = 3

type Way = { words: readonly { word: string; shown: string }[]; replaced: boolean }

function longest(at: number, understanding: Understanding): { length: number; ways: Way[] } {
  const { tokens, meanings } = understanding
  for (let length = Math.min(LONGEST_PHRASE, tokens.length - at); length > 0; length--) {
    const typed = tokens.slice(at, at + length)
    const phrase = typed.map(({ folded }) => folded).join(' ')
    const known = meanings.filter((each) => each.folded === phrase && agrees(typed, each.phrase))
    if (known.length === 0 || (length === 1 && isWanted(at, understanding))) continue
    return { length, ways: known.map(({ means }) => ({ words: written(means), replaced: true })) }
  }
  const { folded: word, typed: shown } = tokens[at]!
  if (isEnglishFiller(at, tokens)) return { length: 1, ways: [{ words: [], replaced: true }] }
  return { length: 1, ways: [{ words: [{ word, shown }], replaced: false }] }
}

function written(means: string): Way['words'] {
  return lettersOf(means).map((shown) => ({ word: wordsOf(shown).join(''), shown }))
}

function lettersOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
}

/** Who types accents means them: 'lá' is not the filler 'là'. */
function agrees(typed: readonly Token[], phrase: string): boolean {
  const letters = lettersOf(phrase.toLowerCase())
  return typed.every(
    (token, i) => !token.isAccented || marksOf(token.typed) === marksOf(letters[i] ?? ''),
  )
}

/** A single word that belongs to its neighbour: 'làm' in 'việc làm', 'mở' in 'mô tô'. */
function isWanted(at: number, { tokens, follows }: Understanding): boolean {
  const word = tokens[at]!.folded
  const before = at > 0 ? follows(tokens[at - 1]!.folded, word) : 0
  const after = at + 1 < tokens.length ? follows(word, tokens[at + 1]!.folded) : 0
  return Math.max(before, after) >= TOGETHER
}

const ENGLISH_FILLERS = new Set(
  'a an the for of to in on at i my me man woman how where what do need want get apply with from is are can'.split(
    ' ',
  ),
)
const VIETNAMESE_SYLLABLE =
  /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/

/** 'the', 'my', 'to' are Vietnamese syllables too: fillers only beside words that cannot be Vietnamese. */
function isEnglishFiller(at: number, tokens: readonly Token[]): boolean {
  const token = tokens[at]!
  return (
    ENGLISH_FILLERS.has(token.typed) &&
    !tokens.some(({ isAccented }) => isAccented) &&
    tokens.some(({ folded }) => /^[a-z]{4,}$/.test(folded) && !VIETNAMESE_SYLLABLE.test(folded))
  )
}

/** 'công nhận' and 'công nhận thương binh' overlap: said once. */
function extended({ words, weight }: Draft, way: Way, rank: number): Draft {
  const said = words.map(({ word }) => word)
  const next = way.words.map(({ word }) => word)
  const most = Math.min(said.length, next.length)
  const overlap = Array.from({ length: most }, (_, i) => most - i).find(
    (length) => said.slice(-length).join(' ') === next.slice(0, length).join(' '),
  )
  const fresh = way.words.map((each) => ({ ...each, isTyped: !way.replaced }))
  return {
    words: [...words.slice(0, words.length - (overlap ?? 0)), ...fresh],
    open: !way.replaced,
    weight: weight * (1 - 0.02 * rank),
  }
}
