/**
 * Whether a version was published and posted in time (QĐ 766: PUBLISH_ON_TIME, PUBLIC_UPDATE_ON_TIME): facts derived from four dates,
 * null where a date is unknown. Unknown is not late, and not in time either.
 */
import { dayIndex, type Calendar } from '../../calendar/calendar.ts'
import { toDay, type Day } from '../../lib/time.ts'
import type { PublishedVersion } from '../law.ts'
import type { Mark } from '../mark.ts'

export type Issuer = 'province' | 'ministry'
export type DayRule = {
  readonly workingDays: number
  readonly source: string
  readonly mark: Mark
}
export type PublicationRules = {
  readonly signedBeforeEffect: Readonly<Record<Issuer, DayRule>>
  readonly postedAfterSigning: Readonly<Record<Issuer | 'shortened', DayRule>>
  /** Which symbol in the number of a decision names whom: '163/QĐ-BTP' is a ministry's. */
  readonly issuers: readonly { readonly issuer: Issuer; readonly symbols: readonly string[] }[]
}

export type PublicationDates = {
  readonly decision: string | null
  readonly issuer: Issuer | null
  readonly signedOn: Day | null
  readonly effectiveOn: Day
  readonly postedOn: Day | null
  readonly isShortened: boolean
}

export type Timely = {
  /** How many working days lie between the two days; null when one is unknown or outside the calendar. */
  readonly days: number | null
  readonly rule: DayRule | null
  readonly isOnTime: boolean | null
}

export type Timeliness = {
  readonly dates: PublicationDates
  /** From signing to effect: at least as many days as the rule says. */
  readonly publishedOnTime: Timely
  /** From signing to posting: at most as many. */
  readonly updatedOnTime: Timely
}

export function datesOf(version: PublishedVersion, rules: PublicationRules): PublicationDates {
  const { procedure, validFrom, postedAt, isShortened } = version
  return {
    decision: procedure.decision.value,
    issuer: issuerOf(procedure.decision.value, rules),
    signedOn: procedure.decisionSignedOn.value as Day | null,
    effectiveOn: validFrom,
    postedOn: postedAt && toDay(postedAt),
    isShortened,
  }
}

export function issuerOf(decision: string | null, { issuers }: PublicationRules): Issuer | null {
  const symbol = decision?.split('/').at(-1) ?? ''
  const found = issuers.find(({ symbols }) => symbols.some((start) => symbol.startsWith(start)))
  return found?.issuer ?? null
}

export function timelinessOf(
  dates: PublicationDates,
  { rules, calendar }: { rules: PublicationRules; calendar: Calendar },
): Timeliness {
  const { issuer, signedOn, effectiveOn, postedOn, isShortened } = dates
  const ahead = issuer && rules.signedBeforeEffect[issuer]
  const within = isShortened
    ? rules.postedAfterSigning.shortened
    : issuer && rules.postedAfterSigning[issuer]
  return {
    dates,
    publishedOnTime: timely(
      workingDays(calendar, signedOn, effectiveOn),
      ahead,
      (days, most) => days >= most,
    ),
    updatedOnTime: timely(
      workingDays(calendar, signedOn, postedOn),
      within,
      (days, most) => days <= most,
    ),
  }
}

function timely(
  days: number | null,
  rule: DayRule | null,
  holds: (days: number, rule: number) => boolean,
): Timely {
  const isOnTime = days === null || rule === null ? null : holds(days, rule.workingDays)
  return { days, rule, isOnTime }
}

/** Working days after the first day, the last one included: signed on Monday, the Monday after is five later. */
function workingDays(calendar: Calendar, from: Day | null, to: Day | null): number | null {
  if (from === null || to === null) return null
  const [first, last] = [dayIndex(calendar, from), dayIndex(calendar, to)]
  if (first === undefined || last === undefined) return null
  return calendar.workingBefore[last + 1]! - calendar.workingBefore[first + 1]!
}
