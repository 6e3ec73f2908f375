/** Brings the published law and the state's lists into the database. Repeatable: a second run changes nothing and says so. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Db, Tx } from '../db/connect.ts'
import { canonical, sha256Hex } from '../lib/canonical.ts'
import { readOffices } from './import-offices.ts'
import { correction, otherProvinces } from './import-files.ts'
import type { ImportReport, LimitComparison, TableCount } from './import-report.ts'
import {
  bringTo,
  gatheredForSearch,
  latestReport,
  lockImport,
  storeReport,
  targets,
} from './import-store.ts'
import { openLaw, type Law } from './law.ts'
import { withoutReorganised } from './reorganised-store.ts'
import { bootSnapshots } from './national/boot-snapshots.ts'
import { catalogueReport } from './national/catalogue-report.ts'
import { takeIn, type TakenIn } from './national/take-in.ts'
import { toDay } from '../lib/time.ts'
import { readUnits } from './places/unit-rows.ts'
import { publishFiles } from './publication/publish-files.ts'
import { bringPhrases } from './search/phrases-store.ts'
import { readSynonyms } from './synonyms.ts'
import { readBytes } from './table.ts'

export type ImportStep = { name: string; count: number }
export type ImportOptions = {
  dataDir: string
  /** Called after each step, for the progress page. Names are Vietnamese. */
  progress?: (step: ImportStep) => void
  /** Compare every row even when the same files have been imported before. */
  force?: boolean
}

/**
 * Imports everything in one transaction, as the owner of the database: an interrupted import leaves the catalogue as it was
 * and the next one begins anew. Throws DocumentFault when a file is broken or a published version was altered.
 */
export async function importAll(owner: Db, options: ImportOptions): Promise<ImportReport> {
  const began = performance.now()
  const files = fingerprints(options.dataDir)
  const fingerprint = sha256Hex(canonical(files))
  return owner.transaction().execute(async (tx) => {
    await lockImport(tx)
    const before = await latestReport(tx)
    if (before?.fingerprint === fingerprint && options.force !== true)
      return { ...before, changedRows: 0, isUnchanged: true }
    const law = openLaw(options.dataDir)
    const bring = (): Promise<Brought> => bringEverything(tx, law, options)
    const { tables, taken } = await (before === undefined ? gatheredForSearch(tx, bring) : bring())
    const changedRows = tables.reduce((sum, { changed }) => sum + changed, 0)
    const report: ImportReport = {
      at: new Date().toISOString(),
      fingerprint,
      changedRows,
      isUnchanged: changedRows === 0,
      milliseconds: Math.round(performance.now() - began),
      tables,
      ...(await summary(tx, law, taken)),
      files,
    }
    if (changedRows > 0 || before?.fingerprint !== fingerprint) await storeReport(tx, report)
    return report
  })
}

type Brought = { tables: TableCount[]; taken: TakenIn }

async function bringEverything(tx: Tx, law: Law, options: ImportOptions): Promise<Brought> {
  const { dataDir } = options
  const places = readUnits(dataDir)
  const offices = await withoutReorganised(tx, readOffices(dataDir))
  const tables: TableCount[] = []
  const step = async (name: string, bring: () => Promise<TableCount>): Promise<void> => {
    const count = await bring()
    tables.push(count)
    options.progress?.({ name, count: count.read })
  }
  await step('Tỉnh, huyện, xã trước và từ 01/7/2025', () => bringTo(tx, targets.unit, places.units))
  await step('Mã của từng nơi theo thời gian', () =>
    bringTo(tx, targets.unitNumber, places.numbers),
  )
  await step('Nơi cũ thành nơi mới', () => bringTo(tx, targets.unitSuccessor, places.successors))
  await step('Cơ quan của thành phố', () => bringTo(tx, targets.office, offices.offices))
  await step('Mã đơn vị theo thời gian', () => bringTo(tx, targets.number, offices.numbers))
  await step('Điểm phục vụ', () => bringTo(tx, targets.point, offices.points))
  await step('Danh mục dùng chung', () => bringTo(tx, targets.codeList, codeRows(law)))
  await step('Ngày nghỉ, ngày làm bù', () => bringTo(tx, targets.calendarDay, calendarRows(law)))
  await step('Cách nói hằng ngày', () => bringPhrases(tx, readSynonyms(dataDir)))
  const snapshots = bootSnapshots(dataDir, toDay(new Date()))
  const taken = await takeIn(tx, snapshots, otherProvinces(dataDir))
  for (const table of taken.tables)
    await step(NATIONAL_STEPS[table.table] ?? table.table, async () => table)
  await step('Văn bản đã công bố', () => publishFiles(tx, dataDir))
  return { tables, taken }
}

const NATIONAL_STEPS: Readonly<Record<string, string>> = {
  procedure: 'Danh mục thủ tục hành chính',
  procedure_source: 'Chi tiết thủ tục từ các nguồn',
  catalogue_finding: 'Chỗ nghi vấn chờ người biên tập',
  catalogue_change: 'Khác nhau giữa các lần chụp',
  catalogue_snapshot: 'Tệp danh mục đã đọc',
}

function codeRows(law: Law): object[] {
  return law.codeLists
    .names()
    .flatMap((list) =>
      law.codeLists
        .entries(list)
        .map(({ code, label }, position) => ({ list, code, position, ...label })),
    )
}

function calendarRows(law: Law): object[] {
  return law.calendar().document.days.map((day) => ({
    day: day.on,
    kind: day.kind,
    name: day.name,
    legal_basis: day.legalBasis,
    swapped_with: day.swappedWith ?? null,
  }))
}

async function summary(tx: Tx, law: Law, taken: TakenIn) {
  const national = await catalogueReport(tx, taken)
  return {
    ...national,
    corrections: [...national.corrections, correction('tonePlace', respelt(law))],
    receivedBy: tally(taken.rows.flatMap((row) => row.receivedBy)),
    notReceived: tally(taken.rows.flatMap((row) => row.notReceived ?? [])),
    limits: law.procedures().map(limitComparison),
  }
}

function respelt(law: Law): string[] {
  return law.codeLists
    .communesOf('01')
    .filter(({ name }) => / Hòa/.test(name))
    .map(({ name }) => name)
}

function limitComparison(procedure: ReturnType<Law['procedures']>[number]): LimitComparison {
  const decided = procedure.cases.map(({ code, limitText, limit }) => ({
    caseCode: code,
    text: limitText.vi,
    source: limit.source,
    mark: limit.mark,
  }))
  return { code: procedure.code, name: procedure.name.vi, sources: procedure.sourceLimits, decided }
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** Every file of the catalogue with its hash, and how many rows it has under its heading. */
function fingerprints(dataDir: string): ImportReport['files'] {
  const folders = ['units', 'codelists', 'procedures', 'curated', 'forms', 'workflows', 'calendars']
  const files = folders.flatMap((folder) =>
    readdirSync(join(dataDir, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(dataDir, folder, name))
      .sort(),
  )
  return files.map((file) => {
    const bytes = readBytes(file)
    const rows = rowsIn(file, bytes)
    return { name: basename(file), sha256: sha256Hex(bytes), rows }
  })
}

function rowsIn(file: string, bytes: Buffer): number {
  if (!/\.(csv|jsonl)(\.gz)?$/.test(file)) return 1
  const lines = bytes.toString('utf8').trimEnd().split('\n').length
  return /\.csv(\.gz)?$/.test(file) ? lines - 1 : lines
}
