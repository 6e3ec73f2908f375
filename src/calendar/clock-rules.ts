/** What holds for a clock where the procedure version says nothing of its own: data with source and mark, never a number in code. */
import rules from '../../data/calendars/clock_rules.json' with { type: 'json' }
import type { ClockPolicy } from './clock.ts'
import type { LimitUnit, TimeLimit } from './deadline.ts'

/** Why a clock stands beside a supplement: a fee is owed, an interruption of the office, a verification the law does not count. */
export const PAUSE_CAUSES = ['fee', 'outage', 'verification'] as const
export type PauseCause = (typeof PAUSE_CAUSES)[number]

export type StandardClockRules = {
  readonly policies: Readonly<Record<PauseCause, ClockPolicy>>
  /** How often the agency head may apologise and name a new date. */
  readonly apologyRounds: number
  /** From how long before the promise an apology is offered. */
  readonly apologyOffered: TimeLimit
  /** How many days before the announced calendar ends an alarm rings. */
  readonly calendarAlarmDays: number
}

export const standardClockRules: StandardClockRules = {
  policies: {
    fee: rules.fee.value as ClockPolicy,
    outage: rules.outage.value as ClockPolicy,
    verification: rules.verification.value as ClockPolicy,
  },
  apologyRounds: rules.apologyRounds.value,
  apologyOffered: {
    value: rules.apologyOffered.value.value,
    unit: rules.apologyOffered.value.unit as LimitUnit,
  },
  calendarAlarmDays: rules.calendarAlarm.value.value,
}
