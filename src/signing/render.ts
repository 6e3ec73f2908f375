/** What the office needs from whatever sets its papers. Implemented in `adapters/typst.ts`. */
import type { Papers } from './papers.ts'

/** The papers of this house; each has versions under `data/templates/papers/<folder>/`. */
export const PAPER_FOLDERS = {
  submissionReceipt: 'submission-receipt',
  form01: 'form-01',
  form02: 'form-02',
  form03: 'form-03',
  apologyLetter: 'apology-letter',
  birthCertificate: 'birth-certificate',
  deathExtract: 'death-extract',
  marriageCertificate: 'marriage-certificate',
  maritalStatus: 'marital-status',
  civilStatusExtract: 'civil-status-extract',
  buildingPermit: 'building-permit',
  declaration: 'declaration',
  receiptForAnother: 'receipt-for-another',
  handoverSlip: 'handover-slip',
  guidanceSlip: 'guidance-slip',
  procedureGuide: 'procedure-guide',
  feeReceipt: 'fee-receipt',
  signatureAppearance: 'signature-appearance',
  sealAppearance: 'seal-appearance',
} as const

export type PaperTemplate = keyof typeof PAPER_FOLDERS

/** A place on a page: page counted from 1, millimetres from the page's top left corner. */
export type Place = { page: number; x: number; y: number; width: number; height: number }

/** Where the leader signs and where the seal, the number and the date of issue stand. */
export type SignaturePlaces = { leader: Place; seal: Place }

/** What is known of one version of a template: `<version>.json` beside `<version>.typ`. */
export type PaperVersion = {
  template: PaperTemplate
  version: string
  title: string
  /** The circular that prescribes the layout, or null where the city made the paper itself. */
  circular: string | null
  /** 'published' = taken from the printed law; 'toConfirm' = the layout waits for the text of the circular; 'own' = ours. */
  mark: 'published' | 'toConfirm' | 'own'
  validFrom: string
  signaturePlaces: SignaturePlaces | null
  /** Made-up values with which the paper can be printed; the tests print every one. */
  example: Record<string, unknown>
}

export interface PaperRenderer {
  /**
   * The paper as PDF/A-2b. `paper` goes in as JSON and is never read as markup; its `createdAt` (ISO instant) becomes the
   * document's date, so that the same input gives the same bytes. Throws `PaperFailed` when the template refuses it.
   */
  render<T extends PaperTemplate>(
    template: T,
    version: string,
    paper: T extends keyof Papers ? Papers[T] : PaperInput,
  ): Promise<Uint8Array>
  /** The version of the template that is in force on the day ('YYYY-MM-DD'). Throws when there is none. */
  versionOn(template: PaperTemplate, day: string): PaperVersion
  version(template: PaperTemplate, version: string): PaperVersion
  close(): Promise<void>
}

/** Every paper says when it was made. */
export type PaperInput = object & { createdAt: string }

export class PaperFailed extends Error {
  override readonly name = 'PaperFailed'
}
