/** Runs of the recomputation: begun, ended, and when the last whole one was. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type RunCause = 'nightly' | 'command' | 'recheck'
export type Counted = {
  dossiers: number
  files: number
  found: number
  fresh: number
  mended: number
}

export async function startRun(
  db: Db,
  run: { cause: RunCause; onlyName: string | null; onlyDossier: string | null },
): Promise<{ id: number; startedAt: Date }> {
  const { rows } = await sql<{ id: number; startedAt: Date }>`
    insert into invariant_run (cause, only_name, only_dossier) values (${run.cause}, ${run.onlyName}, ${run.onlyDossier}::uuid)
    returning id, started_at as "startedAt"`.execute(db)
  return rows[0]!
}

export async function finishRun(db: Db, id: number, counted: Counted): Promise<void> {
  const { dossiers, files, found, fresh, mended } = counted
  await sql`
    update invariant_run
       set finished_at = now(), dossiers = ${dossiers}, files = ${files}, found = ${found}, fresh = ${fresh}, mended = ${mended}
     where id = ${id}`.execute(db)
}

/** It broke off: it stays without an end, with the reason. */
export async function failRun(db: Db, id: number, reason: string): Promise<void> {
  await sql`update invariant_run set failed = ${reason} where id = ${id}`.execute(db)
}

export type RunRow = Counted & {
  id: number
  cause: RunCause
  startedAt: Date
  finishedAt: Date | null
  failed: string | null
}

const columns = sql`id, cause, started_at as "startedAt", finished_at as "finishedAt", dossiers, files, found, fresh, mended, failed`

/** The newest whole nightly run; undefined before the first. */
export async function lastNight(db: Db | Tx): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invariant_run where cause = 'nightly' and finished_at is not null
     order by finished_at desc limit 1`.execute(db)
  return rows[0]
}

/** The newest runs of any cause. */
export async function latestRuns(db: Db | Tx, most: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invariant_run order by id desc limit ${most}`.execute(db)
  return rows
}

/** Since when nights are to be expected at all: the moment at which this house learned to count. */
export async function countsSince(db: Db | Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select coalesce((select min(applied_at) from schema_migration where name like '%_integrity.sql'), now()) as at`.execute(
    db,
  )
  return rows[0]!.at
}
