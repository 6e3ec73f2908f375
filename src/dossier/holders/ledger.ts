/**
 * Who held a dossier, span after span from filing to its end: no gap, no overlap, and the working minutes of the spans add up to
 * those of the whole. Each leg has the same from its beginning to its end. Pure.
 */
import type { Calendar } from '../../calendar/calendar.ts'
import { workingMinutesBetween } from '../../calendar/working-time.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { toLocalMinute } from '../../lib/time.ts'
import { evolve, type DossierState, type Procedure } from '../dossier.ts'
import type { DossierEvent, EventKind } from '../events.ts'
import { waitedFor, waitedForLeg, type Waited } from './waited.ts'

export type Span = Waited & {
  /** '': the dossier itself. */
  leg: string
  since: Date
  /** Null: it runs. */
  until: Date | null
  /** Working minutes; null while it runs, and outside the calendar's years. */
  minutes: number | null
  beganWith: EventKind
}

export type LedgerLaw = {
  calendar: Calendar
  termsOf(procedure: Pick<Procedure, 'code' | 'version' | 'caseCode'>): Terms
}

/** The dossier's own spans first, then those of each leg, each in the order of time. */
export function ledgerOf(events: readonly DossierEvent[], law: LedgerLaw): Span[] {
  const lines = new Map<string, Span[]>([['', []]])
  let state: DossierState | null = null
  for (const event of events) {
    const procedure = event.kind === 'filed' ? event.body.procedure : state!.procedure
    const terms = law.termsOf(procedure)
    state = evolve(state, event, terms)
    note(lines, { leg: '', waited: waitedFor(state, terms), event })
    for (const leg of state.legs ?? [])
      note(lines, { leg: leg.leg, waited: waitedForLeg(state, leg), event })
  }
  return [...lines.values()].flat().map((span) => counted(span, law.calendar))
}

type Noted = { leg: string; waited: Waited | null; event: DossierEvent }

/** What changed ends the running span and begins the next; what lasted no time is no span. */
function note(lines: Map<string, Span[]>, { leg, waited, event }: Noted): void {
  const spans = lines.get(leg) ?? []
  lines.set(leg, spans)
  const last = spans.at(-1)
  const runs = last !== undefined && last.until === null ? last : null
  if (runs !== null && waited !== null && isSame(runs, waited)) return
  const at = event.occurredAt
  if (runs !== null && runs.since.getTime() === at.getTime()) spans.pop()
  else if (runs !== null) runs.until = at
  if (waited === null) return
  const before = spans.at(-1)
  // Back to what it was before a moment that lasted no time: the same span goes on.
  if (before && before.until?.getTime() === at.getTime() && isSame(before, waited)) {
    before.until = null
    return
  }
  const span = { ...waited, leg, since: at, until: null, minutes: null, beganWith: event.kind }
  spans.push(span)
}

function isSame(a: Waited, b: Waited): boolean {
  return (
    a.who === b.who &&
    a.office === b.office &&
    a.person === b.person &&
    a.holder === b.holder &&
    a.why === b.why
  )
}

function counted(span: Span, calendar: Calendar): Span {
  return span.until === null
    ? span
    : { ...span, minutes: minutesOf(calendar, span.since, span.until) }
}

/** Working minutes between two moments; null outside the calendar's years. */
export function minutesOf(calendar: Calendar, since: Date, until: Date): number | null {
  try {
    return workingMinutesBetween(calendar, toLocalMinute(since), toLocalMinute(until))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
