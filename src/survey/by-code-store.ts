/** SQL of a rating that is given by code and four digits: kept once, read by nobody. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Level } from './rating.ts'

export type RatingByCode = {
  code: string
  last4: string
  overall: Level
  note: string | null
  now: Date
}

/** kept; rated: somebody has rated it before; notReturned: its result was not handed over. Undefined: no such dossier. */
export type KeptByCode = 'kept' | 'rated' | 'notReturned'

export async function rateByCode(db: Db, given: RatingByCode): Promise<KeptByCode | undefined> {
  const { rows } = await sql<{ outcome: KeptByCode | null }>`
    select rate_by_code(${given.code}, ${given.last4}, ${given.overall}, ${given.note}, ${given.now}) as outcome`.execute(
    db,
  )
  return rows[0]?.outcome ?? undefined
}
