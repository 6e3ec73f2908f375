/** Runs of `motcua verify` over all dossiers. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type VerificationRun = {
  startedAt: Date
  dossiers: number
  events: number
  faults: number
  /** The sentence that the run printed first about a fault. */
  firstFault: string | null
}

/** As the worker: the application may not say of itself that its history is whole. */
export async function keepVerification(db: Db, run: VerificationRun): Promise<void> {
  await sql`
    insert into verification_run (started_at, dossiers, events, faults, first_fault)
    values (${run.startedAt}, ${run.dossiers}, ${run.events}, ${run.faults}, ${run.firstFault})`.execute(
    db,
  )
}

export async function lastVerification(
  db: Db | Tx,
): Promise<(VerificationRun & { finishedAt: Date }) | undefined> {
  const { rows } = await sql<VerificationRun & { finishedAt: Date }>`
    select started_at as "startedAt", finished_at as "finishedAt", dossiers, events, faults, first_fault as "firstFault"
      from verification_run order by id desc limit 1`.execute(db)
  return rows[0]
}
