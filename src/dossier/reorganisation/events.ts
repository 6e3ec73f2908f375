/** The offices of a dossier may have changed: merger, split, renaming, competence moved on a day. */
import type { Offices } from '../events.ts'

/** The reorganisation: its own id, the number of its decision. */
export type Reorganised = { id: string; number: string }

/** An office that a divided one may have become for this dossier, and why it is thought of. */
export type Candidate = { office: number; why: 'address' | 'applicantAddress' | 'document' }

export type ReorganisationBodies = {
  officesChanged: { reorganisation: Reorganised; from: Offices; to: Offices }
  /** Offices beside the three: of legs, of consultation, of whoever keeps originals; and open steps that go with the deciding office. */
  otherOfficesChanged: {
    reorganisation: Reorganised
    offices: { from: number; to: number }[]
    steps: { step: string; to: number }[]
  }
  /** The office was divided and no rule says which part decides: it stays with `default` until a person has decided. */
  officesUndecided: {
    reorganisation: Reorganised
    from: number
    default: number
    places: (keyof Offices)[]
    candidates: Candidate[]
    /** Offices above, whose supervisors may decide too. */
    deciders: number[]
  }
  /** A person has decided which part of a divided office it is. */
  officesDecided: {
    reorganisation: Reorganised
    from: Offices
    to: Offices
    steps: { step: string; to: number }[]
  }
}

export const reorganisationVersions: Record<keyof ReorganisationBodies, number> = {
  officesChanged: 1,
  otherOfficesChanged: 1,
  officesUndecided: 1,
  officesDecided: 1,
}
