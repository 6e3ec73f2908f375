/** What a declared interruption does to the legal clocks, by the rule of its reason: they stand from its beginning to its end. */
import { derivedId } from '../lib/ids.ts'
import type { Db } from '../db/connect.ts'
import {
  effectiveNow,
  keepResumed,
  keepSuspended,
  toResume,
  toSuspend,
  type Effective,
  type Outcome,
} from './effects-store.ts'
import { reasonNamed, type Reasons } from './reasons.ts'

/** One act over many dossiers; a second time under the same key changes nothing. */
export type ClockAct = {
  ids: readonly string[]
  key: string
  /** The interruption, as the histories name it. */
  reference: string
  /** When the clocks stop, or run on. */
  at: Date
}
export type Clocks = {
  suspend(act: ClockAct & { legalBasis: string; reason: string }): Promise<Outcome[]>
  resume(act: ClockAct): Promise<Outcome[]>
}

export type EffectDeps = {
  /** The worker's database. */
  db: Db
  reasons: Reasons
  directory: {
    all(): readonly { id: number }[]
    ancestorsOf(officeId: number): readonly number[]
  }
  clocks: Clocks
  now: () => Date
}

const AT_ONCE = 500

/**
 * Stops the clocks that an interruption under way reaches, also of what was accepted meanwhile, and lets run on those whose
 * interruption is over. Each dossier once for each interruption. Returns how many clocks were touched.
 */
export async function runEffects(deps: EffectDeps): Promise<number> {
  const pausing = deps.reasons.reasons.filter(({ pauses }) => pauses !== null)
  const codes = pausing.map(({ code }) => code)
  let touched = 0
  for (const interruption of await effectiveNow(deps.db, codes, deps.now()))
    touched += await suspendAll(deps, interruption)
  return touched + (await resumeAll(deps))
}

async function suspendAll(deps: EffectDeps, interruption: Effective): Promise<number> {
  const { id, officeId, reason, words, fromAt, toAt } = interruption
  const { procedures, legalBasis } = reasonNamed(deps.reasons, reason)!.pauses!
  const offices = officesUnder(deps, officeId)
  let touched = 0
  for (;;) {
    const ids = await toSuspend(deps.db, { id, toAt, offices, procedures }, AT_ONCE)
    if (ids.length === 0) return touched
    const act = { ids, key: keyOf(id, 'suspend'), reference: referenceOf(id), at: fromAt }
    const outcomes = await deps.clocks.suspend({ ...act, legalBasis, reason: words })
    await keepSuspended(deps.db, id, outcomes)
    touched += outcomes.filter(({ refused }) => refused === null).length
  }
}

async function resumeAll(deps: EffectDeps): Promise<number> {
  let touched = 0
  for (;;) {
    const over = await toResume(deps.db, deps.now(), AT_ONCE)
    if (over.length === 0) return touched
    for (const { interruptionId, toAt, ids } of over) {
      const key = keyOf(interruptionId, 'resume')
      const reference = referenceOf(interruptionId)
      const outcomes = await deps.clocks.resume({ ids, key, reference, at: toAt })
      await keepResumed(deps.db, interruptionId, outcomes)
      touched += outcomes.filter(({ refused }) => refused === null).length
    }
  }
}

function officesUnder({ directory }: EffectDeps, officeId: number): number[] {
  return directory
    .all()
    .map(({ id }) => id)
    .filter((id) => id === officeId || directory.ancestorsOf(id).includes(officeId))
}

function keyOf(id: number, act: 'suspend' | 'resume'): string {
  return derivedId('interruption', `${id} ${act}`)
}

function referenceOf(id: number): string {
  return `interruption:${id}`
}
