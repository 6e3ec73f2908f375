/** The dossier after something happened to its clock. */
import type { Clock } from '../../calendar/clock.ts'
import type { Applied, DossierState } from '../dossier.ts'
import type { ClockBodies } from './events.ts'

export function applyClock(state: DossierState, event: Applied<ClockBodies>): DossierState {
  const { clock } = event.body
  switch (event.kind) {
    case 'clockReprojected':
      return withLegClocks({ ...state, clock }, event.body.legs ?? [])
    case 'clockSuspended':
    case 'clockResumed': {
      const { leg } = event.body
      return leg === undefined ? { ...state, clock } : withLegClocks(state, [{ leg, clock }])
    }
    case 'feeRequested': {
      const { amount, currency } = event.body
      return { ...state, clock, phase: { at: 'awaitingFee', amount, currency } }
    }
    case 'feeRecorded':
      return { ...state, clock, phase: { at: 'processing' } }
    case 'apologised':
      return { ...state, clock }
  }
}

function withLegClocks(
  state: DossierState,
  moved: readonly { leg: string; clock: Clock }[],
): DossierState {
  if (moved.length === 0 || state.legs === undefined) return state
  const clocks = new Map(moved.map(({ leg, clock }) => [leg, clock]))
  const legs = state.legs.map((leg) => ({ ...leg, clock: clocks.get(leg.leg) ?? leg.clock }))
  return { ...state, legs }
}
