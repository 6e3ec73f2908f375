/** Who holds a dossier may have changed, and somebody may have worked in the place of whoever holds it. */
import type { StandingIn } from '../../office/actor.ts'

export type HolderChange = 'claimed' | 'handedOver' | 'reassigned' | 'released'

export type HolderBodies = {
  /** `null` is the queue of the office, with its duty officer. */
  holderChanged: {
    from: number | null
    to: number | null
    how: 'handedOver' | 'reassigned' | 'released'
  }
  /** The same of a leg inside the house, which has a holder of its own. */
  legHolderChanged: { leg: string; from: number | null; to: number | null; how: HolderChange }
  /** Whoever did the act just before it did it in the place of that person. */
  stoodIn: StandingIn & { act: string }
}

export const holderVersions: Record<keyof HolderBodies, number> = {
  holderChanged: 1,
  legHolderChanged: 1,
  stoodIn: 1,
}
