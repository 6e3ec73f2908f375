/** What kinds of result the house can set, and in which of the clerk's books each is numbered. Pure. */
import type { PaperTemplate } from '../signing/render.ts'

export type ResultKind = 'birthCertificate'

export type KindOfResult = {
  kind: ResultKind
  paper: PaperTemplate
  /** The clerk's book: its letters stand in the number. */
  book: string
  title: { vi: string; en: string }
}

const KINDS: Readonly<Record<string, KindOfResult>> = {
  'birth-certificate': {
    kind: 'birthCertificate',
    paper: 'birthCertificate',
    book: 'GKS',
    title: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  },
}

/** The kind behind `Terms.resultTemplate`; throws when the law names a template that the house does not have. */
export function kindOfTemplate(resultTemplate: string): KindOfResult {
  const found = KINDS[resultTemplate]
  if (!found) throw new Error(`no paper of the house is called ${resultTemplate}`)
  return found
}

/** What the public page calls a paper; papers of other kinds (later versions, other houses) get a general name. */
export function titleOfKind(kind: string): { vi: string; en: string } {
  const found = Object.values(KINDS).find((each) => each.kind === kind)
  return (
    found?.title ?? {
      vi: 'Kết quả giải quyết thủ tục hành chính',
      en: 'Result of an administrative procedure',
    }
  )
}

/** '128/2026/GKS': number, year, letters of the book. */
export function showNumber(entry: { number: number; year: number; book: string }): string {
  return `${entry.number}/${entry.year}/${entry.book}`
}
