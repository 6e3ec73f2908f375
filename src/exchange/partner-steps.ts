/** What a message of an agency asks of the dossier: commands on its own leg, by what its status code means. Pure. */
import type { LegCommand } from '../dossier/legs/commands.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import type { Problem } from '../lib/problem.ts'
import type { Meaning } from './partner.ts'
import type { LegStatus } from './partner-schema.ts'

/** The message as it is kept: of the file only its hash. */
export type KeptStatus = Omit<LegStatus, 'result'> & {
  result?: { name: string; number: string | null; on: string; sha256: string | null }
}

type Member = 'missing' | 'reason' | 'legalBasis' | 'result' | 'manner'

/** What a message has to say besides its code. */
const NEEDED: Readonly<Record<Meaning, readonly Member[]>> = {
  received: [],
  underway: [],
  asks: ['missing', 'reason', 'legalBasis'],
  done: ['result'],
  returned: ['manner'],
  refused: ['reason', 'legalBasis'],
}

/** One problem for each member that such a message must have and has not. */
export function missingMembers(
  meaning: Meaning,
  message: Partial<Record<Member, unknown>>,
): Problem[] {
  return NEEDED[meaning]
    .filter((member) => message[member] === undefined)
    .map((member) => ({
      code: 'missing',
      field: member,
      message: `Tin với mã trạng thái này phải có “${member}”.`,
    }))
}

/**
 * In the order in which they are given. Whoever tells of any progress has the leg: an acknowledgment that was never sent is
 * implied. After the end of the leg only its end can be contradicted; a late word about the way to it changes nothing.
 */
export function commandsFor(
  meaning: Meaning | undefined,
  message: KeptStatus,
  { leg, ended, acknowledgedAt, returnedAt }: LegState,
): LegCommand[] {
  const { status, note, reference = null } = message
  const isOpen = ended === null
  const report: LegCommand = { type: 'reportLeg', leg, status, ...(note !== undefined && { note }) }
  if (meaning === undefined) return isOpen ? [report] : []
  const before: LegCommand[] = [
    ...(acknowledgedAt === null ? [{ type: 'acknowledgeLeg' as const, leg, reference }] : []),
    report,
  ]
  const heard = isOpen ? before : []
  switch (meaning) {
    case 'received':
    case 'underway':
      return heard
    case 'asks':
      return [...heard, askOf(leg, message)]
    case 'done':
      return [...heard, endOf(leg, 'done', message)]
    case 'refused':
      return [...heard, endOf(leg, 'refused', message)]
    case 'returned': {
      const end = isOpen ? [...heard, endOf(leg, 'done', message)] : []
      const back: LegCommand = { type: 'returnLegResult', leg, manner: message.manner! }
      return returnedAt === null ? [...end, back] : end
    }
  }
}

function askOf(
  leg: string,
  { missing = [], reason = '', legalBasis = '' }: KeptStatus,
): LegCommand {
  return { type: 'askLeg', leg, faults: missing, reason, legalBasis }
}

function endOf(
  leg: string,
  outcome: 'done' | 'refused',
  { reason, legalBasis, result }: KeptStatus,
): LegCommand {
  return {
    type: 'endLeg',
    leg,
    outcome,
    ...(reason !== undefined && { reason }),
    ...(legalBasis !== undefined && { legalBasis }),
    result: outcome === 'done' && result ? result : null,
  }
}
