/** The dossier after its offices changed. */
import type { Applied, DossierState } from '../dossier.ts'
import type { ReorganisationBodies } from './events.ts'

/** What waits for a person: which part of a divided office decides. */
export type Undecided = ReorganisationBodies['officesUndecided']

export function applyReorganisation(
  state: DossierState,
  event: Applied<ReorganisationBodies>,
): DossierState {
  switch (event.kind) {
    case 'officesChanged':
      return { ...state, offices: event.body.to }
    case 'otherOfficesChanged':
      return withSteps(withOthers(state, event.body.offices), event.body.steps)
    case 'officesUndecided':
      return { ...state, undecided: event.body }
    case 'officesDecided': {
      const { undecided: _decided, ...bare } = state
      return withSteps({ ...bare, offices: event.body.to }, event.body.steps)
    }
  }
}

type Change = { from: number; to: number }

/** Every member of a state that names offices beside the three, also those that only some dossiers have. */
export type Places = DossierState & {
  /** Received by an office for another (phi địa giới). */
  crossOffice?: { from: number }
  /** Offices that answers name by their communes. */
  officesByAnswer?: Record<string, number>
}

/** The office that stands today for one that the workflow or an older paper names. */
export function officeNow(
  { successors = [] }: { successors?: readonly Change[] },
  office: number,
): number {
  return successors.find(({ from }) => from === office)?.to ?? office
}

/** Every place of the state that names an office beside the three; what the workflow names later is read through `successors`. */
function withOthers(state: DossierState, changes: readonly Change[]): DossierState {
  if (changes.length === 0) return state
  const now = (office: number): number => changes.find(({ from }) => from === office)?.to ?? office
  const { legs, consulted, waiting, custody, undecided, crossOffice, officesByAnswer }: Places =
    state
  return {
    ...state,
    successors: joined(state.successors ?? [], changes),
    ...(legs && {
      legs: legs.map((leg) => (leg.office === null ? leg : { ...leg, office: now(leg.office) })),
    }),
    ...(consulted && {
      consulted: [...new Set(consulted.map(now))].sort((a, b) => a - b),
    }),
    ...(waiting && { waiting: waiting.map((each) => ({ ...each, office: now(each.office) })) }),
    ...(undecided && {
      undecided: {
        ...undecided,
        default: now(undecided.default),
        candidates: undecided.candidates.map(({ office, why }) => ({ office: now(office), why })),
      },
    }),
    ...(custody && {
      custody: Object.fromEntries(
        Object.entries(custody).map(([paper, place]) => [paper, placeNow(place, now)]),
      ),
    }),
    ...(crossOffice && { crossOffice: { ...crossOffice, from: now(crossOffice.from) } }),
    ...(officesByAnswer && {
      officesByAnswer: Object.fromEntries(
        Object.entries(officesByAnswer).map(([answer, office]) => [answer, now(office)]),
      ),
    }),
  }
}

/** An original lies at an office, or is on its way from one. */
function placeNow<P extends { at: number | null; from?: number }>(
  place: P,
  now: (office: number) => number,
): P {
  return {
    ...place,
    ...(place.at !== null && { at: now(place.at) }),
    ...(place.from !== undefined && { from: now(place.from) }),
  }
}

/** What led to an office that has now changed again leads on to the newest. */
function joined(before: readonly Change[], changes: readonly Change[]): Change[] {
  const on = before.map(({ from, to }) => ({
    from,
    to: changes.find((change) => change.from === to)?.to ?? to,
  }))
  const known = new Set(on.map(({ from }) => from))
  return [...on, ...changes.filter(({ from }) => !known.has(from))].sort((a, b) => a.from - b.from)
}

function withSteps(
  state: DossierState,
  steps: readonly { step: string; to: number }[],
): DossierState {
  if (state.waiting === undefined || steps.length === 0) return state
  return {
    ...state,
    waiting: state.waiting.map((each) => ({
      ...each,
      office: steps.find(({ step }) => step === each.step)?.to ?? each.office,
    })),
  }
}
