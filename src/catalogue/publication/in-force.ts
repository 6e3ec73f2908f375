/**
 * Which version of a code is in force on which day. Published bytes are never touched: that a version ends because the next one
 * begins is derived here, every time.
 */
import { dayFromNumber, dayNumber, type Day } from '../../lib/time.ts'

/** What decides about the days of one published version. */
export type Version = {
  readonly version: number
  readonly validFrom: Day
  /** The last day that the document itself gives; null: until replaced. */
  readonly validTo: Day | null
  /** From this day on it is not in force; on or before `validFrom`: it never was. */
  readonly withdrawnOn: Day | null
}

export type Span<T extends Version = Version> = {
  readonly of: T
  readonly from: Day
  /** The last day; null: no end is known. */
  readonly to: Day | null
  readonly endedBy: 'next' | 'withdrawal' | 'itself' | null
}

/** The days of each version that ever is in force, earliest first. No two of them share a day. */
export function spansOf<T extends Version>(versions: readonly T[]): Span<T>[] {
  const starting = versions
    .filter(({ withdrawnOn, validFrom }) => withdrawnOn === null || withdrawnOn > validFrom)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  return starting.map((of, i) => spanOf(of, starting[i + 1]?.validFrom ?? null))
}

function spanOf<T extends Version>(of: T, nextFrom: Day | null): Span<T> {
  const ends: [Day | null, Span['endedBy']][] = [
    [nextFrom && dayBefore(nextFrom), 'next'],
    [of.withdrawnOn && dayBefore(of.withdrawnOn), 'withdrawal'],
    [of.validTo, 'itself'],
  ]
  // Of two that end it on one day the first in the list is named: who is replaced has not just ended.
  const [to, endedBy] = ends.reduce((first, other) =>
    first[0] === null || (other[0] !== null && other[0] < first[0]) ? other : first,
  )
  return { of, from: of.validFrom, to, endedBy: to === null ? null : endedBy }
}

/** The version in force on the day; undefined: none is. */
export function inForceOn<T extends Version>(versions: readonly T[], day: Day): T | undefined {
  return spansOf(versions).find((span) => covers(span, day))?.of
}

export function covers({ from, to }: Pick<Span, 'from' | 'to'>, day: Day): boolean {
  return from <= day && (to === null || day <= to)
}

export function dayBefore(day: Day): Day {
  return dayFromNumber(dayNumber(day) - 1)
}
