/** A procedure as the search finds it, and what a search is confined to. */
import type { NotReceived, ReceivingKind } from '../received-by.ts'

export type FoundProcedure = {
  code: string
  name: string
  field: string
  performedBy: string[]
  issuedBy: string
  receivedBy: ReceivingKind[]
  notReceived: NotReceived | null
  /** We have a curated, published document for it that is not withdrawn. */
  isPublished: boolean
}
export type Candidate = FoundProcedure & {
  key: string
  otherNames: string[]
  titles: string[]
  bareField: string
  special: string[]
}
export type Scope = {
  /** Only what this office receives. */
  officeId?: number | undefined
  /** Editors also see other provinces', internal and withdrawn procedures. */
  audience?: 'public' | 'editor' | undefined
  field?: string | undefined
  receiver?: Receiver | undefined
  /** Only these: the procedures of a life event. */
  codes?: readonly string[] | undefined
}
/** Who takes the dossier, as people tell offices apart. */
export const receivers = ['commune', 'city', 'national'] as const
export type Receiver = (typeof receivers)[number]
