/** The import report as a file: the page's numbers, and every finding and open change one by one. */
import { writeFileSync } from 'node:fs'
import type { Db } from '../../db/connect.ts'
import { Unstartable } from '../../db/unstartable.ts'
import type { ImportReport } from '../import-report.ts'
import { changesFor } from './change-store.ts'
import { openFindings } from './finding-store.ts'

const ALL = 1_000_000

export async function writeReportFile(db: Db, file: string, report: ImportReport): Promise<void> {
  const open = await db.transaction().execute(async (tx) => ({
    findings: await openFindings(tx),
    changes: await changesFor(tx, { state: 'open', limit: ALL, offset: 0, curated: [] }),
  }))
  writeReport(file, { ...report, open })
}

/** Throws Unstartable, one sentence for people, when the file cannot be written; the import itself stands. */
export function writeReport(file: string, report: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  } catch {
    throw new Unstartable(
      `Không ghi được báo cáo vào ${file}. Dữ liệu đã nạp vẫn giữ; hãy chọn chỗ khác rồi chạy lại. (The report could not be written.)`,
    )
  }
}
