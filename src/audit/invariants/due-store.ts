/** Clocks as the events keep them, beside the promised moments that lists read; in bulk, in the order of the ids. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'

export type PromisedRow = {
  id: string
  dueAt: Date
  firstDueAt: Date
  isProvisional: boolean
  promisedAt: Date | null
  internalDueAt: Date | null
  isEnded: boolean
}

export type ClockPage = {
  promised: PromisedRow[]
  /** The last id that was looked at; null at the end of the house. */
  last: string | null
  /** Bodies of the events that carry a clock, in the order of each history. */
  events: { id: string; body: string }[]
}

/** One snapshot of up to `limit` dossiers after that id: two ranges read in the order of their keys. */
export async function clocksAfter(db: Db, after: string, limit: number): Promise<ClockPage> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { rows } = await sql<PromisedRow & { dueAt: Date | null }>`
        select id, due_at as "dueAt", first_due_at as "firstDueAt", due_is_provisional as "isProvisional",
               promised_at as "promisedAt", internal_due_at as "internalDueAt",
               finished_at is not null or not is_open as "isEnded"
          from dossier where id > ${after}::uuid order by id limit ${limit}`.execute(tx)
      const last = rows.at(-1)?.id ?? null
      return {
        promised: rows.filter((row) => row.dueAt !== null),
        last: rows.length < limit ? null : last,
        events: last === null ? [] : await clockEvents(tx, after, last),
      }
    })
}

async function clockEvents(tx: Tx, after: string, last: string): Promise<ClockPage['events']> {
  const { rows } = await sql<{ id: string; body: string }>`
    select dossier_id as id, body from dossier_event
     where dossier_id > ${after}::uuid and dossier_id <= ${last}::uuid and body like '%"clock":{%'
     order by dossier_id, seq`.execute(tx)
  return rows
}
