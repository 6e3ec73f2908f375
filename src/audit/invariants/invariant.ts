/** What must hold in production: each invariant has a name, a statement for people, the way to mend it, and one look at a page. */
import type { Calendar } from '../../calendar/calendar.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import type { FileStore } from '../../paper/files.ts'
import type { RawDossier } from '../store.ts'
import type { Fault, TermsOf } from '../verify.ts'

/** `place` names the thing by ids only; `what` says what differs, without a code, a name or an answer. */
export type Difference = { place: string; dossierId: string | null; what: string }

/** What the looks ask of the world. */
export type Facts = {
  termsOf: TermsOf
  calendar(): Calendar
  ancestorsOf(officeId: number): readonly number[]
  files: FileStore
  now(): Date
  /** Which seventh (or other share) of the store is read in this run; every file when undefined. */
  slices: FileSlices | undefined
  markOlderThanMinutes: number
  /** Told of every file that is read. */
  onFile?: () => void
}
/** Of `of` shares of all files those that are read now. */
export type FileSlices = { of: number; read: readonly number[] }

/** Up to some hundred dossiers as one snapshot of the database has them. */
export type DossierPage = {
  /** Repeatable read, read only. */
  tx: Tx
  ids: string[]
  raws: readonly RawDossier[]
  /** The first fault that `motcua verify` finds in each. */
  faults: ReadonlyMap<string, Fault>
  /** The state as the history gives it; absent where the history itself is broken. */
  states: ReadonlyMap<string, DossierState>
}

/** What can only be looked at outside the database comes back as a function, called when the snapshot is closed. */
export type Looked = Difference[] | (() => Promise<Difference[]>)

type Naming = {
  name: string
  title: string
  statement: string
  mend: string
  /** Re-projecting the dossier from its history mends it. */
  canReproject: boolean
  /** Whoever takes such a finding on says why it is as it is. */
  needsReason?: boolean
}
export type DossierInvariant = Naming & {
  over: 'dossiers'
  look(page: DossierPage, facts: Facts): Looked | Promise<Looked>
}
export type TableInvariant = Naming & {
  over: 'table'
  /** The rows after `after` ('' to begin); `next` is null at the end. */
  look(
    db: Db,
    after: string,
    facts: Facts,
  ): Promise<{ differences: Difference[]; next: string | null }>
}
export type Invariant = DossierInvariant | TableInvariant

export function dossierDifference(dossierId: string, what: string, part = ''): Difference {
  return { place: part === '' ? dossierId : `${dossierId}:${part}`, dossierId, what }
}
