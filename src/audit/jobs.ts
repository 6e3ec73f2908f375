/** Every night: all histories are recomputed, and a checkpoint is signed over them. Runs under the worker's role. */
import type { CronItem, TaskList } from 'graphile-worker'
import { HistoryLost, makeCheckpoint, type CheckpointDeps } from './make-checkpoint.ts'
import { keepVerification } from './verification-store.ts'
import { lostSentence, sentence } from './fault-words.ts'
import { verifyAll } from './verify-all.ts'
import type { TermsOf } from './verify.ts'

export type AuditJobs = {
  checkpoint: CheckpointDeps
  termsOf: TermsOf
  /** Told of what a person must look at. */
  alarm(words: string): void
}

/** The outcome stands on the page of the house's state; a night that finds something also rings. */
export function auditTasks(deps: AuditJobs): TaskList {
  return {
    verifyHistories: () => verifyHistories(deps),
    signCheckpoint: () => signCheckpoint(deps),
  }
}

/** 01:10 and 02:10 in Hà Nội (the timetable is UTC): after the day's work, before the next. */
export const AUDIT_TIMETABLE: readonly CronItem[] = [
  {
    task: 'verifyHistories',
    match: '10 18 * * *',
    options: { backfillPeriod: 3_600_000 * 6, maxAttempts: 3 },
  },
  {
    task: 'signCheckpoint',
    match: '10 19 * * *',
    options: { backfillPeriod: 3_600_000 * 6, maxAttempts: 3 },
  },
]

export async function verifyHistories({
  checkpoint: { db, now },
  termsOf,
  alarm,
}: AuditJobs): Promise<void> {
  const startedAt = now()
  const { dossiers, events, faults } = await verifyAll({ db, termsOf, changedOnly: false })
  const firstFault = faults[0] ? sentence(faults[0]) : null
  await keepVerification(db, { startedAt, dossiers, events, faults: faults.length, firstFault })
  for (const fault of faults.slice(0, 20)) alarm(sentence(fault))
}

/** Never signs over a loss: then the verification says so, and the newest checkpoint outside stays the proof. */
export async function signCheckpoint({ checkpoint, alarm }: AuditJobs): Promise<void> {
  try {
    await makeCheckpoint(checkpoint)
  } catch (error) {
    if (!(error instanceof HistoryLost)) throw error
    const words = lostSentence(error.lost[0]!)
    const startedAt = checkpoint.now()
    const faults = error.lost.length
    await keepVerification(checkpoint.db, {
      startedAt,
      dossiers: 0,
      events: 0,
      faults,
      firstFault: words,
    })
    alarm(words)
  }
}
