/**
 * How often somebody had to come for one dossier (docs/custody.md). A trip is a day on which the applicant did something at a
 * counter: filed there or with help there, brought supplements, answered the draft, asked it back, took the result or originals.
 * Two acts of one day at one office are one trip. At most two trips for supplements (NĐ 61/2018 Đ20.4). Pure.
 */
import { toDay, type Day } from '../lib/time.ts'
import type { DossierEvent, EventKind } from '../dossier/events.ts'

export const MOST_SUPPLEMENT_TRIPS = 2

export type Trips = {
  trips: number
  supplementTrips: number
  /** Trips for a paper that an earlier written guidance on this dossier did not name, though it asked for others. */
  ourFaultTrips: number
  lastOn: Day | null
}

/** Guidance given before filing, linked with the dossier: it is a trip, and names what was missing. */
export type EarlierGuidance = { on: Day; officeId: number; papers: readonly string[] }

export function tripsOf(
  events: readonly DossierEvent[],
  guidance: readonly EarlierGuidance[] = [],
): Trips {
  const visits = new Set(guidance.map(({ on, officeId }) => `${on} ${officeId}`))
  const supplements = new Set<string>()
  const faults = new Set<string>()
  let named = guidance.length === 0 ? null : new Set(guidance.flatMap(({ papers }) => papers))
  let isOurFault = false
  let lastOn: Day | null =
    guidance
      .map(({ on }) => on)
      .toSorted()
      .at(-1) ?? null
  for (const event of events) {
    if (event.kind === 'supplementRequested') {
      const { papers } = event.body
      const before = named
      isOurFault = before !== null && papers.some((paper) => !before.has(paper))
      named = new Set([...(named ?? []), ...papers])
    }
    if (!isVisit(event)) continue
    const on = toDay(event.occurredAt)
    const visit = `${on} ${event.officeId ?? ''}`
    visits.add(visit)
    lastOn = on
    if (event.kind !== 'supplemented') continue
    supplements.add(visit)
    if (isOurFault) faults.add(visit)
    isOurFault = false
  }
  return {
    trips: visits.size,
    supplementTrips: supplements.size,
    ourFaultTrips: faults.size,
    lastOn,
  }
}

/** Acts of the applicant that an official of the counter wrote down. */
const SAID_AT_COUNTER: ReadonlySet<EventKind> = new Set([
  'supplemented',
  'draftReturned',
  'withdrawalRequested',
  'returnPlaceChanged',
  'originalsReturned',
])

/** Whether the applicant stood at a counter for it. */
function isVisit(event: DossierEvent): boolean {
  const { kind, body } = event
  if (kind === 'filed')
    return body.kindOfFiling === 'counter' || body.kindOfFiling === 'assistedOnline'
  if (kind === 'draftConfirmed') return body.by === 'counter'
  if (kind === 'delivered') return body.manner === 'counter'
  return SAID_AT_COUNTER.has(kind) && event.actor.startsWith('staff:')
}

/** '3 lần; 2 lần để bổ sung; 1 lần do hướng dẫn thiếu'. */
export function showTrips({ trips, supplementTrips, ourFaultTrips }: Trips): string {
  return [
    `${trips} lần`,
    supplementTrips === 0 ? '' : `${supplementTrips} lần để bổ sung`,
    ourFaultTrips === 0 ? '' : `${ourFaultTrips} lần do hướng dẫn thiếu`,
  ]
    .filter(Boolean)
    .join('; ')
}

/** More trips for supplements than the law lets us ask for. */
export function isOverMost({ supplementTrips }: Pick<Trips, 'supplementTrips'>): boolean {
  return supplementTrips > MOST_SUPPLEMENT_TRIPS
}
