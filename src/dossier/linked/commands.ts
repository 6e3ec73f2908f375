/** What may be asked about dossiers that belong together. */
import type { Rule } from '../access.ts'
import type { LinkedBodies } from './events.ts'

export type LinkedCommand =
  | ({ type: 'link' } & LinkedBodies['linked'])
  | { type: 'suspectDuplicate'; of: LinkedBodies['duplicateSuspected']['of'] }
  /** `separate` when absent: a person has found that it is another matter. */
  | {
      type: 'clearDuplicate'
      outcome?: LinkedBodies['duplicateCleared']['outcome']
      reason: string
    }

const counter: Rule['staff'] = [{ role: 'receptionist', at: ['receiving', 'competent'] }]

export const linkedRules = {
  link: { staff: counter, systems: ['clock'] },
  suspectDuplicate: { staff: counter, systems: ['clock', 'portal'] },
  clearDuplicate: { staff: counter },
} satisfies Record<LinkedCommand['type'], Rule>
