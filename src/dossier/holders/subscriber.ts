/** From the history to the ledger of who held it. Idempotent: it is made anew from the whole history, in one statement. */
import { sql } from 'kysely'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Tx } from '../../db/connect.ts'
import type { DossierRow } from '../rows.ts'
import { historyOf } from '../store.ts'
import type { Subscriber } from '../subscriber.ts'
import { ledgerOf, type LedgerLaw, type Span } from './ledger.ts'

type Law = { calendar(): Calendar; termsOf: LedgerLaw['termsOf'] }

export const RESPONSIBILITY = 'responsibility'

export function responsibilityLedger({ calendar, termsOf }: Law): Subscriber {
  return {
    name: RESPONSIBILITY,
    effects: 'inside',
    async onEvents(tx, dossier) {
      const history = await historyOf(tx, dossier.id)
      await writeLedger(tx, dossier, ledgerOf(history, { calendar: calendar(), termsOf }))
    },
  }
}

async function writeLedger(
  tx: Tx,
  { id, scopes }: DossierRow,
  spans: readonly Span[],
): Promise<void> {
  const rows = [...Map.groupBy(spans, ({ leg }) => leg).values()].flatMap((line) => line.map(rowOf))
  await sql`
    with spans as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (leg text, place int, who text, why text, office_id int,
             person_id int, holder_id int, since timestamptz, until timestamptz, minutes int, began_with text)),
    gone as (delete from responsibility r where r.dossier_id = ${id}::uuid
               and not exists (select from spans s where s.leg = r.leg and s.place = r.place))
    insert into responsibility as r (dossier_id, leg, place, who, why, office_id, person_id, holder_id, since, until, minutes,
                                     began_with, scopes)
    select ${id}::uuid, leg, place, who, why, office_id, person_id, holder_id, since, until, minutes, began_with, ${scopes}::int[]
      from spans
    on conflict (dossier_id, leg, place) do update
       set who = excluded.who, why = excluded.why, office_id = excluded.office_id, person_id = excluded.person_id,
           holder_id = excluded.holder_id, since = excluded.since, until = excluded.until, minutes = excluded.minutes,
           began_with = excluded.began_with, scopes = excluded.scopes
     where (r.who, r.why, r.office_id, r.person_id, r.holder_id, r.since, r.until, r.minutes, r.began_with, r.scopes)
           is distinct from (excluded.who, excluded.why, excluded.office_id, excluded.person_id, excluded.holder_id,
                             excluded.since, excluded.until, excluded.minutes, excluded.began_with, excluded.scopes)`.execute(
    tx,
  )
}

function rowOf(span: Span, index: number) {
  return {
    leg: span.leg,
    place: index + 1,
    who: span.who,
    why: span.why,
    office_id: span.office,
    person_id: span.person,
    holder_id: span.holder,
    since: span.since.toISOString(),
    until: span.until && span.until.toISOString(),
    minutes: span.minutes,
    began_with: span.beganWith,
  }
}
