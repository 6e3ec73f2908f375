import type { Day } from '../lib/time.ts'

/** A working calendar as it is published: data with its legal basis, checked as a whole before anyone counts with it. */
export type CalendarDocument = {
  readonly calendar: string
  readonly version: number
  readonly validFrom: Day
  readonly validTo: Day
  /** Years whose days off the State has announced; no promise is made beyond them. */
  readonly announcedYears: readonly number[]
  readonly hours: readonly WeekdayHours[]
  /** Hours of a make-up day (a Saturday that repays a day off). */
  readonly makeUpHours: readonly Period[]
  /** Holidays on the same date each year, from `fromYear` on: all that is known of a year not yet announced. */
  readonly fixedHolidays: readonly FixedHoliday[]
  readonly days: readonly SpecialDay[]
  readonly note?: string
}

/** Half-open: ['08:00', '12:00'] is open at 08:00 and closed at 12:00. */
export type Period = readonly [opens: string, closes: string]

export type WeekdayHours = {
  /** 1 Monday … 7 Sunday. A weekday not listed is a day of rest. */
  readonly weekday: number
  readonly periods: readonly Period[]
  /** False for a desk that is open but whose day and hours are not counted (a Saturday morning). */
  readonly countsAsWorkingDay: boolean
}

export type FixedHoliday = {
  readonly monthDay: string
  readonly fromYear: number
  readonly name: string
  readonly legalBasis: string
}

/**
 * holiday: lễ, Tết. compensatory: nghỉ bù (Labour Code art. 111.3). swapOff, swapWork: a working day exchanged for a
 * Saturday. local: a day off decided by the city.
 */
export type DayKind = 'holiday' | 'compensatory' | 'swapOff' | 'swapWork' | 'local'

export const DAY_KINDS = ['holiday', 'compensatory', 'swapOff', 'swapWork', 'local'] as const

export type SpecialDay = {
  readonly on: Day
  readonly kind: DayKind
  readonly name: string
  readonly legalBasis: string
  /** The other day of the exchange; on swapOff and swapWork only. */
  readonly swappedWith?: Day
}

/** The calendar cannot be used; `problems` says, in Vietnamese, everything that has to be mended. */
export class BrokenCalendar extends Error {
  override readonly name = 'BrokenCalendar'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Lịch làm việc có lỗi, hãy sửa rồi nạp lại: ${problems.join(' ')}`)
    this.problems = problems
  }
}
