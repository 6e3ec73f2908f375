/** What may have happened to the legal clock beyond its start, a supplement and its end. */
import type { Clock } from '../../calendar/clock.ts'
import type { PauseCause } from '../../calendar/clock-rules.ts'
import type { Day, LocalMinute } from '../../lib/time.ts'

/** What stopped the clock: an interruption of the office or a verification that the law does not count, named by its own id. */
export type Suspension = {
  cause: Exclude<PauseCause, 'fee'>
  reference: string
  /** The clock of this leg instead of the dossier's own. */
  leg?: string
}

/** The letter that was sent, by its id and hash. */
export type ApologyPaper = { documentId: string; sha256: string }

/** Both figures are always kept, as if the clock ran on now: NĐ 61/2018 Đ19.4 restarts, QĐ 766 subtracts. */
type BothFigures = { dueIfPaused: LocalMinute; dueIfRestarted: LocalMinute }

export type ClockBodies = {
  /** The calendar or the working hours were edited: the same history counted anew, the first promise kept (domain §4.3). */
  clockReprojected: {
    calendarVersion: number
    clock: Clock
    /** What had been promised until then. */
    promisedBefore?: LocalMinute
    /** Clocks of legs that the edit moved. */
    legs?: { leg: string; clock: Clock }[]
  }
  clockSuspended: Suspension & { legalBasis: string; clock: Clock }
  clockResumed: Suspension & BothFigures & { clock: Clock }
  feeRequested: { amount: number; currency: 'VND'; legalBasis: string; clock: Clock }
  feeRecorded: BothFigures & {
    reference: string
    amount: number
    currency: 'VND'
    clock: Clock
  }
  /** The agency head's letter: once, before expiry; on time is scored against the first promise all the same. */
  apologised: {
    to: Day
    promisedBefore: LocalMinute
    legalBasis: string
    paper: ApologyPaper
    clock: Clock
  }
}

export const clockVersions: Record<keyof ClockBodies, number> = {
  clockReprojected: 1,
  clockSuspended: 1,
  clockResumed: 1,
  feeRequested: 1,
  feeRecorded: 1,
  apologised: 1,
}
