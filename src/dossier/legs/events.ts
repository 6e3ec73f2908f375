/** What may have happened on a leg of a joint procedure (liên thông): one agency each, with a clock of its own. */
import type { Clock } from '../../calendar/clock.ts'
import type { LocalMinute } from '../../lib/time.ts'
import type { FiledPaper } from '../events.ts'

/** The paper or entry that the agency of a leg made. */
export type LegResult = { name: string; number: string | null; on: string; sha256: string | null }

export type LegBodies = {
  /** The leg's turn has come: told to an office of ours (`inside`) or to another system (`outside`). */
  legOpened: {
    leg: string
    where: 'inside' | 'outside'
    office: number | null
    partner: string | null
    /** NĐ 301/2026: the next agency acknowledges within two working hours. */
    acknowledgeBy: LocalMinute | null
  }
  /** The agency has it: its own clock starts, and nobody else's. */
  legAcknowledged: { leg: string; reference: string | null; clock: Clock | null }
  /** What the other system says of itself, in its own status code. */
  legReported: { leg: string; status: string }
  /** Papers are missing; the leg's clock stands while the citizen has until `answerBy` (NĐ 301/2026: seven working days). */
  legAsked: {
    leg: string
    papers: string[]
    legalBasis: string
    answerBy: LocalMinute | null
    clock: Clock | null
    /** The citizen heard of it later than the law says (NĐ 301/2026: 24 hours); absent: in time. */
    noticeLate?: true
  }
  /** `filed`: the files that came with it; absent: none. */
  legAnswered: { leg: string; papers: string[]; clock: Clock | null; filed?: FiledPaper[] }
  legEnded: {
    leg: string
    outcome: 'done' | 'refused' | 'stopped'
    legalBasis: string | null
    clock: Clock | null
    result: LegResult | null
  }
  /** Each result is returned as soon as it exists, whatever the other legs do. */
  legResultReturned: { leg: string; manner: 'electronic' | 'counter' | 'post' }
  /** Its clock stands or runs on with that of the whole, while the whole is supplemented. */
  legClockChanged: { leg: string; clock: Clock }
  /** Which offices of ours the declared communes mean, by the answer; written down, because answers may be erased. */
  officesResolved: { offices: Record<string, number> }
  /** What the legs do to the clock of the whole; both figures are kept where it runs on (NĐ 61/2018 Đ19.4, QĐ 766). */
  wholeClockChanged: {
    change: 'paused' | 'resumed' | 'stopped'
    clock: Clock
    dueIfPaused: LocalMinute | null
    dueIfRestarted: LocalMinute | null
  }
  /** Every leg that was needed has ended: the dossier is finished (status 9). */
  legsFinished: { clock: Clock | null }
}

export const legVersions: Record<keyof LegBodies, number> = {
  legOpened: 1,
  legAcknowledged: 1,
  legReported: 1,
  legAsked: 1,
  legAnswered: 1,
  legEnded: 1,
  legResultReturned: 1,
  legClockChanged: 1,
  officesResolved: 1,
  wholeClockChanged: 1,
  legsFinished: 1,
}
