/** What waits outside, in numbers. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type Outside = {
  what: 'register' | 'delivery' | 'portal' | 'leg'
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
