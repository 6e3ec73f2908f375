/** A leg of a dossier as it stands. */
import type { Clock } from '../../calendar/clock.ts'
import type { LocalMinute } from '../../lib/time.ts'
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
