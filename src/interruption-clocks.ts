/** The clocks of many dossiers stop for an interruption and run on after it: the register's interface, through the dossiers' one door. */
import type { Command } from './dossier/commands.ts'
import type { DossierDeps } from './dossier/handle.ts'
import { handleMany, type ManyOutcome } from './dossier/handle-many.ts'
import type { ClockAct, Clocks } from './interruption/effects.ts'
import type { SystemActor } from './office/actor.ts'

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }

/** `dossier.db` is the worker's. */
export function interruptionClocks(dossier: DossierDeps): Clocks {
  const act = async ({ ids, key, at }: ClockAct, command: Command) => {
    const commandOf = () => command
    const outcomes = await handleMany(dossier, { ids, key, commandOf, by: CLOCK, occurredAt: at })
    return outcomes.map((outcome) => ({ id: outcome.id, refused: refusedBy(outcome) }))
  }
  return {
    suspend: ({ legalBasis, reason, ...of }) =>
      act(of, {
        type: 'suspendClock',
        cause: 'outage',
        reference: of.reference,
        legalBasis,
        reason,
      }),
    resume: (of) => act(of, { type: 'resumeSuspended', cause: 'outage', reference: of.reference }),
  }
}

function refusedBy(outcome: ManyOutcome): string | null {
  if (outcome.became === 'refused') return outcome.refusal.code
  return outcome.became === 'done' || outcome.became === 'repeat' ? null : outcome.became
}
