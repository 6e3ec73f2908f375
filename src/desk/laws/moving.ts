/** The command by which a decision moves one dossier, and what would come of it now. Pure. */
import type { Calendar } from '../../calendar/calendar.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { decide } from '../../dossier/decide.ts'
import type { DossierState, Procedure } from '../../dossier/dossier.ts'
import type { LawCommand } from '../../dossier/laws/commands.ts'
import type { Refusal } from '../../lib/result.ts'
import type { LocalMinute } from '../../lib/time.ts'
import { moveFor, type LawDecision, type LawMove } from './decision.ts'

type Version = Pick<Procedure, 'code' | 'version' | 'caseCode'>

/** Null when the decision says nothing about the version that the dossier has. */
export function commandFor(decision: LawDecision, procedure: Version): LawCommand | null {
  const move = moveFor(decision, procedure)
  return move === undefined ? null : commandOf(decision, move, procedure.caseCode)
}

function commandOf(
  { id, number, effectOn, reason }: LawDecision,
  { to, clock, cases, steps }: LawMove,
  caseCode: string,
): LawCommand {
  return {
    type: 'moveToLaw',
    decision: { id, number },
    to: { version: to, caseCode: cases?.[caseCode] ?? caseCode },
    clock,
    effectAt: `${effectOn}T00:00` as LocalMinute,
    reason,
    ...(steps && { steps }),
  }
}

export type Outlook =
  | { will: 'move'; dueBefore: LocalMinute | null; dueAfter: LocalMinute | null; isAtOnce: boolean }
  | { will: 'stay'; refusal: Refusal }

export type Moment = {
  now: LocalMinute
  calendar: Calendar
  termsOf(procedure: Version): Terms
}

/** What the decision would do to the dossier at that moment. On a day before it takes effect: what it would do on that day. */
export function outlookOf(decision: LawDecision, state: DossierState, at: Moment): Outlook {
  const command = commandFor(decision, state.procedure)
  if (command === null)
    return stays('otherLaw', 'Quyết định không nói đến phiên bản thủ tục của hồ sơ này.')
  const effectAt = command.effectAt ?? at.now
  const decided = decide(state, command, {
    now: at.now > effectAt ? at.now : effectAt,
    terms: at.termsOf(state.procedure),
    lawTerms: at.termsOf({ code: state.procedure.code, ...command.to }),
    calendar: at.calendar,
    actor: 'system:clock',
    personId: null,
    code: null,
  })
  if (!decided.ok) return { will: 'stay', refusal: decided.refusal }
  const [event] = decided.value
  if (event?.kind !== 'movedToLaw') throw new Error('moving to another law made another event')
  const { clock } = event.body
  return {
    will: 'move',
    dueBefore: clock?.dueBefore ?? null,
    dueAfter: clock?.clock.dueAt ?? null,
    isAtOnce: clock?.clock.notBefore !== undefined,
  }
}

function stays(code: string, message: string): Outlook {
  return { will: 'stay', refusal: { code, message } }
}
