/**
 * Old and new code on one database (docs/operations.md, "A new version"). A newer program writes kinds and versions of events that
 * an older one cannot read. The state names those that came after the first release; whoever does not know one of them leaves the
 * whole dossier alone until the newer program takes it, instead of deciding on half of what happened.
 */
import { NewerHistory } from '../lib/problem.ts'
import { eventVersions } from './events.ts'

/** What every program ever rolled out can read. Never changes: what comes later is named in the states that hold it. */
const FIRST_VERSIONS: Readonly<Record<string, number>> = {
  filed: 3,
  accepted: 1,
  refused: 1,
  supplementRequested: 1,
  supplemented: 2,
  claimed: 1,
  examined: 1,
  draftSent: 1,
  draftConfirmed: 1,
  draftReturned: 1,
  registerEntryRecorded: 1,
  submittedForSigning: 1,
  signingDeclined: 1,
  resultSigned: 1,
  resultSealed: 1,
  delivered: 1,
  withdrawalRequested: 1,
  withdrawalConfirmed: 1,
  stopped: 1,
  emergencyOpened: 1,
  emergencyEnded: 1,
}

type Written = { kind: string; version: number }

const isWithin = (
  versions: Readonly<Record<string, number>>,
  { kind, version }: Written,
): boolean => version <= (Object.hasOwn(versions, kind) ? versions[kind]! : 0)

/** Whether this program can read such an event. */
export function isKnown(event: Written): boolean {
  return isWithin(eventVersions, event)
}

/** Every kind and version that this program can read, as `kind@version`. */
export function knownEvents(): string[] {
  return Object.entries(eventVersions).flatMap(([kind, newest]) =>
    Array.from({ length: newest }, (_, nth) => `${kind}@${nth + 1}`),
  )
}

/** The member `uses` of a state after the event; nothing while all of it can be read by every program. */
export function usesAfter(before: { uses?: string[] } | null, event: Written): { uses?: string[] } {
  const uses = before?.uses ?? []
  const name = `${event.kind}@${event.version}`
  if (isWithin(FIRST_VERSIONS, event) || uses.includes(name)) return uses.length > 0 ? { uses } : {}
  return { uses: [...uses, name].sort() }
}

/** Throws NewerHistory when the dossier holds what this program cannot read. */
export function refuseNewer({ uses = [] }: { uses?: string[] }): void {
  const known = new Set(knownEvents())
  const strange = uses.filter((name) => !known.has(name))
  if (strange.length > 0) throw new NewerHistory(strange.join(', '))
}
