/** Brings the published law and the state's lists into the database. Repeatable: a second run changes nothing and says so. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Db, Tx } from '../db/connect.ts'
import { canonical, sha256Hex } from '../lib/canonical.ts'
import { readOffices } from './import-offices.ts'
import { correction, readProcedures, type ListedProcedures } from './import-files.ts'
import type { ImportReport, LimitComparison, TableCount } from './import-report.ts'
import {
  alteredDocuments,
  bringTo,
  isAnythingPinned,
  latestReport,
  lockImport,
  publish,
  storeReport,
  targets,
  type PublishedDocument,
} from './import-store.ts'
import { openLaw, type Law } from './law.ts'
import { readUnits } from './places/unit-rows.ts'
import { DocumentFault } from './shape.ts'
import { readSynonyms } from './synonyms.ts'
import { readBytes, readRecords } from './table.ts'

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
    const listed = readProcedures(options.dataDir)
    const tables = await bringEverything(tx, { law, listed, options })
    const changedRows = tables.reduce((sum, { changed }) => sum + changed, 0)
    const report: ImportReport = {
      at: new Date().toISOString(),
      fingerprint,
      changedRows,
      isUnchanged: changedRows === 0,
      milliseconds: Math.round(performance.now() - began),
      tables,
      ...summary(law, listed),
      files,
    }
    if (changedRows > 0 || before?.fingerprint !== fingerprint) await storeReport(tx, report)
    return report
  })
}

type Sources = { law: Law; listed: ListedProcedures; options: ImportOptions }

async function bringEverything(tx: Tx, { law, listed, options }: Sources): Promise<TableCount[]> {
  const { dataDir } = options
  const places = readUnits(dataDir)
  const offices = readOffices(dataDir)
  const steps: [string, () => Promise<TableCount>][] = [
    ['Tỉnh, huyện, xã trước và từ 01/7/2025', () => bringTo(tx, targets.unit, places.units)],
    ['Mã của từng nơi theo thời gian', () => bringTo(tx, targets.unitNumber, places.numbers)],
    ['Nơi cũ thành nơi mới', () => bringTo(tx, targets.unitSuccessor, places.successors)],
    ['Cơ quan của thành phố', () => bringTo(tx, targets.office, offices.offices)],
    ['Mã đơn vị theo thời gian', () => bringTo(tx, targets.number, offices.numbers)],
    ['Điểm phục vụ', () => bringTo(tx, targets.point, offices.points)],
    ['Danh mục dùng chung', () => bringTo(tx, targets.codeList, codeRows(law))],
    ['Ngày nghỉ, ngày làm bù', () => bringTo(tx, targets.calendarDay, calendarRows(law))],
    ['Cách nói hằng ngày', () => bringTo(tx, targets.synonym, readSynonyms(dataDir))],
    ['Danh mục thủ tục hành chính', () => bringTo(tx, targets.procedure, listed.rows)],
    [
      'Chi tiết thủ tục từ các nguồn',
      () => bringTo(tx, targets.procedureSource, sourceRows(dataDir)),
    ],
    ['Văn bản đã công bố', () => publishDocuments(tx, law)],
  ]
  const counts: TableCount[] = []
  for (const [name, step] of steps) {
    const count = await step()
    counts.push(count)
    options.progress?.({ name, count: count.read })
  }
  return counts
}

/** A published version never changes once something was filed under the law; before that it may be corrected. */
async function publishDocuments(tx: Tx, law: Law): Promise<TableCount> {
  const documents = publishedDocuments(law)
  const altered = await alteredDocuments(tx, documents)
  if (altered.length > 0 && (await isAnythingPinned(tx))) {
    const faults = altered.map(
      (name) => `${name} is already published with other content; publish a new version instead`,
    )
    throw new DocumentFault('data/', faults)
  }
  return publish(tx, documents)
}

function publishedDocuments(law: Law): PublishedDocument[] {
  const procedures = law.procedures()
  const forms = procedures.map(({ form }) => law.form(form.id, form.version))
  const workflows = procedures.map(({ workflow }) => law.workflow(workflow.id, workflow.version))
  const calendar = law.calendar().document
  return [
    ...procedures.map((each) => document('procedure', { ...each, id: each.code })),
    ...forms.map((each) => document('form', each)),
    ...workflows.map((each) =>
      document('workflow', { ...each, validFrom: '2025-07-01', validTo: null }),
    ),
    document('calendar', { ...calendar, id: calendar.calendar }),
  ]
}

type Publishable = { id: string; version: number; validFrom: string; validTo: string | null }

function document(kind: PublishedDocument['kind'], body: Publishable): PublishedDocument {
  const { id, version, validFrom, validTo } = body
  const sha256 = sha256Hex(canonical(body))
  return { kind, code: id, version, valid_from: validFrom, valid_to: validTo, sha256, body }
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

/** The detail records of both sources, unchanged. */
function sourceRows(dataDir: string): object[] {
  const folder = join(dataDir, 'procedures')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .flatMap((name) =>
      readRecords(join(folder, name)).map((body) => {
        const { ma, code } = body as { ma?: string; code?: string }
        const source = name.replace(/_\d\.\d{6}\.jsonl\.gz$|\.jsonl\.gz$/, '')
        return { code: (ma ?? code ?? '').trim(), source, sha256: sha256Hex(canonical(body)), body }
      }),
    )
}

function summary(law: Law, { rows, corrections, findings }: ListedProcedures) {
  const notReceived = rows.flatMap((row) => row.not_received ?? [])
  return {
    corrections: [...corrections, correction('tonePlace', respelt(law))],
    findings,
    receivedBy: tally(rows.flatMap((row) => row.received_by)),
    notReceived: tally(notReceived),
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
    readdirSync(join(dataDir, folder))
      .sort()
      .map((name) => join(dataDir, folder, name)),
  )
  return files.map((file) => {
    const bytes = readBytes(file)
    const rows = /\.csv(\.gz)?$/.test(file) ? lines(bytes) - 1 : 1
    return { name: basename(file), sha256: sha256Hex(bytes), rows }
  })
}

function lines(bytes: Buffer): number {
  return bytes.toString('utf8').trimEnd().split('\n').length
}
