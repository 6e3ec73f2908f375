/**
 * Every night: all histories are recomputed, a checkpoint is signed over them, and every invariant is counted anew. Between the nights
 * somebody is told. Runs under the worker's role.
 */
import type { CronItem, TaskList } from 'graphile-worker'
import type { NoticeTemplates } from '../notice/template.ts'
import type { Facts } from './invariants/invariant.ts'
import { HistoryLost, makeCheckpoint, type CheckpointDeps } from './make-checkpoint.ts'
import { slicesFor, type IntegrityPolicy } from './policy.ts'
import { recompute } from './recompute.ts'
import { recheckFinding, reprojectFinding, type RepairDeps } from './repair.ts'
import { lastNight } from './run-store.ts'
import { keepVerification } from './verification-store.ts'
import { lostSentence, sentence } from './fault-words.ts'
import { verifyAll } from './verify-all.ts'
import type { TermsOf } from './verify.ts'
import { watchIntegrity } from './watch.ts'

export type AuditJobs = {
  checkpoint: CheckpointDeps
  termsOf: TermsOf
  /** What the invariants are counted with. */
  facts: Omit<Facts, 'slices' | 'markOlderThanMinutes'>
  policy: IntegrityPolicy
  templates: NoticeTemplates
  /** Where the findings stand. */
  findingsUrl: string
  /** Told of what a person must look at. */
  alarm(words: string): void
}

/** The outcome stands on the page of the house's state; a night that finds something also rings. */
export function auditTasks(deps: AuditJobs): TaskList {
  return {
    verifyHistories: () => verifyHistories(deps),
    signCheckpoint: () => signCheckpoint(deps),
    recomputeInvariants: () => recomputeInvariants(deps),
    watchIntegrity: () => watchIntegrity(watchDeps(deps)),
    recheckFinding: (payload) => recheckFinding(repairDeps(deps), payload),
    reprojectDossier: (payload) => reprojectFinding(repairDeps(deps), payload),
  }
}

/** 01:10, 02:10 and 03:10 in Hà Nội (the timetable is UTC): after the day's work, before the next. */
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
  {
    task: 'recomputeInvariants',
    match: '10 20 * * *',
    options: { backfillPeriod: 3_600_000 * 6, maxAttempts: 3 },
  },
  { task: 'watchIntegrity', match: '*/5 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
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

/** All invariants; of the store of files the share of tonight. The log rings once, the named people hear from the watch. */
export async function recomputeInvariants(deps: AuditJobs): Promise<void> {
  const { checkpoint, policy, alarm } = deps
  const { db, now } = checkpoint
  const before = await lastNight(db)
  const slices = slicesFor(now(), before?.finishedAt ?? undefined, policy.fileWindowDays)
  const facts = { ...factsOf(deps), slices }
  const { fresh, found } = await recompute({ db, facts, cause: 'nightly' })
  if (found > 0) alarm(`kiểm tra toàn vẹn: ${found} sai lệch, ${fresh} mới`)
  await watchIntegrity(watchDeps(deps))
}

function factsOf({ facts, policy }: AuditJobs): Facts {
  return { ...facts, slices: undefined, markOlderThanMinutes: policy.markOlderThanMinutes }
}

function watchDeps({ checkpoint: { db, now }, policy, templates, findingsUrl, alarm }: AuditJobs) {
  return { db, now, policy, templates, findingsUrl, alarm }
}

function repairDeps(deps: AuditJobs): RepairDeps {
  return { db: deps.checkpoint.db, facts: factsOf(deps) }
}
