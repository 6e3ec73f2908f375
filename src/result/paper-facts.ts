/** What every builder of a result's content is given, and how it reads answers. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { showPartDay } from '../catalogue/date-in-words.ts'
import type { Address } from '../catalogue/form.ts'
import { officialAddress } from '../catalogue/shown-answers.ts'
import type { RegisterFound } from './register.ts'

export type EntryOnPaper = {
  book: string
  number: string
  registeredOn: string
  /** Given with a birth; '' with every other entry. */
  personalNumber: string
  /** What the register answered to a look-up. */
  found?: RegisterFound
}

export type PaperFacts = {
  answers: Record<string, unknown>
  /** What the civil register gave; null on the draft of what it has not entered yet. */
  entry: EntryOnPaper | null
  officeName: string
  /** Who is to sign; null on the draft. */
  signer: { name: string; title: string } | null
  /** Where anyone checks the paper, and its QR code. */
  verifyUrl: string
  qr: string[]
  createdAt: string
  /** Whoever signs holds a certificate without legal value. */
  development: boolean
  codeLists: CodeLists
}

/** The register's entry with what it gave that is personal. */
export function entryOnPaper(
  entry: Omit<EntryOnPaper, 'personalNumber' | 'found'> | null,
  { personalNumber, found }: { personalNumber: string | null; found: RegisterFound | null },
): EntryOnPaper | null {
  if (entry === null) return null
  const { book, number, registeredOn } = entry
  return {
    book,
    number,
    registeredOn,
    personalNumber: personalNumber ?? '',
    ...(found && { found }),
  }
}

type Answers = PaperFacts['answers']

export function text(answers: Answers, id: string): string {
  const answer = answers[id]
  return typeof answer === 'string' ? answer : ''
}

/** '120,5': a number as papers write it, '' when none was given. */
export function figure(answers: Answers, id: string): string {
  const answer = answers[id]
  return typeof answer === 'number' ? answer.toLocaleString('vi-VN') : ''
}

export function partDay(answers: Answers, id: string): string {
  const day = text(answers, id)
  return day === '' ? '' : showPartDay(day)
}

export function label(codeLists: CodeLists, list: string, code: string): string {
  return codeLists.label(list, code, 'vi') ?? code
}

export function place(codeLists: CodeLists, answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('detail' in answer)) return ''
  return officialAddress(answer as Address, { lang: 'vi', codeLists })
}

/** 'Căn cước số 001196000012', or the other paper with its issue. */
export function identityOf(answers: Answers, who: string): string {
  const personalNumber = text(answers, `${who}.personalNumber`)
  if (personalNumber !== '') return `Căn cước số ${personalNumber}`
  const number = text(answers, `${who}.idNumber`)
  if (number === '') return text(answers, `${who}.idPaper`)
  const kind = text(answers, `${who}.idKind`) === 'passport' ? 'Hộ chiếu' : 'Giấy tờ'
  return [`${kind} số ${number}`, text(answers, `${who}.idIssued`)].filter(Boolean).join(', ')
}

/** The office's place as the paper wants it; offices of other names already say their city. */
export function inTheCity(officeName: string): string {
  return /hà nội/i.test(officeName) ? officeName : `${officeName}, thành phố Hà Nội`
}
