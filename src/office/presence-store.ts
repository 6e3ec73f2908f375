/** SQL of proving again, inside a session, that the signed-in official is there. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** When the session's person last gave a one-time code; undefined when the session is over. */
export async function lastConfirmed(db: Db, tokenHash: Buffer): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select coalesce(confirmed_at, created_at) as at from session
     where token_hash = ${tokenHash} and revoked_at is null`.execute(db)
  return rows[0]?.at
}

/** The code was right: the session goes on under a new token. False when it has ended meanwhile. */
export async function moveConfirmed(
  db: Db,
  move: { from: Buffer; to: Buffer; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update session set token_hash = ${move.to}, confirmed_at = ${move.at}
     where token_hash = ${move.from} and revoked_at is null`.execute(db)
  return numAffectedRows === 1n
}

export async function emailOf(db: Db, personId: number): Promise<string | undefined> {
  const { rows } = await sql<{
    email: string
  }>`select email from person where id = ${personId} and kind = 'staff' and is_active`.execute(db)
  return rows[0]?.email
}
