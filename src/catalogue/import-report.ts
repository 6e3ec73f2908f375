/** What one import read, corrected, could not use and changed. Nothing is dropped or guessed silently. */

import type { Mark } from './mark.ts'

/** What was put right by a rule, without changing what the source means. */
export type Correction = {
  rule:
    | 'straySpace'
    | 'levelUsed'
    | 'emptyPerformer'
    | 'tonePlace'
    | 'gluedLegalCode'
    | 'noteNotPaper'
    | 'twinRow'
  rows: number
  examples: string[]
}
export type TableCount = { table: string; read: number; changed: number; gone: number }

/** One file of the national catalogue. */
export type SnapshotReport = {
  name: string
  kind: string
  takenOn: string
  rows: number
  twins: number
  missingColumns: string[]
  extraColumns: string[]
  /** a part of the list: nothing is called gone because it is missing here */
  isExtract: boolean
}
/** Procedures of the list and of the detail sources, and for how many of those in the list something is not known. */
export type DetailCounts = {
  listed: number
  detailed: number
  inBothSources: number
  withoutDetail: number
  limitUnknown: number
  feeUnknown: number
}

/** All values of one limit, side by side: what each source says and what was decided. */
export type LimitComparison = {
  code: string
  name: string
  sources: { source: string; where: string; text: string }[]
  decided: { caseCode: string; text: string; source: string; mark: Mark }[]
}

export type ImportReport = {
  at: string
  /** Hash over every file that was read. */
  fingerprint: string
  changedRows: number
  /** True when the same files had been imported before and nothing had to be done. */
  isUnchanged: boolean
  milliseconds: number
  tables: TableCount[]
  corrections: Correction[]
  /** What no rule can put right, by kind: it waits for an editor. Counted when the import ended. */
  findings: Record<string, number>
  snapshots: SnapshotReport[]
  details: DetailCounts
  /** Differences between snapshots that an editor has not decided on. */
  changes: { found: number; new: number }
  /** Procedures by the kind of office that receives them, and by why none does. */
  receivedBy: Record<string, number>
  notReceived: Record<string, number>
  limits: LimitComparison[]
  files: { name: string; sha256: string; rows: number }[]
}
