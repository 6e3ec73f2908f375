/** What may be asked of the legal clock. */
import type { Rule } from '../access.ts'

export type ClockCommand = {
  type: 'reprojectClock'
  calendarVersion: number
  /** Why the calendar was edited, in the words of the decision. */
  reason: string
}

export const clockRules = {
  reprojectClock: { staff: [], systems: ['clock'] },
} satisfies Record<ClockCommand['type'], Rule>
