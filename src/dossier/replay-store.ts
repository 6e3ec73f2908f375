/** The SQL of replays: where each has come to, and the dossiers of its next stretch. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type Replay = {
  id: number
  subscriber: string
  afterId: string
  untilId: string
  dossiers: number
  failed: number
  startedAt: Date
  finishedAt: Date | null
}

const columns = sql`id, subscriber, after_id as "afterId", until_id as "untilId", dossiers, failed,
  started_at as "startedAt", finished_at as "finishedAt"`

/** The open replay of the subscriber, or a new one over everything that is there now. */
export async function openReplay(
  db: Db,
  subscriber: string,
): Promise<Replay & { isResumed: boolean }> {
  const made = await sql<Replay>`
    insert into subscriber_replay (subscriber, until_id)
    select ${subscriber}, coalesce((select dossier_id from dossier_state order by dossier_id desc limit 1),
                                   '00000000-0000-0000-0000-000000000000')
    on conflict (subscriber) where finished_at is null do nothing
    returning ${columns}`.execute(db)
  if (made.rows[0]) return { ...made.rows[0], isResumed: false }
  const { rows } = await sql<Replay>`
    select ${columns} from subscriber_replay where subscriber = ${subscriber} and finished_at is null`.execute(
    db,
  )
  return { ...rows[0]!, isResumed: true }
}

export async function nextOf(
  { afterId, untilId }: Replay,
  db: Db,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from dossier_state
     where dossier_id > ${afterId}::uuid and dossier_id <= ${untilId}::uuid order by dossier_id limit ${limit}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** About how many dossiers are still to come. */
export async function restOf({ afterId, untilId }: Replay, db: Db): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from dossier_state
     where dossier_id > ${afterId}::uuid and dossier_id <= ${untilId}::uuid`.execute(db)
  return rows[0]!.many
}

export async function keepProgress(db: Db, replay: Replay): Promise<void> {
  await sql`
    update subscriber_replay set after_id = ${replay.afterId}::uuid, dossiers = ${replay.dossiers}, failed = ${replay.failed}, seen_at = now()
     where id = ${replay.id}`.execute(db)
}

export async function finishReplay(db: Db, id: number): Promise<void> {
  await sql`update subscriber_replay set finished_at = now(), seen_at = now() where id = ${id}`.execute(
    db,
  )
}

/** Waits for the dossier: a command or the dispatcher may have it just now. */
export async function waitForDossier(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from dossier_state where dossier_id = ${id}::uuid for update`.execute(tx)
  return rows.length > 0
}
