/** SQL of mandates: what people let an accredited agent do for them. The id of a mandate is also a scope. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../db/types.ts'
import type { Day } from '../lib/time.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

export type NewMandate = {
  readonly agentId: number
  /** Who gives it. */
  readonly personId: number
  /** person: everything filed through the agent while it lasts; dossier: the one dossier that is filed first. */
  readonly covers: 'person' | 'dossier'
  /** Both days included. */
  readonly validFrom: Day
  readonly validTo: Day
}

/** The id of the new mandate; undefined when that office is no agent. */
export async function giveMandate(db: Access, given: NewMandate): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into agent_mandate (agent_id, person_id, covers, valid_from, valid_to)
    select o.id, ${given.personId}::int, ${given.covers}, ${given.validFrom}::date, ${given.validTo}::date
      from office o where o.id = ${given.agentId} and o.kind = 'agent'
    returning id`.execute(db)
  return rows[0]?.id
}

/** Ends the mandate in the next request of the agent; false when it is not this person's or has been revoked before. */
export async function revokeMandate(
  db: Access,
  revoked: { readonly id: number; readonly personId: number; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update agent_mandate set revoked_at = ${revoked.at}, revoked_by = ${revoked.personId}
     where id = ${revoked.id} and person_id = ${revoked.personId} and revoked_at is null`.execute(
    db,
  )
  return numAffectedRows === 1n
}

export type Use = {
  /** Undefined: filed without an agent. */
  readonly id: number | undefined
  /** The applicant. */
  readonly personId: number | null
  readonly dossierId: string
  readonly on: Day
}

/**
 * Whether the new dossier may be filed under that mandate: the applicant's own, living on that day, and not yet used when it is
 * for one dossier only. Holds the row until commit, so that a revocation comes before or after, never between.
 */
export async function useMandate(tx: Access, use: Use): Promise<boolean> {
  if (use.id === undefined) return true
  const { numAffectedRows } = await sql`
    update agent_mandate set dossier_id = case covers when 'dossier' then ${use.dossierId}::uuid end
     where id = ${use.id} and person_id = ${use.personId} and revoked_at is null and dossier_id is null
       and ${use.on}::date between valid_from and valid_to`.execute(tx)
  return numAffectedRows === 1n
}
