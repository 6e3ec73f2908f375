/** What was typed, as words; and the beginning of a procedure code. Pure. */
import { cleanLine, fold } from '../../lib/text.ts'

/** A word as it was typed (lower case, accents kept) and as it is compared. */
export type Token = {
  readonly typed: string
  readonly folded: string
  /** Somebody who types accents means them. */
  readonly isAccented: boolean
}

const MAX_LETTERS = 300
const MAX_WORDS = 24
const MAX_WORD = 40

/** At most 24 words; signs, emoji and operators separate words and are nothing by themselves. */
export function tokensOf(typed: string): Token[] {
  const words = cleanLine(typed.slice(0, MAX_LETTERS * 4))
    .slice(0, MAX_LETTERS)
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
  return words
    .map((word) => ({
      typed: word.slice(0, MAX_WORD),
      folded: bareWord(word),
      isAccented: fold(word) !== word,
    }))
    .filter(({ folded }) => folded !== '')
    .slice(0, MAX_WORDS)
}

/** The words of a phrase as they are compared, like `search_text` in the database: 'lý' and 'lí', 'sỹ' and 'sĩ' are one. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^([hklmst])y$/, '$1i'))
}

/** The letters and accents of a word wherever its tone stands: 'hoà' and 'hòa' are one word. */
export function marksOf(word: string): string {
  return [...word.normalize('NFD').replace(/y/g, 'i')].toSorted().join('')
}

function bareWord(word: string): string {
  return wordsOf(word).join('').slice(0, MAX_WORD)
}

/** '1.001193', '1001193', '1.00': the beginning of a code; undefined for anything else. */
export function codePrefix(typed: string): string | undefined {
  const plain = cleanLine(typed.slice(0, 60)).replace(/\s+/g, '')
  if (/^[1-9]\.\d{1,6}$/.test(plain)) return plain
  return /^[1-9]\d{6}$/.test(plain) ? `${plain[0]}.${plain.slice(1)}` : undefined
}
