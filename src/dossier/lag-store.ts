/** How far the dispatcher is behind: what metrics and the page of the house's state read. Ages are of the database's clock. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type DispatcherLag = {
  /** Dossiers whose newest events are not handed on yet. */
  pending: number
  /** Age of the oldest mark; null when none waits. */
  oldestSeconds: number | null
  /** Per subscriber: dossiers parked with it, and since when the oldest of them waits. */
  parked: { subscriber: string; dossiers: number; oldestSeconds: number | null }[]
}

/** One statement over two narrow tables that are nearly empty in a healthy house; reads no dossier. */
export async function dispatcherLag(db: Db | Tx): Promise<DispatcherLag> {
  const { rows } = await sql<DispatcherLag>`
    select (select count(*)::int from dossier_pending) as pending,
           (select extract(epoch from clock_timestamp() - min(since))::float8 from dossier_pending) as "oldestSeconds",
           coalesce((select jsonb_agg(jsonb_build_object('subscriber', subscriber, 'dossiers', dossiers,
                                                         'oldestSeconds', extract(epoch from clock_timestamp() - oldest))
                                      order by oldest, subscriber)
                       from (select subscriber, count(*)::int as dossiers, min(parked_at) as oldest
                               from subscriber_parked group by subscriber) each_subscriber), '[]') as parked`.execute(
    db,
  )
  return rows[0]!
}
