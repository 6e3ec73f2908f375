/** The offices of a dossier may have changed: merger, split, renaming, competence moved on a day. */
import type { Offices } from '../events.ts'

export type ReorganisationBodies = {
  officesChanged: {
    /** The reorganisation: its own id, the number of its decision. */
    reorganisation: { id: string; number: string }
    from: Offices
    to: Offices
  }
}

export const reorganisationVersions: Record<keyof ReorganisationBodies, number> = {
  officesChanged: 1,
}
