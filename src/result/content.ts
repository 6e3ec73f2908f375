/** What a result says: the lines of the paper, in the order of the paper, and how pages show the same lines. Pure. */
import { ok, refuse, type Result } from '../lib/result.ts'
import { parseDay } from '../lib/time.ts'
import type { LinesOnPaper, SignedPaper } from '../signing/result-papers.ts'
import type { PaperInput } from '../signing/render.ts'
import type { Words } from '../catalogue/shape.ts'
import type { PaperFacts } from './paper-facts.ts'

/** The value stands in the language of the paper; the label is also read on citizens' pages. */
export type Entry = { label: Words; value: string; more?: string }
/** One line of the paper holds one to three entries. */
export type Section = {
  title: Words | null
  /** What pages call it, where the paper gives it no title. */
  heading?: Words
  lines: Entry[][]
}

/** One value as the office compares it. */
export type Field = { label: string; value: string }

export type Content = { paper: PaperInput; sections: Section[] }

export function entry(vi: string, en: string, value: string): Entry {
  return { label: { vi, en }, value }
}

/** The paper around its lines: a draft until somebody is to sign it. */
export function signedPaper(facts: PaperFacts): SignedPaper {
  const { createdAt, development, signer, verifyUrl, qr } = facts
  return {
    createdAt,
    development,
    draft: signer === null,
    signer: signer ?? { name: '', title: '' },
    verifyUrl,
    qr,
  }
}

/** Number, book and day in the civil register; nothing on the draft of what it has not entered. */
export function registered({ entry: given }: PaperFacts) {
  return {
    number: given?.number ?? '',
    book: given?.book ?? '',
    registeredOn: given ? (parseDay(given.registeredOn) ?? null) : null,
  }
}

export function linesOnPaper(sections: readonly Section[]): LinesOnPaper {
  return sections.map(({ title, lines }) => ({
    title: title?.vi ?? null,
    lines: lines.map((line) => line.map(({ label, value }) => ({ label: label.vi, value }))),
  }))
}

/** A lawful no of a builder: which of what the paper must say is missing, in the words of the form. */
export function missing(names: readonly string[], paper: string): Result<never> {
  return refuse(
    'answersMissing',
    `Tờ khai thiếu ${names.join(', ')} nên chưa lập được ${paper}. Hãy yêu cầu bổ sung.`,
  )
}

/** The names of what was not answered. */
export function unanswered(wanted: readonly (readonly [name: string, value: string])[]): string[] {
  return wanted.filter(([, value]) => value === '').map(([name]) => name)
}

/** Whoever sets a paper that rests on the register must have its answer; a draft may go without. */
export function demandEntry({ entry: given, signer }: PaperFacts): Result<null> {
  return given === null && signer !== null
    ? refuse('notRegistered', 'Chưa có trả lời của cơ sở dữ liệu hộ tịch nên chưa lập được giấy.')
    : ok(null)
}
