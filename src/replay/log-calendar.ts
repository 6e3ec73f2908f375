import { loadCalendar, type Calendar } from '../calendar/calendar.ts'
import type { WeekdayHours } from '../calendar/document.ts'

/** Said in the report: whoever reads a working time must know whose working day it is. */
export const CALENDAR_IN_WORDS =
  'thứ Hai đến thứ Sáu, 08:00–12:00 và 13:00–17:00 theo giờ ghi trong nhật ký, không trừ ngày lễ'

/** Weeks without holidays around the years of a log: which days were off there is not known. */
export function logCalendar(firstYear: number, lastYear: number): Calendar {
  const hours: WeekdayHours[] = [1, 2, 3, 4, 5].map((weekday) => ({
    weekday,
    periods: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    countsAsWorkingDay: true,
  }))
  const [from, to] = [firstYear - 1, lastYear + 5]
  return loadCalendar({
    calendar: 'replay',
    version: 1,
    validFrom: `${from}-01-01`,
    validTo: `${to}-12-31`,
    announcedYears: Array.from({ length: to - from + 1 }, (_, i) => from + i),
    hours,
    makeUpHours: hours[0]!.periods,
    fixedHolidays: [],
    days: [],
  })
}
