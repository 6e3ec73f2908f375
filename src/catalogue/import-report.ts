/** What one import read, corrected, could not use and changed. Nothing is dropped or guessed silently. */

import type { Mark } from './mark.ts'

/** What was put right by a rule, without changing what the source means. */
export type Correction = {
  rule: 'straySpace' | 'levelUsed' | 'emptyPerformer' | 'tonePlace'
  rows: number
  examples: string[]
}
/** What no rule can put right: it waits for an editor. */
export type Finding = {
  kind: 'sharedCode' | 'malformedCode' | 'noPerformer' | 'unclearReceiver'
  rows: number
  examples: string[]
}
export type TableCount = { table: string; read: number; changed: number; gone: number }

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
  findings: Finding[]
  /** Procedures by the kind of office that receives them, and by why none does. */
  receivedBy: Record<string, number>
  notReceived: Record<string, number>
  limits: LimitComparison[]
  files: { name: string; sha256: string; rows: number }[]
}
