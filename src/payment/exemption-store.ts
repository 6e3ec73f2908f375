/** SQL of claims not to owe a fee. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

export type NewClaim = {
  id: string
  dossierId: string
  lineId: string
  who: string
  ground: string
  fileId: string | null
  claimedBy: string
  now: Date
}

/** False when a claim on that line is still open. */
export async function insertClaim(tx: Tx, claim: NewClaim): Promise<boolean> {
  const { rows } = await sql`
    insert into fee_exemption (id, dossier_id, line_id, who, ground, proof, file_id, claimed_by, claimed_at, scopes)
    select ${claim.id}::uuid, d.id, ${claim.lineId}::uuid, ${claim.who}, ${claim.ground},
           ${claim.fileId === null ? 'atCounter' : 'file'}, ${claim.fileId}::uuid, ${claim.claimedBy}, ${claim.now}, d.scopes
      from dossier d where d.id = ${claim.dossierId}::uuid
    on conflict do nothing returning id`.execute(tx)
  return rows.length > 0
}

export type ClaimDecided = {
  id: string
  lineId: string
  outcome: 'granted' | 'refused'
  reason: string
  personId: number
  now: Date
}

/** False when somebody has decided meanwhile. */
export async function decideClaimRow(tx: Tx, decided: ClaimDecided): Promise<boolean> {
  const { id, lineId, outcome, reason, personId, now } = decided
  const { rows } = await sql`
    update fee_exemption set outcome = ${outcome}, reason = ${reason}, decided_by = ${personId}, decided_at = ${now}
     where id = ${id}::uuid and outcome is null returning id`.execute(tx)
  if (rows.length === 0) return false
  if (outcome === 'granted')
    await sql`
      update fee_line set exempted_by = ${id}::uuid
       where id = ${lineId}::uuid and settled_by is null and exempted_by is null`.execute(tx)
  return true
}

/** The amount of a line that no source gives, set once. False when it has one. */
export async function determineLine(
  tx: Tx,
  line: { id: string; amount: number; ground: string; personId: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update fee_line set amount = ${line.amount}, ground = ${line.ground}, determined_by = ${line.personId}, determined_at = ${line.now}
     where id = ${line.id}::uuid and amount is null returning id`.execute(tx)
  return rows.length > 0
}
