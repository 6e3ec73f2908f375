/** A leader gives many dossiers of one holder to another: looked at beforehand, then dossier by dossier. */
import { refusalToAct } from '../../dossier/access.ts'
import type { Command } from '../../dossier/commands.ts'
import { decide } from '../../dossier/decide.ts'
import type { Receiver } from '../../dossier/decision.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Refusal } from '../../lib/result.ts'
import { toDay, toLocalMinute } from '../../lib/time.ts'
import { standingOn } from '../../office/absence-store.ts'
import { actorKey, type StaffActor } from '../../office/actor.ts'
import type { DeskDeps } from '../deps.ts'
import { MOST_AT_ONCE } from './load-store.ts'

export function reassigning(to: number, reason: string): Command {
  return { type: 'reassign', to, reason }
}

/** Ids of the form, each once, at most so many as one list shows. */
export function idsIn(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => isUuid(value)))].slice(0, MOST_AT_ONCE)
}

export type Looking = { by: StaffActor; to: number; reason: string; receiver: Receiver }

/** The no that a dossier would get now; null when it would go. `handle` asks again under lock. */
export function foreseen(
  deps: DeskDeps,
  state: DossierState,
  { by, to, reason, receiver }: Looking,
): Refusal | null {
  const command = reassigning(to, reason)
  const refusal = refusalToAct(by, command, state)
  if (refusal) return refusal
  const decision = decide(state, command, {
    now: toLocalMinute(deps.result.now()),
    terms: deps.result.dossier.law.terms(state.procedure),
    calendar: deps.law.calendar(),
    actor: actorKey(by),
    personId: by.personId,
    code: null,
    receiver,
  })
  return decision.ok ? null : decision.refusal
}

export async function receiverAt(
  deps: DeskDeps,
  { personId, officeId }: { personId: number; officeId: number },
): Promise<Receiver> {
  const day = toDay(deps.result.now())
  const { roles, awayTo } = await standingOn(deps.result.dossier.db, { personId, officeId, day })
  return { personId, holdsRole: roles.includes('officer'), awayTo }
}
