/** A dossier as the person it belongs to may see it. */
import { factsFor, type PaperDeps, type PaperKind } from '../counter/papers.ts'
import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import type { EventKind } from '../dossier/events.ts'
import { isTheirs } from '../dossier/parties/access.ts'
import { NotFound } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'

/** Everything the pages of applicant, owner and representative are made from. NotFound for everybody else, and for one that is not there. */
export async function ownDossier(
  deps: PaperDeps,
  actor: CitizenActor,
  dossierId: string,
): Promise<PaperFacts> {
  const facts = await factsFor(deps, { dossierId, by: actor })
  if (!isTheirs(actor, facts.state)) throw new NotFound()
  return facts
}

/** The papers that the office has given out about the dossier so far. */
export function papersIssued({ events }: PaperFacts): PaperKind[] {
  const kinds: [PaperKind, boolean][] = [
    ['submission', true],
    ['forAnother', lastOf(events, 'receivedForAnother') !== undefined],
    ['form01', lastOf(events, 'accepted') !== undefined],
    ['form02', lastOf(events, 'supplementRequested') !== undefined],
    ['form03', lastOf(events, 'refused') !== undefined],
  ]
  return kinds.filter(([, isIssued]) => isIssued).map(([kind]) => kind)
}

/** The events by which a dossier came to the office that has it now. */
const MOVES: ReadonlySet<EventKind> = new Set([
  'filed',
  'accepted',
  'arrivedAtCompetent',
  'officesChanged',
  'officesDecided',
  'resultSealed',
  'legsFinished',
  'delivered',
  'refused',
  'stopped',
  'withdrawalConfirmed',
])

/** Since when it is where it is. */
export function heldSince({ events, state }: PaperFacts): Date {
  const move = events.findLast(({ kind }) => MOVES.has(kind))
  return move?.occurredAt ?? new Date(state.submittedAt)
}
