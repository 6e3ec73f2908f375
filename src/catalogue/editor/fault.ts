/** What is to be mended in a draft, in Vietnamese and with its place, so that the page can lead to the box. Pure. */
import type { DocumentName } from './document-schemas.ts'

export type Fault = {
  readonly document: DocumentName
  /** 'cases.0.limit.value'; '' when it concerns the document as a whole. */
  readonly path: string
  readonly message: string
  /** The sentence of a check that has no Vietnamese words yet is shown as it is. */
  readonly lang?: 'en'
}
