/**
 * The stand-in register's entries: a journal that survives a restart. The same key is the same question; a number is given once.
 * What it refuses stands in `acts.ts`, what it answers to look-ups in `look-up.ts`.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { canonical, sha256Hex } from '../../src/lib/canonical.ts'
import { toDay } from '../../src/lib/time.ts'
import type {
  BirthRequest,
  EntryAct,
  LookUpRequest,
  RegisterEntryGiven,
  RegisterRequest,
} from '../../src/result/register.ts'
import { actOf, identityOf, refusalOf } from './acts.ts'
import type { Known } from './known.ts'
import { lookUp, type LookedUp } from './look-up.ts'

export type Kept = {
  key: string
  question: string
  office: string
  year: number
  /** A hash of who it is about; every act has one, and the first were children. */
  child: string
  entry: RegisterEntryGiven
  /** What was entered; absent in the first journals, which kept births without their words. */
  request?: RegisterRequest
}
export type BookAnswer =
  | { kind: 'entered'; entry: RegisterEntryGiven; isRepeat: boolean }
  | { kind: 'refused'; code: string }
  | { kind: 'keyReused' }

export type Book = {
  readonly entries: readonly Kept[]
  enter(request: RegisterRequest): BookAnswer
  lookUp(request: LookUpRequest): LookedUp
  close(): void
}

export type BookOptions = Omit<Known, 'entries'> & {
  /** Folder of the journal; made when missing. */
  stateDir: string
  now: () => Date
}

export function openBook({ stateDir, now, ...others }: BookOptions): Book {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const path = join(stateDir, 'entries.jsonl')
  const entries = readJournal(path)
  const known: Known = { ...others, entries }
  const journal = openSync(path, 'a', 0o600)
  return {
    entries,
    enter(request) {
      const question = sha256Hex(canonical({ ...request, key: '' }))
      const before = entries.find((each) => each.key === request.key)
      if (before) {
        return before.question === question
          ? { kind: 'entered', entry: before.entry, isRepeat: true }
          : { kind: 'keyReused' }
      }
      const code = refusalOf(request, known)
      if (code !== null) return { kind: 'refused', code }
      const kept = newEntry(request, { question, entries, on: toDay(now()) })
      appendFileSync(journal, `${JSON.stringify(kept)}\n`)
      fsyncSync(journal)
      entries.push(kept)
      return { kind: 'entered', entry: kept.entry, isRepeat: false }
    },
    lookUp: (request) => lookUp(request, known, toDay(now())),
    close: () => closeSync(journal),
  }
}

/** A line that a crash cut short was never answered, so it never happened: it is cut off before the next one is written. */
function readJournal(path: string): Kept[] {
  if (!existsSync(path)) return []
  const bytes = readFileSync(path)
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
  if (whole.length < bytes.length) truncateSync(path, whole.length)
  const lines = whole.toString('utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line) as Kept)
}

function newEntry(
  request: RegisterRequest,
  { question, entries, on }: { question: string; entries: readonly Kept[]; on: string },
): Kept {
  const office = request.office.code
  const year = Number(on.slice(0, 4))
  const act = actOf(request)
  const inBook = entries.filter((each) => isInBook(each, { office, year, act })).length
  const serial = String(entries.length + 1).padStart(6, '0')
  const entry = {
    book: `01/${year}`,
    number: `${inBook + 1}/${year}`,
    registeredOn: on,
    reference: `HT-${year}-${serial}`,
    ...('act' in request ? {} : { personalNumber: personalNumber(request.child, serial) }),
  }
  return { key: request.key, question, office, year, child: identityOf(request), entry, request }
}

/** Each act has a book of its own at each office. */
function isInBook(
  { office, year, request }: Kept,
  book: { office: string; year: number; act: EntryAct },
): boolean {
  const act = request ? actOf(request) : 'birth'
  return office === book.office && year === book.year && act === book.act
}

/** 001 (Hà Nội), one digit for century and sex, two for the year of birth, six in order (domain §3; the meaning is second-hand). */
function personalNumber({ sex, birthOn }: BirthRequest['child'], serial: string): string {
  const century = Number(birthOn.slice(0, 2)) - 19
  return `001${century * 2 + (sex === 'female' ? 1 : 0)}${birthOn.slice(2, 4)}${serial}`
}
