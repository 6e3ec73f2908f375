/** What may be asked of a leg of a joint procedure, and who may. */
import { hasRole, type Role, type StaffActor } from '../../office/actor.ts'
import type { Rule } from '../access.ts'
import type { Command, SupplementFault } from '../commands.ts'
import type { DossierState } from '../dossier.ts'
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

const AT_ITS_OFFICE: Partial<Record<LegCommand['type'], readonly Role[]>> = {
  acknowledgeLeg: ['officer', 'receptionist'],
  askLeg: ['officer'],
  endLeg: ['officer', 'leader'],
}

export function isLegCommand(command: Command): command is LegCommand {
  return Object.hasOwn(legRules, command.type)
}

/**
 * A leg that has begun belongs to its own office alone, and one outside to no official of ours. Null: the general rule says, for
 * what the one-stop desk does and for a leg that has not begun.
 */
export function mayActOnLeg(
  actor: StaffActor,
  command: LegCommand,
  { legs = [] }: DossierState,
): boolean | null {
  const roles = AT_ITS_OFFICE[command.type]
  const open = legs.find(({ leg }) => leg === command.leg)
  if (roles === undefined || open === undefined) return null
  const { office } = open
  return office !== null && roles.some((role) => hasRole(actor, role, office))
}
