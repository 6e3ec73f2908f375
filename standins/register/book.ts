/**
 * What the stand-in register knows and decides: a thousand made people, the entries so far, and a journal that survives a
 * restart. The same key is the same question; a number is given once.
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
import { fold } from '../../src/lib/text.ts'
import { parseDay, toDay } from '../../src/lib/time.ts'
import type {
  RegisterEntryGiven,
  RegisterPerson,
  RegisterRequest,
} from '../../src/result/register.ts'
import type { MadePerson } from './people.ts'

export type Kept = {
  key: string
  question: string
  office: string
  year: number
  child: string
  entry: RegisterEntryGiven
}
export type BookAnswer =
  | { kind: 'entered'; entry: RegisterEntryGiven; isRepeat: boolean }
  | { kind: 'refused'; code: string }
  | { kind: 'keyReused' }

export type Book = {
  readonly entries: readonly Kept[]
  enter(request: RegisterRequest): BookAnswer
  close(): void
}

export type BookOptions = {
  /** Folder of the journal; made when missing. */
  stateDir: string
  people: ReadonlyMap<string, MadePerson>
  now: () => Date
}

export function openBook({ stateDir, people, now }: BookOptions): Book {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const path = join(stateDir, 'entries.jsonl')
  const entries = readJournal(path)
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
      const code = refusalOf(request, people, entries)
      if (code !== null) return { kind: 'refused', code }
      const kept = newEntry(request, { question, entries, on: toDay(now()) })
      appendFileSync(journal, `${JSON.stringify(kept)}\n`)
      fsyncSync(journal)
      entries.push(kept)
      return { kind: 'entered', entry: kept.entry, isRepeat: false }
    },
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

function refusalOf(
  { child, mother, father }: RegisterRequest,
  people: ReadonlyMap<string, MadePerson>,
  entries: readonly Kept[],
): string | null {
  if (!parseDay(child.birthOn) || !/^(male|female)$/.test(child.sex)) return 'answersMissing'
  const parents = [
    ['Mother', mother],
    ['Father', father],
  ] as const
  for (const [who, given] of parents) {
    const doubt = doubtOf(given, people)
    if (doubt !== null) return `${doubt}${who}`
  }
  const identity = childIdentity(child, mother)
  return entries.some((each) => each.child === identity) ? 'alreadyRegistered' : null
}

/** A number that is given must exist and belong to somebody of that name and year; foreigners have none. */
function doubtOf(
  given: RegisterPerson | null,
  people: ReadonlyMap<string, MadePerson>,
): 'unknown' | 'other' | null {
  if (given === null || given.personalNumber === null) return null
  const person = people.get(given.personalNumber)
  if (!person) return 'unknown'
  const isSame =
    fold(person.fullName) === fold(given.fullName) &&
    person.birthOn.slice(0, 4) === given.birthOn.slice(0, 4)
  return isSame ? null : 'other'
}

function childIdentity(child: RegisterRequest['child'], mother: RegisterPerson | null): string {
  const parent = mother?.personalNumber ?? fold(mother?.fullName ?? '')
  return sha256Hex([fold(child.fullName), child.birthOn, parent].join('|'))
}

function newEntry(
  request: RegisterRequest,
  { question, entries, on }: { question: string; entries: readonly Kept[]; on: string },
): Kept {
  const office = request.office.code
  const year = Number(on.slice(0, 4))
  const inBook = entries.filter((each) => each.office === office && each.year === year).length
  const serial = String(entries.length + 1).padStart(6, '0')
  return {
    key: request.key,
    question,
    office,
    year,
    child: childIdentity(request.child, request.mother),
    entry: {
      book: `01/${year}`,
      number: `${inBook + 1}/${year}`,
      registeredOn: on,
      reference: `HT-${year}-${serial}`,
      personalNumber: personalNumber(request.child, serial),
    },
  }
}

/** 001 (Hà Nội), one digit for century and sex, two for the year of birth, six in order (domain §3; the meaning is second-hand). */
function personalNumber({ sex, birthOn }: RegisterRequest['child'], serial: string): string {
  const century = Number(birthOn.slice(0, 2)) - 19
  return `001${century * 2 + (sex === 'female' ? 1 : 0)}${birthOn.slice(2, 4)}${serial}`
}
