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
    with reused as (select count(distinct n.sha256)::int as files from dossier_file n
                      join dossier_file f on f.sha256 = n.sha256 and f.dossier_id = ${former}::uuid
                     where n.dossier_id = ${id}::uuid)
    insert into dossier_link (dossier_id, other_id, other_code, why, side, reused_files, at, scopes)
    select ${id}::uuid, ${former}::uuid, ${formerCode}, ${why}, 'follows', r.files, ${at}::timestamptz, ${scopes}::int[] from reused r
    union all
    select d.id, ${id}::uuid, ${code}, ${why}, 'isFollowed', r.files, ${at}::timestamptz, d.scopes
      from dossier d, reused r where d.id = ${former}::uuid
    on conflict do nothing`.execute(tx)
}
