/** The months that figures are counted for, in Hà Nội time. Pure. */
import { dayFromNumber, dayNumber, toDay, toInstant, type Day } from '../lib/time.ts'

/** 'YYYY-MM'. */
export type Month = `${number}-${number}`

/** [from, to): the first instants of the month and of the next one. */
export type Period = {
  readonly month: Month
  readonly from: Date
  readonly to: Date
}

/** Dossiers of this system begin with the two-level government of 01/7/2025. */
const FIRST: Month = '2025-07'

/** The month in which the instant lies. */
export function monthOf(now: Date): Month {
  return toDay(now).slice(0, 7) as Month
}

export function periodOf(month: Month): Period {
  return { month, from: startOf(month), to: startOf(next(month)) }
}

/** The month written in an address, or undefined: malformed, before the first or in the future. */
export function readMonth(text: string, now: Date): Month | undefined {
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
  return isMonth && text >= FIRST && text <= monthOf(now) ? (text as Month) : undefined
}

/** The last twelve months up to now, newest first, as far as they exist. */
export function monthsUntil(now: Date): Month[] {
  const months: Month[] = []
  for (let at = monthOf(now); at >= FIRST && months.length < 12; at = previous(at)) months.push(at)
  return months
}

/** 'tháng 11/2026'. */
export function showMonth(month: Month): string {
  return `tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`
}

/** The last day of the month. */
export function lastDayOf(month: Month): Day {
  return dayFromNumber(dayNumber(firstDay(next(month))) - 1)
}

function firstDay(month: Month): Day {
  return `${month}-01` as Day
}

function startOf(month: Month): Date {
  return toInstant(`${firstDay(month)}T00:00` as Parameters<typeof toInstant>[0])
}

function next(month: Month): Month {
  return shifted(month, 1)
}

function previous(month: Month): Month {
  return shifted(month, -1)
}

function shifted(month: Month, by: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  const inYear = String((count % 12) + 1).padStart(2, '0')
  return `${Math.floor(count / 12)}-${inYear}` as Month
}
