/** SQL of counting requests, and of forgetting them again. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Asking = {
  readonly kind: string
  /** digest of whoever asks */
  readonly subject: Buffer
  /** the minute in which it is asked */
  readonly startsAt: Date
}

/** Counts one more request of this asker within the minute; answers how many there were with it. */
export async function countRequest(db: Db, { kind, subject, startsAt }: Asking): Promise<number> {
  const { rows } = await sql<{ requests: number }>`
    insert into request_count as r (kind, subject, starts_at, requests)
    values (${kind}, ${subject}, ${startsAt}, 1)
    on conflict (kind, subject, starts_at) do update set requests = r.requests + 1
    returning requests`.execute(db)
  return rows[0]!.requests
}

/** Forgets what is older than an hour. Runs under the worker's role; answers how many rows went. */
export async function eraseOldCounts(db: Db, now: Date): Promise<number> {
  const { rows } = await sql`
    delete from request_count where starts_at < ${now}::timestamptz - interval '1 hour' returning 1`.execute(
    db,
  )
  return rows.length
}
