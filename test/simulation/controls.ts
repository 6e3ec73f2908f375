/** For each invariant a fault of the kind that it must find: the house is broken once, and the simulations must see it. */
import type { DossierEvent } from '../../src/dossier/events.ts'
import { ok } from '../../src/lib/result.ts'
import type { LocalMinute } from '../../src/lib/time.ts'
import type { Sabotage } from './door.ts'
import type { InvariantName } from './invariants.ts'

/** The event with these members of its body instead. */
function with_(event: DossierEvent, body: object): DossierEvent {
  return { ...event, body: { ...event.body, ...body } } as DossierEvent
}

function dayLater(minute: LocalMinute): LocalMinute {
  const day = new Date(Date.parse(`${minute.slice(0, 10)}T00:00:00Z`) + 86_400_000)
  return `${day.toISOString().slice(0, 10)}${minute.slice(10)}` as LocalMinute
}

export const controls: Record<InvariantName, Sabotage> = {
  // Two programs that count by themselves give the same number.
  codes: {
    event: (event, { city }) =>
      event.kind === 'filed' && city.dossiers.length > 2
        ? with_(event, { code: city.dossiers[0]!.state.code })
        : event,
  },
  // A result is handed over that nobody has signed.
  statuses: {
    decision: (decision, { command, kept }) =>
      command.type === 'claim' && kept?.state.phase.at === 'processing'
        ? ok([{ kind: 'delivered', body: { manner: 'counter', receiver: 'applicant' } }])
        : decision,
  },
  // A refusal without its reason.
  words: {
    event: (event) => (event.kind === 'refused' ? { ...event, private: {} } : event),
  },
  // The second request goes out without its ground.
  secondRequest: {
    event: (event) =>
      event.kind === 'supplementRequested' ? with_(event, { ground: null }) : event,
  },
  // A supplement moves the day one further than the law gives.
  deadline: {
    event: (event) =>
      event.kind === 'supplemented' && event.body.clock
        ? with_(event, {
            clock: { ...event.body.clock, dueAt: dayLater(event.body.clock.dueAt) },
          })
        : event,
  },
  // What one agency does starts the time of the others anew.
  legs: {
    state: (state, { command }) =>
      command.type === 'acknowledgeLeg' || command.type === 'askLeg' || command.type === 'endLeg'
        ? {
            ...state,
            ...(state.legs && {
              legs: state.legs.map((leg) =>
                leg.leg === command.leg ? leg : { ...leg, clock: state.clock },
              ),
            }),
          }
        : state,
  },
  // The newest version of the law is taken for every dossier.
  versions: {
    state: (state, { command }) =>
      command.type === 'claim' ? { ...state, workflow: { ...state.workflow, version: 99 } } : state,
  },
  // The name of the owner is written into the body of the event.
  personal: {
    event: (event) =>
      event.kind === 'filed'
        ? with_(event, {
            procedure: { ...event.body.procedure, name: event.private?.ownerName ?? '' },
          })
        : event,
  },
  // The officer who prepared the result signs it too.
  selfDecision: {
    event: (event, { kept }) =>
      event.kind === 'resultSigned'
        ? {
            ...event,
            actor:
              kept?.events.findLast(({ kind }) => kind === 'submittedForSigning')?.actor ??
              event.actor,
          }
        : event,
  },
  // Somebody of another ward takes the dossier.
  holder: {
    event: (event, { city, kept }) => {
      const stranger = city.staff.find(
        ({ officeId }) => officeId !== kept?.state.offices.competent && !city.successors.size,
      )
      return event.kind === 'claimed' && stranger
        ? with_(event, { holder: stranger.personId })
        : event
    },
  },
  // The state forgets what the history says.
  fold: {
    state: (state, { command }) =>
      command.type === 'supplement' ? { ...state, supplementRounds: 0 } : state,
  },
  // The counter hands the result out all the same.
  takenBack: {
    decision: (decision, { command, kept }) =>
      command.type === 'revokeResult' && kept?.state.phase.at === 'finished'
        ? ok([{ kind: 'delivered', body: { manner: 'counter', receiver: 'applicant' } }])
        : decision,
  },
  // A dossier that was refused is accepted all the same.
  ended: {
    letsAnybody: ({ kept }) => kept?.state.phase.at === 'refused',
    decision: (decision, { kept }) =>
      kept?.state.phase.at === 'refused'
        ? ok([{ kind: 'signingDeclined', body: {}, private: { reason: 'x' } }])
        : decision,
  },
}
