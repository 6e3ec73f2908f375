/**
 * The birth certificate as the paper needs it, from the declaration, the register's entry and the office (Luật Hộ tịch
 * 60/2014 Đ14, TT 04/2024/TT-BTP). Pure: the same facts give the same paper.
 */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { birthDateInWords } from '../catalogue/date-in-words.ts'
import type { Address } from '../catalogue/form.ts'
import { officialAddress } from '../catalogue/shown-answers.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { parseDay, type Day } from '../lib/time.ts'
import type { BirthCertificate as PrintedCertificate, ParentOnPaper } from '../signing/papers.ts'

/** Symbol of the form; as in the template's metadata, to be confirmed with the circular. */
const SYMBOL = 'TP/HT-KS'

export type EntryOnPaper = {
  book: string
  number: string
  registeredOn: string
  personalNumber: string
}

export type CertificateFacts = {
  answers: Record<string, unknown>
  /** What the civil register gave; null on the draft. */
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

/** The paper as it is printed, or its draft: not yet registered, signed or numbered, and marked "BẢN NHÁP". */
export type BirthCertificate = Omit<PrintedCertificate, 'registeredOn'> & {
  draft: boolean
  registeredOn: string | null
}

/** Refuses when the declaration no longer holds what the paper must say (erased by a lawful order, or never asked). */
export function birthCertificate(facts: CertificateFacts): Result<BirthCertificate> {
  const { answers, entry, signer } = facts
  const bornOn = parseDay(text(answers, 'child.birthOn'))
  if (text(answers, 'child.fullName') === '' || !bornOn) {
    return refuse(
      'answersMissing',
      'Tờ khai thiếu họ tên hoặc ngày sinh của trẻ nên chưa lập được giấy khai sinh.',
    )
  }
  return ok({
    createdAt: facts.createdAt,
    development: facts.development,
    draft: entry === null || signer === null,
    number: entry?.number ?? '',
    book: entry?.book ?? '',
    symbol: SYMBOL,
    child: { ...childOf(facts, bornOn), personalNumber: entry?.personalNumber ?? '' },
    mother: parentOf(facts, 'mother'),
    father: parentOf(facts, 'father'),
    requester: { name: text(answers, 'requester.fullName'), identity: identityOf(answers) },
    registeredAt: inTheCity(facts.officeName),
    registeredOn: entry?.registeredOn ?? null,
    note: null,
    signer: signer ?? { name: '', title: '' },
    verifyUrl: facts.verifyUrl,
    qr: facts.qr,
  })
}

function childOf({ answers, codeLists }: CertificateFacts, bornOn: Day) {
  return {
    name: text(answers, 'child.fullName'),
    bornOn,
    bornOnWords: birthDateInWords(bornOn),
    gender: label(codeLists, 'sex', text(answers, 'child.sex')),
    ethnicity: label(codeLists, 'ethnicity', text(answers, 'child.ethnicity')),
    nationality: label(codeLists, 'nationality', text(answers, 'child.nationality')),
    birthplace: place(codeLists, answers['child.birthPlace']),
    homeTown: text(answers, 'child.homeTown'),
  }
}

function parentOf(
  { answers, codeLists }: CertificateFacts,
  who: 'mother' | 'father',
): ParentOnPaper | null {
  const name = text(answers, `${who}.fullName`)
  if (name === '') return null
  return {
    name,
    bornYear: text(answers, `${who}.birthOn`).slice(0, 4),
    ethnicity: label(codeLists, 'ethnicity', text(answers, `${who}.ethnicity`)),
    nationality: label(codeLists, 'nationality', text(answers, `${who}.nationality`)),
    residence: place(codeLists, answers[`${who}.residence`]),
  }
}

/** 'Căn cước số 001196000012', or the other paper with its issue. */
function identityOf(answers: Record<string, unknown>): string {
  const personalNumber = text(answers, 'requester.personalNumber')
  if (personalNumber !== '') return `Căn cước số ${personalNumber}`
  const number = text(answers, 'requester.idNumber')
  if (number === '') return ''
  const kind = text(answers, 'requester.idKind') === 'passport' ? 'Hộ chiếu' : 'Giấy tờ'
  return [`${kind} số ${number}`, text(answers, 'requester.idIssued')].filter(Boolean).join(', ')
}

/** The office's place as the paper wants it; offices of other names already say their city. */
function inTheCity(officeName: string): string {
  return /hà nội/i.test(officeName) ? officeName : `${officeName}, thành phố Hà Nội`
}

function text(answers: Record<string, unknown>, id: string): string {
  const answer = answers[id]
  return typeof answer === 'string' ? answer : ''
}

function label(codeLists: CodeLists, list: string, code: string): string {
  return codeLists.label(list, code, 'vi') ?? code
}

function place(codeLists: CodeLists, answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('detail' in answer)) return ''
  return officialAddress(answer as Address, { lang: 'vi', codeLists })
}
