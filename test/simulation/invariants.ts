/**
 * What must hold whatever happens: the ten of domain §11, with deadlines (R13), the turn of the year (R14) and the fold (R19).
 * Each looks at one dossier after what was just done to it, and says what is wrong, or null.
 */
import { statusOf, evolve, isOpen, type DossierState } from '../../src/dossier/dossier.ts'
import type { DossierEvent, EventBodies, EventKind } from '../../src/dossier/events.ts'
import { projectFiling, projectRow } from '../../src/dossier/project.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { canonical } from '../../src/lib/canonical.ts'
import { toDay } from '../../src/lib/time.ts'
import { NEXT_STATUS } from '../access/transitions.ts'
import { termsOf, type City } from './city.ts'
import type { Done } from './door.ts'
import { PlainClock, plainDue } from './plain-clock.ts'

export type Seen = { city: City; done: NonNullable<Done> }
type Invariant = { source: string; holds: string; fault(seen: Seen): string | null }

const clocks = new Map<string, PlainClock>()
function plainClockOf({ daysOff }: City): PlainClock {
  const key = daysOff.join()
  const clock = clocks.get(key) ?? new PlainClock(daysOff)
  clocks.set(key, clock)
  return clock
}

const REASONED: readonly EventKind[] = [
  'refused',
  'supplementRequested',
  'stopped',
  'legAsked',
  'signingDeclined',
  'holderChanged',
  'clockReprojected',
  'clockSuspended',
  'feeRequested',
  'apologised',
  'movedToLaw',
  'revocationDecided',
]
const BASED: readonly EventKind[] = [
  'refused',
  'supplementRequested',
  'stopped',
  'legAsked',
  'feeRequested',
  'apologised',
  'clockSuspended',
]

