/** Numbers for the operators, each read in one statement that costs the open rows, not the history. */
import { sql } from 'kysely'
import type { Db, Tx } from './db/connect.ts'

/** Reads with a limit that the server itself keeps, so that a slow figure burdens nobody. */
export function withinMs<T>(db: Db, ms: number, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(tx)
    return read(tx)
  })
}

export async function pendingDossiers(tx: Tx): Promise<{ many: number; oldestSeconds: number }> {
  const { rows } = await sql<{ many: number; oldestSeconds: number }>`
    select count(*)::int as many,
           coalesce(extract(epoch from now() - min(since)), 0)::float8 as "oldestSeconds"
      from dossier_pending`.execute(tx)
  return rows[0]!
}

export async function parkedBySubscriber(
  tx: Tx,
): Promise<readonly { subscriber: string; many: number }[]> {
  const { rows } = await sql<{ subscriber: string; many: number }>`
    select subscriber, count(*)::int as many from subscriber_parked group by subscriber`.execute(tx)
  return rows
}

export type OutsideRow = { way: string; state: string; many: number; seconds: number }

/** What has not arrived outside: texts and mails, the messages to the portal and to agencies of outside legs, the register's requests. By their partial indexes. */
export async function notDoneOutside(tx: Tx): Promise<readonly OutsideRow[]> {
  const { rows } = await sql<OutsideRow>`
    select way, state, count(*)::int as many,
           extract(epoch from now() - min(since))::float8 as seconds
      from (
        select channel as way, state, since from notice_delivery where state = 'queued'
        union all
        select channel, state, since from notice_delivery where state = 'sending'
        union all
        select channel, state, since from notice_delivery
         where state in ('failed', 'expired', 'unknown', 'suppressed')
        union all
        select 'portal', state, since from exchange_delivery where state = 'queued'
        union all
        select 'portal', state, since from exchange_delivery where state = 'stuck'
        union all
        select 'partner', state, since from partner_delivery where state <> 'sent'
        union all
        select 'register', state, requested_at from register_request
         where state in ('waiting', 'stuck', 'refused')
      ) open
     group by way, state`.execute(tx)
  return rows
}

export type JobRow = { task: string; state: string; many: number; dueSeconds: number | null }

/** The queue of graphile-worker, through its public view. */
export async function queuedJobs(tx: Tx): Promise<readonly JobRow[]> {
  const { rows } = await sql<JobRow>`
    select task, state, count(*)::int as many,
           extract(epoch from now() - min(run_at) filter (where state = 'due'))::float8 as "dueSeconds"
      from (
        select task_identifier as task, run_at,
               case when attempts >= max_attempts then 'givenUp'
                    when locked_at is not null then 'running'
                    when attempts > 0 then 'failing'
                    when run_at > now() then 'later'
                    else 'due' end as state
          from graphile_worker.jobs
      ) job
     group by task, state`.execute(tx)
  return rows
}

export async function openSessions(tx: Tx): Promise<readonly { kind: string; many: number }[]> {
  const { rows } = await sql<{ kind: string; many: number }>`
    select kind, many from sessions_open(now())`.execute(tx)
  return rows
}

export type Proofs = {
  checkpointSeconds: number | null
  verifiedSeconds: number | null
  faults: number | null
}

export async function newestProofs(tx: Tx): Promise<Proofs> {
  const { rows } = await sql<Proofs>`
    select (select extract(epoch from now() - at)::float8 from checkpoint order by number desc limit 1)
             as "checkpointSeconds",
           extract(epoch from now() - run.finished_at)::float8 as "verifiedSeconds", run.faults
      from (select 1) one
      left join (select finished_at, faults from verification_run order by id desc limit 1) run on true`.execute(
    tx,
  )
  return rows[0]!
}

/** Numbers of the migrations that this database has. */
export async function appliedMigrations(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from schema_migration order by number`.execute(tx)
  return rows.map(({ number }) => number)
}
