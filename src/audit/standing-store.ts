/** What stands still in the house: hand-overs that failed, and what waits outside. Reads other slices' tables. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type ParkedPair = {
  subscriber: string
  dossierId: string
  /** null when the reader may not see the dossier. */
  code: string | null
  error: string
  attempts: number
  since: Date
  retryAt: Date | null
}

/** `seesAll`: also pairs of dossiers outside the scopes, then without their code. Oldest first. */
export async function parkedPairs(
  tx: Tx,
  { seesAll, most }: { seesAll: boolean; most: number },
): Promise<ParkedPair[]> {
  const { rows } = await sql<ParkedPair>`
    select p.subscriber, p.dossier_id as "dossierId", d.code, p.error, p.attempts, p.parked_at as since,
           p.retry_at as "retryAt"
      from subscriber_parked p left join dossier d on d.id = p.dossier_id
     where d.id is not null or ${seesAll}
     order by p.parked_at, p.dossier_id limit ${most}`.execute(tx)
  return rows
}

/** May this reader ask for that dossier at all? */
export async function isVisible(tx: Tx, dossierId: string): Promise<boolean> {
  const { rows } = await sql`select from dossier where id = ${dossierId}::uuid`.execute(tx)
  return rows.length > 0
}

export type Outside = {
  what: 'register' | 'delivery' | 'portal'
  state: string
  many: number
  oldest: Date
}

/** Requests and messages that are not done yet, in numbers only: of the whole house, whoever asks. */
export async function outside(tx: Tx, now: Date): Promise<Outside[]> {
  const { rows } = await sql<Outside>`
    select what, state, many, oldest from standing_outside(${now}::timestamptz) order by what, state`.execute(
    tx,
  )
  return rows
}
