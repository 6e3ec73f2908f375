/** What was typed into the search box, made ready for the database. */
import { catalogueWords, type Synonym } from './synonyms.ts'

export type SearchWords =
  | { kind: 'nothing' }
  /** The beginning of a procedure code, '1.001193' or '1001193'. */
  | { kind: 'code'; prefix: string }
  | { kind: 'words'; words: string[]; all: string; any: string }

/** `all` and `any` are tsquery texts: every word, or any of them; the last word may be unfinished. */
export function searchWords(typed: string, synonyms: readonly Synonym[]): SearchWords {
  const prefix = codePrefix(typed)
  if (prefix) return { kind: 'code', prefix }
  const words = catalogueWords(typed, synonyms)
  if (words.length === 0) return { kind: 'nothing' }
  const lexemes = words.map((word, i) => `'${word}'${i === words.length - 1 ? ':*' : ''}`)
  return { kind: 'words', words, all: lexemes.join(' & '), any: lexemes.join(' | ') }
}

function codePrefix(typed: string): string | undefined {
  const plain = typed.trim().replace(/\s+/g, '')
  if (/^[123]\.\d{1,6}$/.test(plain)) return plain
  return /^[123]\d{6}$/.test(plain) ? `${plain[0]}.${plain.slice(1)}` : undefined
}
