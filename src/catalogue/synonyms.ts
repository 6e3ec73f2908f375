/** Everyday words, abbreviations and English words, kept as data by editors. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { wordsOf } from './search/words.ts'
import { DocumentFault, exact, list, shapeFaults, twins } from './shape.ts'

/** One meaning of a phrase; `position` orders the meanings. */
export type Synonym = { folded: string; position: number; phrase: string; means: string }
export type Phrases = { synonyms: Synonym[]; specialCases: { folded: string; phrase: string }[] }

const Text = Type.String({ minLength: 1, maxLength: 120 })
const Synonyms = exact({
  version: Type.Literal(2),
  note: Type.String(),
  /** The phrase, then every meaning; one empty meaning: a filler. */
  synonyms: list(Type.Array(Type.String({ maxLength: 120 }), { minItems: 2, maxItems: 6 })),
  specialCases: list(Text),
})
type Document = { synonyms: string[][]; specialCases: string[] }
const FILE = 'data/procedures/synonyms.json'

/** A phrase stands once, however it is accented. Throws DocumentFault with everything to mend. */
export function readSynonyms(dataDir: string): Phrases {
  const path = join(dataDir, 'procedures', 'synonyms.json')
  return phrasesFrom(JSON.parse(readFileSync(path, 'utf8')))
}

export function phrasesFrom(document: unknown): Phrases {
  const shape = shapeFaults(Synonyms, document)
  if (shape.length > 0) throw new DocumentFault(FILE, shape)
  const { synonyms, specialCases } = document as Document
  const faults = [
    ...synonyms.flatMap(faultsOf),
    ...doubled(synonyms.map(([phrase]) => phrase!)),
    ...doubled(specialCases),
  ]
  if (faults.length > 0) throw new DocumentFault(FILE, faults)
  return {
    synonyms: synonyms.flatMap(([phrase, ...meanings]) =>
      meanings.map((means, position) => ({
        folded: bare(phrase!),
        position,
        phrase: phrase!,
        means,
      })),
    ),
    specialCases: specialCases.map((phrase) => ({ folded: bare(phrase), phrase })),
  }
}

function faultsOf([phrase, ...meanings]: string[]): string[] {
  const said = `“${phrase}”`
  return [
    ...(bare(phrase!) === '' ? [`${said} has no letters`] : []),
    ...(wordsOf(phrase!).length > 8 ? [`${said} has more than eight words`] : []),
    ...(meanings.length > 1 && meanings.some((means) => bare(means) === '')
      ? [`${said} is a filler and means something`]
      : []),
    ...twins(meanings.map(bare)).map((means) => `${said} means “${means}” twice`),
  ]
}

function doubled(phrases: readonly string[]): string[] {
  return twins(phrases.map(bare)).map((phrase) => `“${phrase}” stands twice`)
}

function bare(text: string): string {
  return wordsOf(text).join(' ')
}
