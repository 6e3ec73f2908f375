import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { fold } from '../lib/text.ts'
import { DocumentFault, exact, list, shapeFaults, twins } from './shape.ts'

export type Synonym = { phrase: string; means: string }

const Synonyms = exact({
  version: Type.Integer({ minimum: 1 }),
  note: Type.String(),
  synonyms: list(Type.Tuple([Type.String({ minLength: 1 }), Type.String()])),
})
const FILE = 'data/procedures/synonyms.json'

/** Everyday words and abbreviations, kept as data by editors. A phrase stands once, however it is accented. */
export function readSynonyms(dataDir: string): Synonym[] {
  const document: unknown = JSON.parse(
    readFileSync(join(dataDir, 'procedures', 'synonyms.json'), 'utf8'),
  )
  const shape = shapeFaults(Synonyms, document)
  if (shape.length > 0) throw new DocumentFault(FILE, shape)
  const pairs = (document as { synonyms: [string, string][] }).synonyms
  const folded = pairs.map(([phrase]) => wordsOf(phrase).join(' '))
  const faults = [
    ...twins(folded).map((phrase) => `“${phrase}” stands twice`),
    ...folded.flatMap((phrase, i) => (phrase === '' ? [`phrase ${i + 1} has no letters`] : [])),
  ]
  if (faults.length > 0) throw new DocumentFault(FILE, faults)
  return pairs.map(([phrase, means]) => ({ phrase, means }))
}

/**
 * What was typed in the words of the catalogue: folded, everyday phrases replaced (the longest first, each place once),
 * fillers dropped. Never empty when something was typed: fillers alone are looked for as they are.
 */
export function catalogueWords(typed: string, synonyms: readonly Synonym[]): string[] {
  const plain = wordsOf(typed)
  const phrases = synonyms
    .map(({ phrase, means }) => ({ phrase: wordsOf(phrase), means: wordsOf(means) }))
    .filter(({ phrase }) => phrase.length > 0)
    .toSorted((a, b) => b.phrase.length - a.phrase.length)
  const spoken: string[] = []
  for (let i = 0; i < plain.length;) {
    const known = phrases.find(({ phrase }) => phrase.every((word, k) => plain[i + k] === word))
    spoken.push(...(known ? known.means : [plain[i]!]))
    i += known ? known.phrase.length : 1
  }
  const words = [...new Set(spoken)]
  return words.length > 0 ? words : plain
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => word !== '')
    .slice(0, 20)
}
