/** What may be asked when offices change under an open dossier. */
import type { Rule } from '../access.ts'
import type { Offices } from '../events.ts'

export type ReorganisationCommand = {
  type: 'changeOffices'
  reorganisation: { id: string; number: string }
  to: Offices
}

export const reorganisationRules = {
  changeOffices: { staff: [], systems: ['clock'] },
} satisfies Record<ReorganisationCommand['type'], Rule>
