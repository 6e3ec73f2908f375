/** What time does to drafts and to tries at codes. Runs under the worker's role. */
import type { CronItem, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { eraseGuidanceNames } from '../counter/jobs.ts'
import type { Db } from '../db/connect.ts'
import { eraseOldCounts } from '../office/limit-store.ts'
import { eraseOldTries } from '../tracking/jobs.ts'
import { warnExpiringDrafts, type DraftWarnings } from './jobs-warning.ts'
import { eraseOldUploads } from './piece-store.ts'

/** Erases drafts that nobody has touched for 30 days (rules: Retention). Answers how many. */
export async function eraseExpiredDrafts(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from filing_draft where expires_at <= ${now} returning id`.execute(db)
  await sql`delete from prepared_use where expires_at <= ${now}`.execute(db)
  return rows.length
}

export type FilingJobs = DraftWarnings & {
  /** False after the clock has jumped: then nobody is warned by it. */
  isClockEven?: () => boolean
}

/** A file that is not whole after a day is not coming any more. */
const UPLOAD_MS = 86_400_000

export function filingTasks(deps: FilingJobs): TaskList {
  const { db, now } = deps
  return {
    warnExpiringDrafts: async () => {
      if (deps.isClockEven?.() !== false) await warnExpiringDrafts(deps)
    },
    eraseExpiredDrafts: async () => {
      await eraseExpiredDrafts(db, now())
      await eraseOldUploads(db, new Date(now().getTime() - UPLOAD_MS))
      await eraseOldTries(db, now())
      await eraseOldCounts(db, now())
      await eraseGuidanceNames(db, now())
    },
  }
}

/** Every hour: nobody can open an expired draft anyway, and it should not lie about for long. */
export const FILING_TIMETABLE: readonly CronItem[] = [
  {
    task: 'warnExpiringDrafts',
    match: '*/10 * * * *',
    options: { backfillPeriod: 0, maxAttempts: 3 },
  },
  {
    task: 'eraseExpiredDrafts',
    match: '17 * * * *',
    options: { backfillPeriod: 0, maxAttempts: 3 },
  },
]
