/** What may be asked of a leg of a joint procedure. */
import type { Rule } from '../access.ts'
import type { SupplementFault } from '../commands.ts'
import type { FiledPaper, ResultManner } from '../events.ts'
import type { LegResult } from './events.ts'

export type LegCommand =
  | { type: 'acknowledgeLeg'; leg: string; reference: string | null }
  | { type: 'reportLeg'; leg: string; status: string; note?: string }
  | { type: 'askLeg'; leg: string; faults: SupplementFault[]; reason: string; legalBasis: string }
  | {
      type: 'answerLeg'
      leg: string
      papers: FiledPaper[]
      fileNames: Record<string, string>
      note?: string
    }
  | {
      type: 'endLeg'
      leg: string
      outcome: 'done' | 'refused' | 'stopped'
      reason?: string
      legalBasis?: string
      result: LegResult | null
    }
  | { type: 'returnLegResult'; leg: string; manner: ResultManner }

const OFFICES: Rule['staff'] = [{ role: 'officer', at: ['competent'] }]

export const legRules = {
  acknowledgeLeg: { staff: OFFICES, systems: ['partner'] },
  reportLeg: { staff: [], systems: ['partner'] },
  askLeg: { staff: OFFICES, systems: ['partner'] },
  answerLeg: {
    staff: [{ role: 'receptionist', at: ['receiving', 'competent'] }],
    applicant: true,
    systems: ['portal'],
  },
  endLeg: { staff: OFFICES, systems: ['partner', 'clock'], decides: true },
  returnLegResult: {
    staff: [{ role: 'receptionist', at: ['returning'] }],
    applicant: true,
    systems: ['partner', 'clock'],
  },
} satisfies Record<LegCommand['type'], Rule>
