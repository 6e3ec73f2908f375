/** SQL of the ledger as pages read it. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { EventKind } from '../events.ts'
import type { Who, Why } from './waited.ts'

export type SpanRow = {
  leg: string
  place: number
  who: Who
  why: Why | null
  officeId: number | null
  officeName: string | null
  personId: number | null
  personName: string | null
  holderName: string | null
  since: Date
  until: Date | null
  minutes: number | null
  beganWith: EventKind
}

/** The dossier's own spans, then those of its legs, in the order of time. */
export async function spansOf(tx: Tx, dossierId: string): Promise<SpanRow[]> {
  const { rows } = await sql<SpanRow>`
    select r.leg, r.place, r.who, r.why, r.office_id as "officeId", o.short_name as "officeName", r.person_id as "personId",
           p.full_name as "personName", q.full_name as "holderName", r.since, r.until, r.minutes, r.began_with as "beganWith"
      from responsibility r left join office o on o.id = r.office_id left join person p on p.id = r.person_id
           left join person q on q.id = r.holder_id
     where r.dossier_id = ${dossierId}::uuid
     order by r.leg, r.place`.execute(tx)
  return rows
}
