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

export async function markConfirmed(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await sql`update session set confirmed_at = ${at} where token_hash = ${tokenHash} and revoked_at is null`.execute(
    db,
  )
}

export async function emailOf(db: Db, personId: number): Promise<string | undefined> {
  const { rows } = await sql<{
    email: string
  }>`select email from person where id = ${personId} and kind = 'staff' and is_active`.execute(db)
  return rows[0]?.email
}
