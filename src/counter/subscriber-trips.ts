/** From the history to how often people had to come. Idempotent: it counts the whole history anew. */
import { sql } from 'kysely'
import { historyOf } from '../dossier/store.ts'
import type { Subscriber } from '../dossier/subscriber.ts'
import { guidanceBefore } from './guidance-store.ts'
import { tripsOf } from './trips.ts'

/** Only these may change the count. */
const COUNTED: ReadonlySet<string> = new Set([
  'filed',
  'supplementRequested',
  'supplemented',
  'draftReturned',
  'draftConfirmed',
  'withdrawalRequested',
  'returnPlaceChanged',
  'delivered',
  'originalsReturned',
])

export function tripCounts(): Subscriber {
  return {
    name: 'trips',
    effects: 'inside',
    async onEvents(tx, dossier, events) {
      if (!events.some(({ kind }) => COUNTED.has(kind))) return
      const { trips, supplementTrips, ourFaultTrips, lastOn } = tripsOf(
        await historyOf(tx, dossier.id),
        await guidanceBefore(tx, dossier.id),
      )
      await sql`
        insert into trip_count (dossier_id, office_id, trips, supplement_trips, our_fault_trips, last_on, scopes)
        values (${dossier.id}::uuid, ${dossier.competent_office_id}, ${trips}, ${supplementTrips}, ${ourFaultTrips},
                ${lastOn}::date, ${dossier.scopes}::int[])
        on conflict (dossier_id) do update
           set office_id = excluded.office_id, trips = excluded.trips, supplement_trips = excluded.supplement_trips,
               our_fault_trips = excluded.our_fault_trips, last_on = excluded.last_on, scopes = excluded.scopes`.execute(
        tx,
      )
    },
  }
}
