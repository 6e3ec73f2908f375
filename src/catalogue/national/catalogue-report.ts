/** The report of a run in numbers: read, corrected by a named rule, unknown, waiting for an editor. */
import type { Tx } from '../../db/connect.ts'
import { correction } from '../import-files.ts'
import type { Correction, DetailCounts, SnapshotReport } from '../import-report.ts'
import { detailCounts } from './report-store.ts'
import type { Snapshot } from './snapshot-file.ts'
import { countOpenFindings } from './take-in-store.ts'
import type { TakenIn, TakenSnapshot } from './take-in.ts'

export type CatalogueReport = {
  corrections: Correction[]
  findings: Record<string, number>
  snapshots: SnapshotReport[]
  details: DetailCounts
  changes: { found: number; new: number }
}

export async function catalogueReport(tx: Tx, taken: TakenIn): Promise<CatalogueReport> {
  const proposed = taken.tables.find(({ table }) => table === 'catalogue_change')
  return {
    corrections: [
      correction('straySpace', taken.spaced),
      correction('levelUsed', taken.byLevel),
      correction('emptyPerformer', taken.holes),
      correction('gluedLegalCode', taken.glued),
      correction('noteNotPaper', taken.notes),
      correction(
        'twinRow',
        taken.snapshots.flatMap(({ name, twins }) => Array<string>(twins).fill(name)),
      ),
    ],
    findings: await countOpenFindings(tx),
    snapshots: taken.snapshots.map(snapshotReport),
    details: await detailCounts(tx),
    changes: { found: taken.changes.length, new: proposed?.changed ?? 0 },
  }
}

export function snapshotReport(taken: TakenSnapshot): SnapshotReport {
  const { name, kind, takenOn, rows, twins, columns, isExtract } = taken
  return {
    name,
    kind,
    takenOn,
    rows,
    twins,
    missingColumns: columns.missing,
    extraColumns: columns.extra,
    isExtract,
  }
}

/** What the reading of detail records put right, one entry for each place. */
export function readingCorrections(snapshots: readonly Snapshot[]) {
  const details = snapshots.flatMap((each) =>
    each.kind === 'list' ? [] : each.records.map(({ detail }) => detail),
  )
  const glued = details.flatMap(({ code, legalBasis }) =>
    legalBasis
      .filter((basis) => basis.code !== null && basis.code !== basis.raw)
      .map((basis) => `${code}: ${basis.raw} → ${basis.code}`),
  )
  const notes = details.flatMap(({ code, paperGroups }) =>
    paperGroups.flatMap((group) => group.notes.map(() => code)),
  )
  return { glued, notes }
}
