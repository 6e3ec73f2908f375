/** From the history to where each original is and what waits to be handed on. Idempotent: it reads where the dossier stands now. */
import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Tx } from '../db/connect.ts'
import { custodyVersions } from '../dossier/custody/events.ts'
import type { PaperPlace } from '../dossier/custody/originals.ts'
import { transferDue } from '../dossier/custody/transfer.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { DossierRow } from '../dossier/rows.ts'
import { stateById } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { toInstant, toLocalMinute } from '../lib/time.ts'

export function originalPlaces(law: { calendar(): Calendar }): Subscriber {
  return {
    name: 'originals',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      if (!events.some(({ kind }) => Object.hasOwn(custodyVersions, kind))) return
      const state = await stateById(tx, dossier.id)
      if (!state) return
      await writePlaces(tx, dossier, rowsOf(state, law.calendar()))
      await writeCrossOffice(tx, dossier, state)
    },
  }
}

type Row = {
  paper: string
  at_office: number
  is_on_the_way: boolean
  from_office: number | null
  slip: string | null
  is_missing: boolean
  since: string
  due_at: string | null
}

function rowsOf({ custody = {} }: DossierState, calendar: Calendar): Row[] {
  return Object.entries(custody).flatMap(([paper, place]) => {
    if (place.at === null || place.since === undefined) return []
    return [
      {
        paper,
        at_office: place.at,
        is_on_the_way: place.isOnTheWay,
        from_office: place.from ?? null,
        slip: place.slip ?? null,
        is_missing: place.isMissing ?? false,
        since: place.since,
        due_at: dueOf(place, calendar),
      },
    ]
  })
}

function dueOf({ isOnTheWay, since }: PaperPlace, calendar: Calendar): string | null {
  if (!isOnTheWay || since === undefined) return null
  const due = transferDue(calendar, toLocalMinute(new Date(since)))
  return due.ok ? toInstant(due.value).toISOString() : null
}

async function writePlaces(
  tx: Tx,
  { id, scopes }: DossierRow,
  rows: readonly Row[],
): Promise<void> {
  await sql`
    with places as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (paper text, at_office int, is_on_the_way boolean,
             from_office int, slip uuid, is_missing boolean, since timestamptz, due_at timestamptz)),
    gone as (delete from original_place where dossier_id = ${id}::uuid and paper not in (select paper from places))
    insert into original_place (dossier_id, paper, at_office, is_on_the_way, from_office, slip, is_missing, since, due_at, scopes)
    select ${id}::uuid, paper, at_office, is_on_the_way, from_office, slip, is_missing, since, due_at, ${scopes}::int[] from places
    on conflict (dossier_id, paper) do update
       set at_office = excluded.at_office, is_on_the_way = excluded.is_on_the_way, from_office = excluded.from_office,
           slip = excluded.slip, is_missing = excluded.is_missing, since = excluded.since, due_at = excluded.due_at,
           scopes = excluded.scopes`.execute(tx)
}

async function writeCrossOffice(
  tx: Tx,
  { id, scopes }: DossierRow,
  { crossOffice, offices }: DossierState,
): Promise<void> {
  if (crossOffice === undefined) return
  const { from, handOverBy, handedAt, arrivedAt } = crossOffice
  const instant = (at: typeof handedAt) => (at === undefined ? null : toInstant(at).toISOString())
  await sql`
    insert into cross_office (dossier_id, from_office, to_office, hand_over_by, handed_at, arrived_at, scopes)
    values (${id}::uuid, ${from}, ${offices.competent}, ${instant(handOverBy)}::timestamptz, ${instant(handedAt)}::timestamptz,
            ${instant(arrivedAt)}::timestamptz, ${scopes}::int[])
    on conflict (dossier_id) do update
       set to_office = excluded.to_office, handed_at = excluded.handed_at, arrived_at = excluded.arrived_at,
           scopes = excluded.scopes`.execute(tx)
}
