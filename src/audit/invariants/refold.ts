/** The state as the history gives it, for one dossier as it is stored. Pure. */
import { evolve, type DossierState } from '../../dossier/dossier.ts'
import { procedureAfter } from '../../dossier/laws/evolve.ts'
import { eventFrom } from '../../dossier/rows.ts'
import type { Private } from '../../dossier/events.ts'
import { readPrivate } from '../../dossier/packing.ts'
import type { RawDossier, RawEvent } from '../store.ts'
import type { TermsOf } from '../verify.ts'

/** Throws when the history is none: ask for its faults first. */
export function refold({ events }: RawDossier, termsOf: TermsOf): DossierState {
  let state: DossierState | null = null
  for (const row of events) {
    const event = eventFrom(row, JSON.parse(row.body))
    state = evolve(state, event, termsOf(procedureAfter(state, event)))
  }
  if (state === null) throw new Error('a dossier without events has no state')
  return state
}

/** What stands apart from an event; undefined when it was lawfully erased or never was. */
export function privateOf(row: RawEvent): Private | undefined {
  const { private_bytes: bytes, is_erased: isErased } = row
  return bytes === null || isErased ? undefined : readPrivate(Buffer.from(bytes, 'hex'))
}
