/** SQL of the dispatcher: candidates without a lock, then one dossier at a time by id. */
import type { CronItem, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { knownEvents } from './newer.ts'

/**
 * Dossiers with news, oldest first, and those whose stuck subscriber may be tried again. No lock is taken. What holds events of a
 * newer program keeps its mark for that program's worker, and is in nobody's way.
 */
export async function candidates(db: Db, limit: number): Promise<string[]> {
  const isReadable = sql`not exists (
      select 1 from dossier_event e
       where e.dossier_id = p.dossier_id and e.kind || '@' || e.version <> all (${knownEvents()}::text[]))`
  const { rows } = await sql<{ dossier_id: string }>`
    (select dossier_id from dossier_pending p where ${isReadable} order by since limit ${limit})
    union
    (select dossier_id from subscriber_parked p where retry_at <= now() and ${isReadable} order by retry_at limit ${limit})`.execute(
    db,
  )
  return rows.map((row) => row.dossier_id)
}

/** Takes the dossier for this dispatcher; false when a command or another dispatcher has it. */
export async function takeDossier(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from dossier_state where dossier_id = ${id}::uuid for update skip locked`.execute(tx)
  return rows.length > 0
}

export type Parked = { subscriber: string; from_seq: number; is_due: boolean }

export async function pendingFrom(
  tx: Tx,
  id: string,
): Promise<{ fromSeq: number | null; parked: Parked[]; backend: number }> {
  const { rows } = await sql<{ from_seq: number | null; parked: Parked[]; backend: number }>`
    select pg_backend_pid() as backend, (select from_seq from dossier_pending where dossier_id = ${id}::uuid) as from_seq,
           coalesce((select jsonb_agg(jsonb_build_object('subscriber', subscriber, 'from_seq', from_seq,
                                                         'is_due', retry_at <= now()))
                       from subscriber_parked where dossier_id = ${id}::uuid), '[]') as parked`.execute(
    tx,
  )
  const { from_seq: fromSeq, parked, backend } = rows[0]!
  return { fromSeq, parked, backend }
}

export async function clearPending(tx: Tx, id: string): Promise<void> {
  await sql`delete from dossier_pending where dossier_id = ${id}::uuid`.execute(tx)
}

/** Puts the pair on the stuck list; later tries wait longer (2^attempts seconds, at most an hour). */
export async function park(
  tx: Tx,
  pair: { subscriber: string; id: string; fromSeq: number; error: string },
): Promise<void> {
  await sql`
    insert into subscriber_parked (subscriber, dossier_id, from_seq, error, retry_at)
    values (${pair.subscriber}, ${pair.id}::uuid, ${pair.fromSeq}, ${pair.error}, now() + interval '2 seconds')
    on conflict (subscriber, dossier_id) do update
       set error = excluded.error, attempts = subscriber_parked.attempts + 1,
           retry_at = now() + least(interval '1 hour', interval '1 second' * power(2, least(subscriber_parked.attempts + 1, 12)))`.execute(
    tx,
  )
}

export async function unpark(tx: Tx, subscriber: string, id: string): Promise<void> {
  await sql`delete from subscriber_parked where subscriber = ${subscriber} and dossier_id = ${id}::uuid`.execute(
    tx,
  )
}

/** Lets the dispatcher try the pair at once instead of at its next turn. False when it is not stuck any more. */
export async function retryParked(
  tx: Tx,
  pair: { subscriber: string; dossierId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update subscriber_parked set retry_at = now()
     where subscriber = ${pair.subscriber} and dossier_id = ${pair.dossierId}::uuid`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** The same for every dossier that is parked with this subscriber; returns how many. */
export async function retryAllParked(tx: Tx, subscriber: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update subscriber_parked set retry_at = now() where subscriber = ${subscriber}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Runs `fn` so that its failure undoes only what it did itself. */
export async function inSavepoint(tx: Tx, fn: () => Promise<void>): Promise<unknown> {
  await sql`savepoint one_subscriber`.execute(tx)
  try {
    await fn()
    await sql`release savepoint one_subscriber`.execute(tx)
    return null
  } catch (error) {
    await sql`rollback to savepoint one_subscriber`.execute(tx)
    return error ?? new Error('unknown failure')
  }
}

/** A statement of a subscriber may not run longer than this; the connection's own setting comes back with the transaction's end. */
export async function limitStatements(tx: Tx, ms: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(tx)
}

/** Ends the connection of a subscriber that hangs, so that whatever wakes up late writes nowhere. */
export async function endBackend(db: Db, backend: number): Promise<void> {
  await sql`select pg_terminate_backend(${backend})`.execute(db)
}

/** How far the dispatcher is behind: open marks and the age of the oldest, in seconds. */
export async function backlog(
  db: Db,
): Promise<{ waiting: number; oldestSeconds: number; parked: number }> {
  const { rows } = await sql<{ waiting: number; oldest: number; parked: number }>`
    select count(*)::int as waiting, coalesce(extract(epoch from now() - min(since)), 0)::int as oldest,
           (select count(*)::int from subscriber_parked) as parked from dossier_pending`.execute(db)
  return { waiting: rows[0]!.waiting, oldestSeconds: rows[0]!.oldest, parked: rows[0]!.parked }
}

/**
 * A submission key is remembered three times as long as the longest-lived thing that holds one, a draft (30 days). Whatever comes
 * later is a new act of somebody who has long had their answer; a portal's dossier is known by its code for ever.
 */
export const KEEP_KEYS_DAYS = 90
/** Pages of the table that one transaction looks through. */
const PAGES_AT_ONCE = 4096

/** Forgets old submission keys, piece by piece in the order of the disk, so that it needs no index. Answers how many. */
export async function forgetOldKeys(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEEP_KEYS_DAYS * 86_400_000)
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size('submission_key') / current_setting('block_size')::int)::int as pages`.execute(
    db,
  )
  let forgotten = 0
  for (let page = 0; page < rows[0]!.pages; page += PAGES_AT_ONCE) {
    const { numAffectedRows } = await sql`
      delete from submission_key
       where ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + PAGES_AT_ONCE},0)`}::tid and at < ${before}`.execute(
      db,
    )
    forgotten += Number(numAffectedRows ?? 0)
  }
  return forgotten
}

export function dossierTasks({ db, now }: { db: Db; now: () => Date }): TaskList {
  return { forgetOldKeys: async () => void (await forgetOldKeys(db, now())) }
}

/** At a quarter to three, when hardly anybody files. */
export const DOSSIER_TIMETABLE: readonly CronItem[] = [
  { task: 'forgetOldKeys', match: '45 2 * * *', options: { backfillPeriod: 0, maxAttempts: 3 } },
]
