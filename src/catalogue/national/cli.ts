/** `motcua import catalogue FILE…`: reads snapshots of the portal, says what differs, changes no law. */
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Db } from '../../db/connect.ts'
import { toDay } from '../../lib/time.ts'
import { otherProvinces } from '../import-files.ts'
import { lockImport } from '../import-store.ts'
import { catalogueReport, snapshotReport, type CatalogueReport } from './catalogue-report.ts'
import { FOUND_KINDS, isFoundKind } from './finding-kinds.ts'
import { changeSentence, countSentences } from './change-words.ts'
import { RefusedFile } from './refused-file.ts'
import { openFindings } from './finding-store.ts'
import { writeReport } from './report-file.ts'
import { readSnapshot, type Snapshot } from './snapshot-file.ts'
import { takeIn, type TakenIn } from './take-in.ts'
import { knownSnapshots, type FoundChange } from './take-in-store.ts'

export type CatalogueArgs = {
  files: string[]
  takenOn: string | undefined
  report: string | undefined
}
export type CatalogueDeps = {
  db: Db
  dataDir: string
  now: () => Date
  out: (line: string) => void
}

/** What stands after `import catalogue`; undefined when it is written wrongly. */
export function catalogueArgs(args: string[]): CatalogueArgs | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { 'taken-on': { type: 'string' }, report: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    })
    if (positionals.length === 0) return undefined
    return { files: positionals, takenOn: values['taken-on'], report: values.report }
  } catch {
    return undefined
  }
}

/** The exit code: 0 when everything was read, 1 when any file was refused; then nothing at all was changed. */
export async function importCatalogue(
  { files, takenOn, report }: CatalogueArgs,
  deps: CatalogueDeps,
): Promise<number> {
  const today = toDay(deps.now())
  const { snapshots, refusals } = readAll(files, { takenOn, today })
  for (const { code, message } of refusals) deps.out(`${message} [${code}]`)
  if (refusals.length > 0) {
    deps.out('Danh mục giữ nguyên như trước. (Nothing was changed.)')
    if (report)
      writeReport(report, { refusals: refusals.map(({ code, message }) => ({ code, message })) })
    return 1
  }
  const result = await take(snapshots, deps)
  say(result, deps.out)
  if (report) writeReport(report, result.written)
  return 0
}

function readAll(
  files: readonly string[],
  options: { takenOn: string | undefined; today: string },
) {
  const snapshots: Snapshot[] = []
  const refusals: RefusedFile[] = []
  for (const file of files) {
    try {
      const read = readSnapshot(file, options)
      const twin = snapshots.find(({ sha256 }) => sha256 === read.sha256)
      if (twin)
        throw new RefusedFile(
          'twinFile',
          `Tệp ${basename(file)} có cùng nội dung với ${twin.name}. Hãy bỏ bớt một tệp.`,
        )
      snapshots.push(read)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      refusals.push(error)
    }
  }
  return { snapshots, refusals }
}

type Result = { taken: TakenIn; known: Snapshot[]; written: CatalogueFile }
/** The file of `--report`. */
type CatalogueFile = CatalogueReport & {
  changedRows: number
  differences: FoundChange[]
  open: Awaited<ReturnType<typeof openFindings>>
  known: string[]
}

async function take(
  snapshots: readonly Snapshot[],
  { db, dataDir }: CatalogueDeps,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await lockImport(tx)
    const before = new Set((await knownSnapshots(tx)).map(({ sha256 }) => sha256))
    const known = snapshots.filter(({ sha256 }) => before.has(sha256))
    const fresh = snapshots.filter(({ sha256 }) => !before.has(sha256))
    const taken = await takeIn(tx, fresh, otherProvinces(dataDir))
    const report = await catalogueReport(tx, taken)
    const written = {
      ...report,
      snapshots: taken.snapshots.map(snapshotReport),
      changedRows: changedRows(taken),
      differences: taken.changes,
      open: await openFindings(tx),
      known: known.map(({ name }) => name),
    }
    return { taken, known, written }
  })
}

/** Rows of facts, findings and proposals; that a file was read is no change of the catalogue. */
function changedRows({ tables }: TakenIn): number {
  return tables
    .filter(({ table }) => table !== 'catalogue_snapshot')
    .reduce((sum, { changed }) => sum + changed, 0)
}

const MOST_LINES = 200

function say({ taken, known, written }: Result, out: CatalogueDeps['out']): void {
  for (const { name } of known) out(`Tệp ${name} đã được đọc trước đây. [knownFile]`)
  for (const each of taken.snapshots) {
    out(`Đã đọc ${each.name}: ${each.rows} dòng, chụp ngày ${each.takenOn}.`)
    if (each.twins > 0) out(`  ${each.twins} dòng lặp nguyên văn, đọc một lần. [twinRows]`)
    if (each.columns.missing.length > 0)
      out(`  Thiếu cột ${each.columns.missing.join(', ')}: giữ điều đã biết. [missingColumns]`)
    if (each.columns.extra.length > 0)
      out(`  Bỏ qua cột lạ ${each.columns.extra.join(', ')}. [extraColumns]`)
    if (each.isExtract)
      out('  Chỉ là một phần của danh mục: không kết luận thủ tục nào đã bỏ. [extract]')
  }
  for (const line of taken.changes.slice(0, MOST_LINES).map(changeSentence)) out(`  ${line}`)
  if (taken.changes.length > MOST_LINES)
    out(`  … và ${taken.changes.length - MOST_LINES} khác biệt nữa; xem /bien-tap/thay-doi.`)
  for (const line of countSentences(taken.changes)) out(line)
  const waiting = Object.entries(written.findings).map(
    ([kind, n]) => `${isFoundKind(kind) ? FOUND_KINDS[kind].vi : kind}: ${n}`,
  )
  out(`Chờ người biên tập – ${waiting.join('; ')}.`)
  out(
    written.changedRows === 0
      ? 'Không dòng nào thay đổi. (Nothing changed.)'
      : `${written.changedRows} dòng được ghi; ${written.changes.new} đề xuất mới ở /bien-tap/thay-doi. (Rows changed: ${written.changedRows}.)`,
  )
}
