/** What kinds of result the house can set, and in which of the clerk's books each is numbered. Pure. */
import law from '../../data/results/kinds.json' with { type: 'json' }
import type { PaperTemplate } from '../signing/render.ts'
import type { RegisterAct } from './register.ts'

export type ResultKind =
  | 'birthCertificate'
  | 'deathExtract'
  | 'marriageCertificate'
  | 'maritalStatusConfirmation'
  | 'civilStatusExtract'
  | 'buildingPermit'

export type KindOfResult = {
  kind: ResultKind
  /** What procedures call it (`result.template`). */
  template: keyof typeof law
  paper: PaperTemplate
  /** The clerk's book: its letters stand in the number. */
  book: string
  title: { vi: string; en: string }
  /** Originals to print of the one electronic original; copies are asked for apart. */
  originals: number
  /** What the civil register is asked at the workflow's step of that task; null: it has nothing to do with it. */
  asks: RegisterAct | null
}

/** Kind, paper, and what the register is asked; letters of the books, titles and numbers are law and stand in `data/results`. */
const KINDS: readonly Omit<KindOfResult, 'book' | 'title' | 'originals'>[] = [
  {
    kind: 'birthCertificate',
    template: 'birth-certificate',
    paper: 'birthCertificate',
    asks: 'birth',
  },
  { kind: 'deathExtract', template: 'death-extract', paper: 'deathExtract', asks: 'death' },
  {
    kind: 'marriageCertificate',
    template: 'marriage-certificate',
    paper: 'marriageCertificate',
    asks: 'marriage',
  },
  {
    kind: 'maritalStatusConfirmation',
    template: 'marital-status',
    paper: 'maritalStatus',
    asks: 'maritalStatus',
  },
  {
    kind: 'civilStatusExtract',
    template: 'civil-status-extract',
    paper: 'civilStatusExtract',
    asks: 'entry',
  },
  { kind: 'buildingPermit', template: 'building-permit', paper: 'buildingPermit', asks: null },
]

const ALL: readonly KindOfResult[] = KINDS.map((each) => {
  const { title, clerkBook, originals } = law[each.template]
  return { ...each, title, book: clerkBook.letters, originals: originals.count }
})

/** The kind behind `Terms.resultTemplate`; throws when the law names a template that the house does not have. */
export function kindOfTemplate(resultTemplate: string): KindOfResult {
  const found = ALL.find(({ template }) => template === resultTemplate)
  if (!found) throw new Error(`no paper of the house is called ${resultTemplate}`)
  return found
}

/** What the public page calls a paper; papers of other kinds (later versions, other houses) get a general name. */
export function titleOfKind(kind: string): { vi: string; en: string } {
  const found = ALL.find((each) => each.kind === kind)
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
