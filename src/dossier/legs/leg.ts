/** A leg of a dossier as it stands. */
import type { Clock } from '../../calendar/clock.ts'
import type { LocalMinute } from '../../lib/time.ts'
import type { Applied } from '../dossier.ts'
import type { LegBodies, LegResult } from './events.ts'

export type LegState = {
  leg: string
  where: 'inside' | 'outside'
  office: number | null
  partner: string | null
  openedAt: string
  acknowledgeBy: LocalMinute | null
  acknowledgedAt: string | null
  reference: string | null
  /** The other system's own status code, as it said last. */
  status: string | null
  clock: Clock | null
  asked: { papers: string[]; answerBy: LocalMinute | null } | null
  ended: LegBodies['legEnded']['outcome'] | null
  result: LegResult | null
  returnedAt: string | null
}

/** An event of one leg; the others of this part are about the whole. */
export type LegEvent = Extract<Applied<LegBodies>, { body: { leg: string } }>

export function isLegEvent(event: Applied<LegBodies>): event is LegEvent {
  return 'leg' in event.body
}

/** Whether its agency has it to do: it began, has not ended, and does not wait for the citizen. */
export function isRunning({ ended, asked }: LegState): boolean {
  return ended === null && asked === null
}

/** Late by its own clock against its own last minute; while the citizen is waited for, what counts is when the waiting began. */
export function isLate({ clock }: Pick<LegState, 'clock'>, now: LocalMinute): boolean {
  if (clock === null) return false
  const last = clock.pauses.at(-1)
  const standsSince = last && last.to === undefined ? last.from : now
  return (clock.stoppedAt ?? standsSince) > clock.dueAt
}
