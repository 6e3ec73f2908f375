import { dayFromNumber, dayNumber, weekdayOfNumber } from '../lib/time.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import { checkCalendar, checkHours } from './check.ts'
import type { CalendarDocument, Period, WeekdayHours } from './document.ts'

/** Years beyond the announced ones for which provisional dates can be given. */
const PROVISIONAL_YEARS = 10
export const MINUTES_A_DAY = 1440

/**
 * A checked calendar with its look-ups. Days are indexes from the first day; a moment is one integer, minutes since
 * that day's midnight. Days from `announced` on know the fixed holidays only.
 */
export type Calendar = {
  readonly document: CalendarDocument
  readonly firstDay: number
  /** How many days, from the first, the State has announced. */
  readonly announced: number
  readonly size: number
  readonly days: readonly DayHours[]
  readonly dayTexts: readonly Day[]
  /** Working days before each day. */
  readonly workingBefore: Int32Array
  /** Working minutes before each day. */
  readonly minutesBefore: Int32Array
  /** The day of the n-th working day. */
  readonly workingDays: Int32Array
  /** When something can be received: the office's own days, or those of a receiving point with other hours. */
  readonly reception: Reception
  /** The day of each month's first, month by month, and one more at the end. */
  readonly monthStarts: Int32Array
}

export type Reception = {
  readonly days: readonly DayHours[]
  /** The first day that is open at or after each day; the calendar's size when there is none. */
  readonly openFrom: Int32Array
}

/** Opening spans of one day in minutes after midnight, half-open; `counts` if it is a working day. */
export type DayHours = {
  readonly spans: readonly { readonly opens: number; readonly closes: number }[]
  readonly counts: boolean
  readonly minutes: number
  readonly closesAt: number
}

/** Checks the document as a whole and prepares it. Throws BrokenCalendar saying what to mend. */
export function loadCalendar(json: unknown): Calendar {
  return prepare(checkCalendar(json))
}

/**
 * The State's days off in an office or at a point with other hours, which may work on a Saturday that the State's week
 * leaves free. Throws BrokenCalendar if the hours cannot be.
 */
export function withHours(calendar: Calendar, hours: readonly WeekdayHours[]): Calendar {
  return prepare({ ...calendar.document, hours: checkHours(hours) })
}

/**
 * The office's calendar for dossiers received at a point with its own hours: a receipt is normalised by the point's
 * hours, days and hours are counted on the office's calendar.
 */
export function receivedAtPoint(calendar: Calendar, hours: readonly WeekdayHours[]): Calendar {
  return { ...calendar, reception: withHours(calendar, hours).reception }
}

/** 'hanoi/1': what a dossier keeps to say which calendar its dates were counted on. */
export function calendarVersion({ document }: Calendar): string {
  return `${document.calendar}/${document.version}`
}

function prepare(document: CalendarDocument): Calendar {
  const firstDay = dayNumber(document.validFrom)
  const firstYear = document.announcedYears[0]!
  const lastYear = document.announcedYears.at(-1)! + PROVISIONAL_YEARS
  const size = dayNumber(`${lastYear + 1}-01-01`) - firstDay
  const dayTexts = Array.from({ length: size }, (_, i) => dayFromNumber(firstDay + i))
  const hoursOn = dayRule(document)
  const days = dayTexts.map((day, i) => hoursOn(day, weekdayOfNumber(firstDay + i)))
  return {
    document,
    firstDay,
    size,
    announced: dayNumber(document.validTo) - firstDay + 1,
    days,
    dayTexts,
    ...sums(days),
    reception: { days, openFrom: openDays(days) },
    monthStarts: monthStarts(firstYear, lastYear, firstDay),
  }
}

/** What the hours of a day are: its special kind first, then its weekday. */
function dayRule(document: CalendarDocument): (day: Day, weekday: number) => DayHours {
  const rest = dayHours([], false)
  const makeUp = dayHours(document.makeUpHours, true)
  const week = new Map(
    document.hours.map((each) => [each.weekday, dayHours(each.periods, each.countsAsWorkingDay)]),
  )
  const special = new Map(document.days.map((day) => [day.on, day.kind]))
  const fixed = new Map(document.fixedHolidays.map((day) => [day.monthDay, day.fromYear]))
  return (day, weekday) => {
    const kind = special.get(day)
    if (kind === 'swapWork') return makeUp
    const isFixedHoliday = Number(day.slice(0, 4)) >= (fixed.get(day.slice(5)) ?? Infinity)
    return kind || isFixedHoliday ? rest : (week.get(weekday) ?? rest)
  }
}

function dayHours(periods: readonly Period[], counts: boolean): DayHours {
  const spans = periods.map(([opens, closes]) => ({
    opens: minutes(opens),
    closes: minutes(closes),
  }))
  const open = spans.reduce((sum, span) => sum + span.closes - span.opens, 0)
  return { spans, counts, minutes: counts ? open : 0, closesAt: spans.at(-1)?.closes ?? 0 }
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function sums(days: readonly DayHours[]) {
  const workingBefore = new Int32Array(days.length + 1)
  const minutesBefore = new Int32Array(days.length + 1)
  days.forEach((day, i) => {
    workingBefore[i + 1] = workingBefore[i]! + (day.counts ? 1 : 0)
    minutesBefore[i + 1] = minutesBefore[i]! + day.minutes
  })
  const workingDays = Int32Array.from(days.flatMap((day, i) => (day.counts ? [i] : [])))
  return { workingBefore, minutesBefore, workingDays }
}

function openDays(days: readonly DayHours[]): Int32Array {
  const openFrom = new Int32Array(days.length + 1).fill(days.length)
  for (let i = days.length - 1; i >= 0; i--)
    openFrom[i] = days[i]!.spans.length > 0 ? i : openFrom[i + 1]!
  return openFrom
}

function monthStarts(firstYear: number, lastYear: number, firstDay: number): Int32Array {
  const count = (lastYear - firstYear + 1) * 12 + 1
  return Int32Array.from(
    { length: count },
    (_, month) => Date.UTC(firstYear, month, 1) / 86_400_000 - firstDay,
  )
}

const CLOCK_TEXTS = Array.from({ length: MINUTES_A_DAY }, (_, minute) => {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60]
  return `T${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
})

/** The moment as text. `at` must lie inside the calendar. */
export function momentText(calendar: Calendar, at: number): LocalMinute {
  const day = Math.floor(at / MINUTES_A_DAY)
  return `${calendar.dayTexts[day]!}${CLOCK_TEXTS[at - day * MINUTES_A_DAY]!}` as LocalMinute
}

/** Where a day stands in the calendar: its index, or undefined outside the calendar's years. */
export function dayIndex(calendar: Calendar, day: string): number | undefined {
  const year = Number(day.slice(0, 4)) - Number(calendar.document.announcedYears[0])
  const month = year * 12 + Number(day.slice(5, 7)) - 1
  const start = month < 0 ? undefined : calendar.monthStarts[month]
  const index = start === undefined ? calendar.size : start + Number(day.slice(8, 10)) - 1
  return index < calendar.size ? index : undefined
}

/** The moment of a local minute, or undefined outside the calendar's years. */
export function momentOf(calendar: Calendar, local: LocalMinute): number | undefined {
  const day = dayIndex(calendar, local)
  if (day === undefined) return undefined
  return day * MINUTES_A_DAY + Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
}
