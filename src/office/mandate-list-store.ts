/** SQL of the mandates that somebody gave, and of the agents that may be given one. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../db/types.ts'
import type { Day } from '../lib/time.ts'

export type GivenMandate = {
  readonly id: number
  readonly agentName: string
  readonly covers: 'person' | 'dossier'
  readonly validFrom: Day
  readonly validTo: Day
}

/** Those that still live or will. */
export async function livingMandates(
  db: Kysely<DB>,
  personId: number,
  on: Day,
): Promise<GivenMandate[]> {
  const { rows } = await sql<GivenMandate>`
    select m.id, o.name as "agentName", m.covers, m.valid_from::text as "validFrom", m.valid_to::text as "validTo"
      from agent_mandate m join office o on o.id = m.agent_id
     where m.person_id = ${personId} and m.revoked_at is null and m.valid_to >= ${on}::date
     order by m.id desc`.execute(db)
  return rows
}

/** Living or over. */
export async function isGivenBy(
  db: Kysely<DB>,
  { id, personId }: { id: number; personId: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from agent_mandate where id = ${id} and person_id = ${personId}`.execute(db)
  return rows.length > 0
}

/** Accredited agents of that day, by name. */
export async function agentsOn(db: Kysely<DB>, on: Day): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from office
     where kind = 'agent' and valid_from <= ${on}::date and (valid_to is null or valid_to >= ${on}::date)
     order by name collate "vi-x-icu", id`.execute(db)
  return rows
}
