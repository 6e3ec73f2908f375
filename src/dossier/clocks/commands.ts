/** What may be asked of the legal clock. */
import type { Day } from '../../lib/time.ts'
import type { Rule } from '../access.ts'
import type { ApologyPaper, Suspension } from './events.ts'

export type ClockCommand =
  | {
      type: 'reprojectClock'
      calendarVersion: number
      /** Why the calendar was edited, in the words of the decision. */
      reason: string
    }
  | ({ type: 'suspendClock'; legalBasis: string; reason: string } & Suspension)
  | ({ type: 'resumeSuspended' } & Suspension)
  | {
      type: 'requestFee'
      /** In đồng, a whole number. */
      amount: number
      currency: 'VND'
      legalBasis: string
      reason: string
    }
  /** `reference`: the receipt, or the payment as the platform names it. */
  | { type: 'recordFee'; reference: string; amount: number }
  /** `to`: the new day, at whose closing the result is promised. */
  | {
      type: 'apologise'
      to: Day
      legalBasis: string
      reason: string
      paper: ApologyPaper
    }

const OFFICERS: Rule['staff'] = [{ role: 'officer', at: ['competent'] }]
const COUNTER: Rule['staff'] = [{ role: 'receptionist', at: ['receiving', 'competent'] }]

export const clockRules = {
  reprojectClock: { staff: [], systems: ['clock'] },
  suspendClock: { staff: [], systems: ['clock'] },
  resumeSuspended: { staff: [], systems: ['clock'] },
  requestFee: { staff: OFFICERS },
  recordFee: { staff: COUNTER, systems: ['portal', 'payment'] },
  // The agency head's own paper (NĐ 61/2018 Đ19.9).
  apologise: { staff: [{ role: 'leader', at: ['competent'] }], decides: true },
} satisfies Record<ClockCommand['type'], Rule>
