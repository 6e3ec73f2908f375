/** SQL of what was typed when a session had ended. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

type Kept = { draftId: string; topic: string; fields: Record<string, string>; now: Date }

/** Keeps the page for the owner of the draft; false when there is no open draft of this number. */
export async function keepRescue(tx: Tx, { draftId, topic, fields, now }: Kept): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    select rescue_typed(${draftId}::uuid, ${topic}, ${JSON.stringify(fields)}::jsonb, ${now}::timestamptz) as kept`.execute(
    tx,
  )
  return rows[0]?.kept === true
}

/** Takes the page out again, once. */
export async function takeRescue(
  tx: Tx,
  { draftId, topic }: { draftId: string; topic: string },
): Promise<{ fields: Record<string, string>; keptAt: Date } | undefined> {
  const { rows } = await sql<{ fields: Record<string, string>; keptAt: Date }>`
    delete from filing_rescue where draft_id = ${draftId}::uuid and topic = ${topic}
    returning fields, kept_at as "keptAt"`.execute(tx)
  return rows[0]
}
