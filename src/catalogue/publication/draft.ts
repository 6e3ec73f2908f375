/** A document while it is written, as the store keeps it and the editors' pages show it. */
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import type { DocumentKind, DocumentState } from './publication.ts'

/** What the draft was made from. */
export type Origin =
  | { readonly from: 'published'; readonly version: number }
  | { readonly from: 'national'; readonly source: string }
  | { readonly from: 'file'; readonly name: string }
  | { readonly from: 'form' }

export type DocumentFaults = {
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly faults: readonly string[]
}

/** The last check of a draft, together with the drafts that it was checked with. */
export type CheckResult = {
  readonly at: string
  readonly by: number
  /** Of this draft's body and tests as they were checked. */
  readonly sha256: string
  /** Hash of each draft of the package, by draft id. */
  readonly together: Readonly<Record<string, string>>
  readonly faults: readonly string[]
}

export type Draft = {
  readonly id: string
  readonly kind: DocumentKind
  readonly code: string
  readonly version: number
  readonly state: 'draft' | 'checked' | 'released' | 'discarded'
  readonly revision: number
  readonly body: Readonly<Record<string, unknown>>
  readonly tests: unknown
  readonly sha256: string
  readonly origin: Origin
  readonly createdBy: number
  readonly createdByName: string
  readonly createdAt: Date
  readonly editedBy: number
  readonly editedByName: string
  readonly editedAt: Date
  readonly checkResult: CheckResult | null
}

export function draftHash(body: unknown, tests: unknown): string {
  return sha256Hex(canonical({ body, tests: tests ?? null }))
}

/** A draft as the rules see it; a released one is seen as the published document instead. */
export function stateOfDraft(draft: Draft): DocumentState {
  const { createdBy, editedBy, revision, sha256 } = draft
  const written = { draftedBy: createdBy, editedBy, revision, sha256 }
  switch (draft.state) {
    case 'draft':
      return { state: 'draft', ...written }
    case 'checked':
      return { state: 'checked', checkedSha256: draft.checkResult?.sha256 ?? '', ...written }
    case 'discarded':
      return { state: 'discarded' }
    case 'released':
      return { state: 'absent' }
  }
}
