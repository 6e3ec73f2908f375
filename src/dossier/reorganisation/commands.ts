/** What may be asked when offices change under an open dossier. */
import type { Rule } from '../access.ts'
import type { Offices } from '../events.ts'
import type { ReorganisationBodies, Reorganised } from './events.ts'

export type ReorganisationCommand =
  | {
      type: 'changeOffices'
      reorganisation: Reorganised
      to: Offices
      /** Other offices that the state names, old to new; those it does not name are left out. */
      others?: { from: number; to: number }[]
      /** Who may work on it at the new deciding office: a holder who is none of them leaves it to that office's queue. */
      officers?: number[]
      /** Which part of a divided office it is has to be decided by a person. */
      undecided?: Omit<ReorganisationBodies['officesUndecided'], 'reorganisation'>
    }
  /** Which part of a divided office decides, and why. */
  | { type: 'decideOffices'; office: number; reason: string }

export const reorganisationRules = {
  changeOffices: { staff: [], systems: ['clock'] },
  // Also supervisors of the offices above, which the dossier names itself (`mayDecideOffices`).
  decideOffices: {
    staff: [
      { role: 'leader', at: ['competent'] },
      { role: 'supervisor', at: ['competent'] },
    ],
  },
} satisfies Record<ReorganisationCommand['type'], Rule>
