/** Which dossier follows from which: a row on each side, so that both pages can say it. Idempotent. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierRow } from '../dossier/rows.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import type { LinkedBodies } from '../dossier/linked/events.ts'

export const linkedDossiers: Subscriber = {
  name: 'linked-dossiers',
  effects: 'inside',
  async onEvents(tx, dossier, events) {
    for (const event of events)
      if (event.kind === 'linked')
        await keepLink(tx, dossier, { ...event.body, at: event.occurredAt })
  },
}

async function keepLink(
  tx: Tx,
  { id, code, scopes }: DossierRow,
  { dossier: former, code: formerCode, why, at }: LinkedBodies['linked'] & { at: Date },
): Promise<void> {
  await sql`
    insert into dossier_link (dossier_id, other_id, other_code, why, side, at, scopes)
    select ${id}::uuid, ${former}::uuid, ${formerCode}, ${why}, 'follows', ${at}::timestamptz, ${scopes}::int[]
    union all
    select d.id, ${id}::uuid, ${code}, ${why}, 'isFollowed', ${at}::timestamptz, d.scopes
      from dossier d where d.id = ${former}::uuid
    on conflict do nothing`.execute(tx)
}