export const invariants = {
  codes: {
    source: 'domain §11.1, R14',
    holds: 'a code is unique, never changes, and counts on in its office and day',
    fault({ city, done: { kept, before } }) {
      const { code } = kept.state
      if (before && before.code !== code) return `${before.code} became ${code}`
      if (before) return null
      const twin = city.dossiers.find((other) => other !== kept && other.state.code === code)
      if (twin) return `${code} was given twice`
      const { competent } = kept.state.offices
      const day = toDay(kept.events[0]!.occurredAt)
      const stem = `H26.${competent}-${day.replaceAll('-', '')}-`
      const same = city.dossiers.filter((other) => other.state.code.startsWith(stem)).length
      const expected = `${stem}${String(same).padStart(4, '0')}`
      return code === expected ? null : `${code} is not ${expected}`
    },
  },
  statuses: {
    source: 'domain §2.1, §11.2',
    holds: 'an official status follows only from one that the law lets it follow',
    fault({ done: { kept, before } }) {
      if (!before) return statusOf(kept.state) === 1 ? null : 'filed into another status than 1'
      const [from, to] = [statusOf(before), statusOf(kept.state)]
      // Back to the queue of the office: received, and nobody works on it.
      const isReleased = from === 4 && to === 2 && kept.state.holder === null
      return from === to || isReleased || NEXT_STATUS[from]?.includes(to) ? null : `${from} → ${to}`
    },
  },
  words: {
    source: 'domain §11.3',
    holds: 'every refusal, supplement, stop has reason, legal basis and author',
    fault({ done: { fresh } }) {
      for (const event of fresh) {
        if (REASONED.includes(event.kind) && !event.private?.reason)
          return `${event.kind}: no reason`
        const basis = (event.body as { legalBasis?: string }).legalBasis
        if (BASED.includes(event.kind) && !basis) return `${event.kind}: no legal basis`
        if (!/^(staff|citizen|system):/.test(event.actor)) return `${event.kind} by ${event.actor}`
      }
      return null
    },
  },
  secondRequest: {
    source: 'domain §11.4',
    holds: 'a second request for a supplement has a recorded ground and the right number',
    fault({ done: { kept, fresh } }) {
      for (const event of fresh)
        if (event.kind === 'supplementRequested') {
          const asked = kept.events.filter(({ kind }) => kind === 'supplementRequested').length
          if (event.body.round !== asked) return `round ${event.body.round} of ${asked}`
          if (asked > 1 && !event.body.ground) return 'a second request without a ground'
        }
      return null
    },
  },
  deadline: {
    source: 'domain §11.5, R13',
    holds: 'the due minute is what the events and the calendar give; the first promise stays',
    fault({ city, done: { kept, before } }) {
      const { clock } = kept.state
      if (before?.clock && clock && before.clock.firstDueAt !== clock.firstDueAt)
        return `the first promise ${before.clock.firstDueAt} became ${clock.firstDueAt}`
      if (clock?.stoppedAt || !isOpen(kept.state)) return null
      if (clock?.promisedAt && clock.promisedAt < clock.dueAt)
        return 'promised before the law is due'
      const expected = plainDue(plainClockOf(city), kept.events, lawAfter)
      const found = clock?.dueAt ?? null
      return found === expected ? null : `due ${found}, counted by hand ${expected}`
    },
  },
  legs: {
    source: 'domain §11.7',
    holds: 'what happens on one leg moves the clock of no other',
    fault({ done: { kept, fresh, before } }) {
      const touched = new Set(fresh.flatMap(({ body }) => ('leg' in body ? [body.leg] : [])))
      if (touched.size === 0) return null
      if (fresh.some(({ kind }) => kind === 'clockReprojected')) return null
      for (const leg of before?.legs ?? []) {
        const now = kept.state.legs?.find((each) => each.leg === leg.leg)
        if (!touched.has(leg.leg) && canonical(now?.clock ?? null) !== canonical(leg.clock))
          return `the clock of ${leg.leg} moved with another leg`
      }
      return null
    },
  },
  versions: {
    source: 'domain §11.8',
    holds: 'a dossier keeps the versions of the law of its day unless a decision moves it',
    fault({ done: { kept, fresh, before } }) {
      if (!before || fresh.some(({ kind }) => kind === 'movedToLaw')) return null
      const of = ({ procedure, form, workflow }: DossierState) =>
        canonical({ procedure, form, workflow })
      return of(before) === of(kept.state) ? null : 'the law changed under it'
    },
  },
  personal: {
    source: 'domain §11.9, A04',
    holds: 'nothing personal stands in the body of an event, in the state, or in what lists read',
    fault({ done: { kept, fresh } }) {
      const open = canonical({
        bodies: fresh.map(({ body }) => body),
        state: kept.state,
        row: projectRow(kept.id, kept.state, termsOf(kept.state.procedure)),
        filing: projectFiling(kept.state, 'live'),
      })
      return open.includes(kept.canary) ? 'a name stands where anybody may read' : null
    },
  },
  selfDecision: {
    source: 'domain §11.10',
    holds: 'whoever filed or prepared it does not sign it, and the helper is not its owner',
    fault({ done: { kept, fresh } }) {
      const filedBy = kept.events[0]!.actor
      for (const event of fresh) {
        if (event.kind === 'filed' && event.body.helper === `staff:${event.body.applicantPersonId}`)
          return 'the helper is the owner'
        if (event.kind !== 'resultSigned') continue
        const preparer = kept.events.findLast(({ kind }) => kind === 'submittedForSigning')?.actor
        if (event.actor === filedBy) return 'signed by whoever filed it'
        if (event.actor === preparer) return 'signed by whoever prepared it'
      }
      return null
    },
  },
  holder: {
    source: 'domain §1.2, issue of one holder',
    holds: 'who holds an open dossier is one official of its deciding office, or its queue',
    fault({ city, done: { kept } }) {
      const { holder, offices } = kept.state
      if (holder === null || !isOpen(kept.state)) return null
      const person = city.staff.find(({ personId }) => personId === holder)
      if (person === undefined) return `nobody has the number ${holder}`
      return person.officeId === offices.competent || city.successors.has(offices.competent)
        ? null
        : `${person.name} of ${person.officeId} holds what ${offices.competent} decides`
    },
  },
  fold: {
    source: 'R19, R20',
    holds: 'the state is the fold of the history, which is numbered and in order',
    fault({ done: { kept, fresh } }) {
      const last = kept.events.length
      if (fresh.some(({ seq }, i) => seq !== last - fresh.length + i + 1)) return 'numbers jump'
      const late = kept.events.find(
        ({ occurredAt }, i) => i > 0 && occurredAt < kept.events[i - 1]!.occurredAt,
      )
      if (late) return `event ${late.seq} lies before the one before it`
      return canonical(folded(kept.events)) === canonical(kept.state)
        ? null
        : 'the state is not the fold of the history'
    },
  },
  takenBack: {
    source: 'D11: corrections and revocations',
    holds: 'no result is handed out that was taken back, nor a decision where none was taken',
    fault({ done: { fresh, before } }) {
      for (const { kind, body } of fresh) {
        if (kind !== 'delivered') continue
        if (before?.revocation && body.instead === undefined) return 'a revoked result went out'
        if (body.instead && !before?.revocation?.on)
          return 'a decision went out that nobody entered'
      }
      return null
    },
  },
  ended: {
    source: 'domain §2.1',
    holds: 'nothing moves a dossier that has ended',
    fault({ done: { fresh, before } }) {
      if (!before || isOpen(before)) return null
      const moved = fresh.find(({ kind }) => !AFTER_THE_END.includes(kind))
      return moved ? `${moved.kind} after the end` : null
    },
  },
} satisfies Record<string, Invariant>

function lawAfter({ kind, body }: { kind: string; body: unknown }, before: Terms | null): Terms {
  if (before !== null && kind !== 'movedToLaw') return before
  return termsOf((body as EventBodies['filed' | 'movedToLaw']).procedure)
}

const AFTER_THE_END: readonly EventKind[] = [
  'emergencyOpened',
  'emergencyEnded',
  'correctionPrepared',
  'correctionDropped',
  'correctionSigned',
  'resultCorrected',
  'revocationDecided',
  'resultRevoked',
  'originalsMoved',
  'originalsMissing',
  'originalsFound',
  'originalsReturned',
]

export type InvariantName = keyof typeof invariants

function folded(events: readonly DossierEvent[]): DossierState | null {
  let state: DossierState | null = null
  for (const event of events) {
    const procedure = event.kind === 'filed' ? event.body.procedure : state!.procedure
    const terms = termsOf(event.kind === 'movedToLaw' ? event.body.procedure : procedure)
    state = evolve(state, event, terms)
  }
  return state
}

/** The first that does not hold, with what is wrong. */
export function broken(seen: Seen): { invariant: InvariantName; what: string } | null {
  for (const [name, { fault }] of Object.entries(invariants)) {
    const what = fault(seen)
    if (what !== null) return { invariant: name as InvariantName, what }
  }
  return null
}
