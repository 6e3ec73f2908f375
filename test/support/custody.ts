/** A dossier in tests of receipt and originals: commands one after the other, each with its minute and its office. */
import assert from 'node:assert/strict'
import type { Command, FileCommand } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import type { Facts } from '../../src/dossier/decision.ts'
import { evolve, type DossierState } from '../../src/dossier/dossier.ts'
import type { DossierEvent } from '../../src/dossier/events.ts'
import type { LocalMinute } from '../../src/lib/time.ts'
import { toInstant } from '../../src/lib/time.ts'
import { calendar, citizen, filing, OTHER_WARD, terms, WARD } from './office.ts'

const hanoi = calendar()

export type Life = { state: DossierState; events: DossierEvent[] }
export type At = { at: LocalMinute; office?: number; isOwnCounter?: boolean }

function facts({ at, office = WARD, isOwnCounter = false }: At): Facts {
  return {
    now: at,
    terms,
    calendar: hanoi,
    actor: `staff:${office}`,
    personId: office,
    code: 'H26.101-20261123-0001',
    officeId: office,
    isOwnCounter,
  }
}

/** Filed at that minute: at a ward for itself, unless told otherwise. */
export function filedAt(at: LocalMinute, over: Partial<FileCommand> = {}): Life {
  return next({ state: null as never, events: [] }, filing(citizen(), over), { at })
}

/** Received by the second ward for the first, which decides. */
export const forAnother: Partial<FileCommand> = {
  source: 'counter',
  kindOfFiling: 'counter',
  offices: { receiving: OTHER_WARD, competent: WARD, returning: OTHER_WARD },
}

/** What the command does at that minute; throws on a lawful no. */
export function next({ state, events }: Life, command: Command, when: At): Life {
  const given = facts(when)
  const decision = decide(state, command, given)
  assert.ok(decision.ok, `${command.type}: ${decision.ok ? '' : decision.refusal.message}`)
  let now: DossierState | null = state
  const all = [...events]
  for (const event of decision.value) {
    const stored = {
      ...event,
      seq: (now?.seq ?? 0) + 1,
      version: 1,
      occurredAt: toInstant(given.now),
      recordedAt: toInstant(given.now),
      actor: given.actor,
      officeId: given.officeId ?? null,
      origin: 'live',
    } as DossierEvent
    now = evolve(now, stored, terms)
    all.push(stored)
  }
  return { state: now, events: all }
}

/** The code of the refusal, or the kinds of the events. */
export function outcome({ state }: Life, command: Command, when: At): string {
  const decision = decide(state, command, facts(when))
  return decision.ok ? decision.value.map(({ kind }) => kind).join() : decision.refusal.code
}
