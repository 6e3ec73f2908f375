/** The months whose ratings are shown: whole ones, after the last of their ratings can be changed. Pure. */
import { monthOf, periodOf, readMonth, type Month } from '../measure/period.ts'
import type { RatingTerms } from './rating.ts'

const DAY_MS = 86_400_000

/**
 * The month that was asked for, or the last one that can be told. A month that still changes would tell, from one look to the
 * next, what a single person has just answered.
 */
export function monthShown(asked: string, now: Date, terms: RatingTerms): Month {
  const last = lastSettled(now, terms)
  const month = readMonth(asked, now)
  return month !== undefined && month <= last ? month : last
}

export function spanOf(month: Month): { from: Date; to: Date } {
  const { from, to } = periodOf(month)
  return { from, to }
}

/** The newest month whose end lies longer ago than a rating can be changed. */
export function lastSettled(now: Date, { editableDays }: RatingTerms): Month {
  const ended = new Date(now.getTime() - editableDays * DAY_MS)
  return monthOf(new Date(periodOf(monthOf(ended)).from.getTime() - 1))
}
