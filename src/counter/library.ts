/** The counter's texts: what may be wrong with a paper, on what ground a dossier is refused. Picked, not typed (screens Q6). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import {
  Code,
  DayText,
  DocumentFault,
  exact,
  list,
  Mark,
  shapeFaults,
  Sourced,
  TimeLimit,
  twins,
} from '../catalogue/shape.ts'

const Sentence = Type.String({ minLength: 1, maxLength: 500 })
const Basis = exact({ id: Code, text: Sentence, mark: Mark })

const Library = exact({
  version: Type.Integer({ minimum: 1 }),
  validFrom: DayText,
  /** How soon the applicant is told whether the dossier is accepted. */
  answerLimit: Sourced(TimeLimit),
  /** How long a guidance slip keeps whom it was for. */
  guidanceNameDays: Sourced(Type.Integer({ minimum: 1, maximum: 366 })),
  faults: list(exact({ id: Code, what: Sentence, how: Sentence }), 1),
  supplementBases: list(Basis, 1),
  /** Recorded legal grounds of a second request for supplements. */
  grounds: list(Basis, 1),
  refusals: list(
    exact({ id: Code, reason: Sentence, legalBasis: Sentence, guidance: Sentence, mark: Mark }),
    1,
  ),
  /** By form: what stands in the boxes of a new reception until the receptionist changes it. */
  usualAnswers: Type.Record(Code, Type.Record(Type.String(), Type.String())),
})

export type CounterLibrary = Readonly<Static<typeof Library>>
export type KnownFault = CounterLibrary['faults'][number]
export type KnownRefusal = CounterLibrary['refusals'][number]

/** Reads `data/templates/counter.json`; throws DocumentFault naming everything to mend. */
export function openCounterLibrary(dataDir: string): CounterLibrary {
  const file = join(dataDir, 'templates', 'counter.json')
  const document = JSON.parse(readFileSync(file, 'utf8')) as unknown
  const faults = libraryFaults(document)
  if (faults.length > 0) throw new DocumentFault('data/templates/counter.json', faults)
  return document as CounterLibrary
}

/** What is wrong with a library; empty when it may be used. */
export function libraryFaults(document: unknown): string[] {
  const shape = shapeFaults(Library, document)
  if (shape.length > 0) return shape
  const { faults, supplementBases, grounds, refusals } = document as CounterLibrary
  return Object.entries({ faults, supplementBases, grounds, refusals }).flatMap(([name, entries]) =>
    twins(entries.map(({ id }) => id)).map((id) => `${name}: two entries have the id ${id}`),
  )
}

/**
 * A sentence and what to do about it, kept as one text of the history: the first line says what, the second how. Pages
 * that know nothing of this show both, one after the other.
 */
export function joined(what: string, how: string): string {
  return how === '' ? what : `${what}\n${how}`
}

/** The two parts of `joined`. */
export function parted(text: string): { what: string; how: string | null } {
  const cut = text.indexOf('\n')
  if (cut < 0) return { what: text, how: null }
  return { what: text.slice(0, cut), how: text.slice(cut + 1).replaceAll('\n', ' ') }
}
