/** From what somebody typed to the procedures that fit, best first. */
import type { Db, Tx } from '../../db/connect.ts'
import type { Candidate, Scope } from './candidate.ts'
import { bestOf, ordered } from './rank.ts'
import {
  lexiconAround,
  lookUp,
  matching,
  occurrencesOf,
  similar,
  withCode,
  type Known,
} from './search-store.ts'
import { mended, type Lexicon } from './spelling.ts'
import { phrasesIn, readingsOf, type Reading } from './understand.ts'
import { codePrefix, tokensOf, type Token } from './words.ts'

type Reads = Db | Tx

export type Found = {
  /** How many match; of these the best `KEPT` are in order and can be paged through. */
  total: number
  ranked: Candidate[]
  /** Words that were read as others. */
  mended: { from: string; to: string }[]
  /** What was looked for in the words of the catalogue, when it differs from what was typed. */
  readings: Reading[]
}
export type Asked = {
  typed: string
  scope: Scope
  /** The kind of office that asks: what it receives comes first. */
  kind?: string | undefined
  /** Take the words as they are: no correction. */
  literally?: boolean | undefined
}

export const KEPT = 200
const GOOD = 0.72

export async function find(db: Reads, asked: Asked): Promise<Found> {
  const nothing: Found = { total: 0, ranked: [], mended: [], readings: [] }
  const prefix = codePrefix(asked.typed)
  if (prefix) {
    const { total, candidates } = await withCode(db, prefix, { scope: asked.scope, limit: KEPT })
    return { ...nothing, total, ranked: candidates }
  }
  const typed = tokensOf(asked.typed)
  if (typed.length === 0) return nothing
  const read = await readWords(db, typed, asked.literally ?? false)
  const first = await ranked(db, asked, read)
  if (first.best >= GOOD || asked.literally) return first.found
  const other = await otherWords(db, read)
  const second = other && (await ranked(db, asked, other))
  return second && second.best > first.best + 0.1 ? second.found : first.found
}

type Read = { tokens: Token[]; known: Known; mended: Found['mended'] }

/** Unknown words are mended by known ones. */
async function readWords(db: Reads, tokens: Token[], literally: boolean): Promise<Read> {
  const known = await lookUpTokens(db, tokens)
  const unknown = tokens.filter(({ folded }) => !known.occurrences.has(folded))
  if (unknown.length === 0 || literally) return { tokens, known, mended: [] }
  const lexicon = await lexiconAround(
    db,
    tokens.map(({ folded }) => folded),
  )
  const better = tokens.map((token, i) =>
    known.occurrences.has(token.folded)
      ? [token]
      : tokensFor(token, mended(token.folded, lexicon, beside(tokens, i))),
  )
  return replaced(db, tokens, better)
}

/** Known words that never stand beside their neighbours, replaced by near ones that do: 'tạm chu' → 'tạm trú'. */
async function otherWords(
  db: Reads,
  { tokens, known, mended: before }: Read,
): Promise<Read | undefined> {
  const isAlone = tokens.map((token, i) => {
    const { before: left, after: right } = beside(tokens, i)
    const fits =
      (left !== undefined && known.follows(left, token.folded) > 0) ||
      (right !== undefined && known.follows(token.folded, right) > 0)
    return !fits && token.folded.length >= 3
  })
  if (tokens.length < 2 || !isAlone.includes(true)) return undefined
  const lexicon = await lexiconAround(
    db,
    tokens.map(({ folded }) => folded),
  )
  const better = tokens.map((token, i) => {
    if (!isAlone[i]) return [token]
    const { before: left, after: right } = beside(tokens, i)
    const near = mended(token.folded, beingBeside(lexicon, left, right), {
      before: left,
      after: right,
    })
    return tokensFor(token, near)
  })
  if (better.every((each, i) => each.length === 1 && each[0] === tokens[i])) return undefined
  const read = await replaced(db, tokens, better)
  return { ...read, mended: [...before, ...read.mended] }
}

/** Only the words that stand beside these neighbours somewhere. */
function beingBeside(
  lexicon: Lexicon,
  left: string | undefined,
  right: string | undefined,
): Lexicon {
  const words = [...lexicon.words].filter(
    ([word]) =>
      (left !== undefined && lexicon.follows(left, word) > 2) ||
      (right !== undefined && lexicon.follows(word, right) > 2),
  )
  return { ...lexicon, words: new Map(words) }
}

function beside(tokens: readonly Token[], i: number) {
  return { before: tokens[i - 1]?.folded, after: tokens[i + 1]?.folded }
}

function tokensFor(token: Token, words: readonly string[] | undefined): Token[] {
  if (words === undefined) return [token]
  return words.map((word) => ({ typed: word, folded: word, isAccented: false }))
}

async function replaced(db: Reads, tokens: Token[], better: Token[][]): Promise<Read> {
  const changed = better.flatMap((each, i) =>
    each.length === 1 && each[0] === tokens[i]
      ? []
      : [{ from: tokens[i]!.typed, to: each.map(({ typed }) => typed).join(' ') }],
  )
  const fresh = better.flat().slice(0, 24)
  return { tokens: fresh, known: await lookUpTokens(db, fresh), mended: changed }
}

async function lookUpTokens(db: Reads, tokens: readonly Token[]): Promise<Known> {
  const words = tokens.map(({ folded }) => folded)
  return lookUp(db, words, phrasesIn(words))
}

type Ranking = { best: number; found: Found }

/** All words first; when nothing fits well, most of them; when nothing is left, similar letters. */
async function ranked(db: Reads, { scope, kind }: Asked, read: Read): Promise<Ranking> {
  const { tokens, known } = read
  const readings = readingsOf({ tokens, ...known })
  const words = [...new Set(readings.flatMap((reading) => reading.words))]
  const occurrences = await occurrencesOf(db, words)
  const question = { readings, tokens, occurrences, kind }
  const rankingOf = (candidates: readonly Candidate[], total: number): Ranking => {
    const scored = ordered(candidates, question)
    const found = {
      total: total > KEPT ? total : scored.length,
      ranked: scored.slice(0, KEPT).map(({ candidate }) => candidate),
      mended: read.mended,
      readings,
    }
    return { best: Math.max(0, ...scored.map(bestOf)), found }
  }
  const all = await matching(db, readings, { scope, missing: false, limit: KEPT })
  const strict = rankingOf(all.candidates, all.total)
  if (strict.best >= GOOD) return strict
  const most = await matching(db, readings, { scope, missing: true, limit: KEPT })
  const merged = new Map([...all.candidates, ...most.candidates].map((each) => [each.key, each]))
  const loose = rankingOf([...merged.values()], 0)
  if (loose.found.ranked.length > 0) return loose
  const text = tokens.map(({ folded }) => folded).join(' ')
  const near = await similar(db, text, { scope, limit: 20 })
  const found = {
    total: near.candidates.length,
    ranked: near.candidates,
    mended: read.mended,
    readings,
  }
  return { best: 0, found }
}
