/** What may be asked about the paper originals of a dossier. */
import type { Rule } from '../access.ts'
import type { CustodyBodies } from './events.ts'

export type CustodyCommand = {
  type: 'moveOriginals'
  note?: string
} & CustodyBodies['originalsMoved']

export const custodyRules = {
  moveOriginals: {
    staff: [
      { role: 'receptionist', at: ['receiving', 'competent', 'returning'] },
      { role: 'officer', at: ['competent'] },
    ],
  },
} satisfies Record<CustodyCommand['type'], Rule>
