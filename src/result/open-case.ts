/** A dossier with everything that a paper about it needs, as the acting person may see it. */
import type { Terms } from '../catalogue/terms.ts'
import { inContext } from '../db/context.ts'
import { refusalToAct } from '../dossier/access.ts'
import type { Command } from '../dossier/commands.ts'
import { decide } from '../dossier/decide.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { Origin } from '../dossier/events.ts'
import { handle, type Handled } from '../dossier/handle.ts'
import { substitutionsOf } from '../dossier/holders/standing.ts'
import { answersOf, stateById } from '../dossier/store.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import type { Refusal, Result } from '../lib/result.ts'
import { toDay, toLocalMinute } from '../lib/time.ts'
import { actorKey, type Actor, type StandingIn } from '../office/actor.ts'
import type { ResultDeps } from './deps.ts'
import { kindOfTemplate, type KindOfResult } from './kinds.ts'
import { givenByRegister, officeNameOf, type RegisterGiven } from './store.ts'

/**
 * One act on a dossier's result: `key` is the form's submission key. `origin` and `occurredAt` are for made or replayed
 * histories; left out, the act is live and happens now.
 */
export type ResultOrder = {
  dossierId: string
  by: Actor
  key: string
  origin?: Origin
  occurredAt?: Date
}

export type OpenCase = {
  state: DossierState
  terms: Terms
  kind: KindOfResult
  answers: Record<string, unknown>
  /** The competent office: it issues the paper. */
  office: { id: number; name: string }
  /** What the register gave that is personal, once it has answered. */
  given: RegisterGiven
  /** In whose place the acting official works there today. */
  standsIn: readonly StandingIn[]
}

/** Throws NotFound outside the actor's scopes. */
export async function openCase(
  deps: ResultDeps,
  { dossierId, by }: Pick<ResultOrder, 'dossierId' | 'by'>,
): Promise<OpenCase> {
  return inContext(deps.dossier.db, by, async (tx) => {
    const state = await stateById(tx, dossierId)
    if (!state) throw new NotFound()
    const terms = deps.dossier.law.terms(state.procedure)
    const id = state.offices.competent
    return {
      state,
      terms,
      kind: kindOfTemplate(terms.resultTemplate),
      answers: await answersOf(tx, dossierId),
      office: { id, name: await officeNameOf(tx, id) },
      given: await givenByRegister(tx, dossierId),
      standsIn: await substitutionsOf(tx, by, { state, day: toDay(deps.now()) }),
    }
  })
}

/**
 * What the office would answer to the command, asked before anything is set, signed or numbered: nobody's key signs for
 * somebody who may not. The same definitions decide again, under lock, in `handle`.
 */
export function lawfulNo(
  deps: ResultDeps,
  { state, terms, standsIn }: OpenCase,
  { by, command }: { by: Actor; command: Command },
): Refusal | null {
  const acting = by.kind === 'staff' ? { ...by, standsIn } : by
  const refusal = refusalToAct(acting, command, state)
  if (refusal) return refusal
  const decision = decide(state, command, {
    now: toLocalMinute(deps.now()),
    terms,
    calendar: deps.dossier.law.calendar(),
    actor: actorKey(by),
    personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
    code: null,
  })
  return decision.ok ? null : decision.refusal
}

/** Into the history. Two clicks with one key may have made two different signatures: the first one's answer counts. */
export async function record(
  deps: ResultDeps,
  { dossierId, by, key, origin, occurredAt }: ResultOrder,
  command: Command,
): Promise<Result<Handled>> {
  return handle(deps.dossier, {
    id: dossierId,
    by,
    key,
    command,
    ...(by.kind === 'staff' && { officeId: by.officeId }),
    ...(origin && { origin }),
    ...(occurredAt && { occurredAt }),
  })
}

/** Runs the act; when another click with the same key was faster, runs it again, which then finds that one's work. */
export async function oncePerKey<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Conflict && error.code === 'keyReused') return act()
    throw error
  }
}
