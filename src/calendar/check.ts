import { parseDay, showDay, showWeekday, weekday } from '../lib/time.ts'
import { BrokenCalendar } from './document.ts'
import type { CalendarDocument, Period, SpecialDay, WeekdayHours } from './document.ts'
import { hoursShapeProblems, shapeProblems } from './shape.ts'

/** Returns the document, or throws BrokenCalendar with everything that has to be mended in it. */
export function checkCalendar(json: unknown): CalendarDocument {
  const wrongShape = shapeProblems(json)
  if (wrongShape.length > 0) throw new BrokenCalendar(wrongShape)
  const document = json as CalendarDocument
  const problems = [
    ...spanProblems(document),
    ...hoursProblems(document),
    ...orderProblems(document.days),
    ...document.days.flatMap((day) => dayProblems(document, day)),
    ...fixedHolidayProblems(document),
  ]
  if (problems.length > 0) throw new BrokenCalendar(problems)
  return document
}

/** The hours of one office or point, read from outside. Throws BrokenCalendar. */
export function checkHours(json: unknown): readonly WeekdayHours[] {
  const wrongShape = hoursShapeProblems(json)
  if (wrongShape.length > 0) throw new BrokenCalendar(wrongShape)
  const hours = json as readonly WeekdayHours[]
  const problems = weekProblems(hours)
  if (problems.length > 0) throw new BrokenCalendar(problems)
  return hours
}

function spanProblems({ announcedYears, validFrom, validTo }: CalendarDocument): string[] {
  const problems: string[] = []
  if (announcedYears.length === 0) return ['Chưa khai năm nào đã công bố (announcedYears).']
  if (announcedYears.some((year, i) => i > 0 && year !== announcedYears[i - 1]! + 1))
    problems.push('Các năm đã công bố phải liên tiếp và tăng dần (announcedYears).')
  if (validFrom !== `${announcedYears[0]}-01-01`)
    problems.push('validFrom phải là ngày 01/01 của năm công bố đầu tiên.')
  if (validTo !== `${announcedYears.at(-1)}-12-31`)
    problems.push('validTo phải là ngày 31/12 của năm công bố cuối cùng.')
  return problems
}

function hoursProblems({ hours, makeUpHours }: CalendarDocument): string[] {
  const problems = [...weekProblems(hours), ...periodProblems('ngày làm bù', makeUpHours)]
  if (!hours.some((each) => each.countsAsWorkingDay))
    problems.push('Phải có ít nhất một ngày trong tuần được tính là ngày làm việc.')
  return problems
}

function weekProblems(hours: readonly WeekdayHours[]): string[] {
  const problems = hours.flatMap((each) =>
    periodProblems(`ngày thứ ${each.weekday} trong tuần`, each.periods),
  )
  if (hours.length === 0) problems.push('Chưa khai giờ làm việc của ngày nào (hours).')
  if (hours.some((each, i) => i > 0 && each.weekday <= hours[i - 1]!.weekday))
    problems.push('Các ngày trong tuần (hours) phải tăng dần và không lặp lại.')
  return problems
}

function periodProblems(where: string, periods: readonly Period[]): string[] {
  const times = periods.flat()
  const rising = times.every((time, i) => i === 0 || time > times[i - 1]!)
  if (times.length > 0 && rising) return []
  return [
    `Giờ làm việc (${where}) phải có ít nhất một buổi, các buổi tăng dần và không chồng nhau.`,
  ]
}

function orderProblems(days: readonly SpecialDay[]): string[] {
  return days.flatMap((day, i) => {
    const previous = days[i - 1]
    if (!previous || day.on > previous.on) return []
    const twice = day.on === previous.on
    return [`Ngày ${showDay(day.on)} ${twice ? 'ghi hai lần' : 'đứng sai thứ tự'} trong danh sách.`]
  })
}

function dayProblems(document: CalendarDocument, day: SpecialDay): string[] {
  const problems: string[] = []
  const which = `Ngày ${showDay(day.on)} (${day.name})`
  if (day.on < document.validFrom || day.on > document.validTo)
    problems.push(`${which} nằm ngoài các năm đã công bố.`)
  const works = worksByWeek(document, day)
  if (day.kind === 'swapWork' && works)
    problems.push(`${which} ghi là làm bù nhưng ${showWeekday(day.on)} vốn đã là ngày làm việc.`)
  if ((day.kind === 'swapOff' || day.kind === 'compensatory') && !works)
    problems.push(`${which} ghi là nghỉ bù hoặc hoán đổi nhưng ${showWeekday(day.on)} vốn đã nghỉ.`)
  if (!isSwapSound(document, day)) problems.push(`${which} không khớp với ngày hoán đổi tương ứng.`)
  return problems
}

function worksByWeek({ hours }: CalendarDocument, day: SpecialDay): boolean {
  return hours.some((each) => each.weekday === weekday(day.on) && each.countsAsWorkingDay)
}

/** A working day given away is repaid by exactly one other day, and the two name each other. */
function isSwapSound({ days }: CalendarDocument, day: SpecialDay): boolean {
  if (day.kind !== 'swapOff' && day.kind !== 'swapWork') return day.swappedWith === undefined
  const wanted = day.kind === 'swapOff' ? 'swapWork' : 'swapOff'
  const other = days.find((each) => each.on === day.swappedWith)
  return other?.kind === wanted && other.swappedWith === day.on
}

/** A year that lacks a holiday fixed by law was not really announced. */
function fixedHolidayProblems(document: CalendarDocument): string[] {
  const holidays = new Set(document.days.filter((d) => d.kind === 'holiday').map((d) => d.on))
  return document.fixedHolidays.flatMap((fixed) =>
    document.announcedYears
      .filter((year) => year >= fixed.fromYear)
      .map((year) => parseDay(`${year}-${fixed.monthDay}`))
      .filter((day) => day !== undefined && !holidays.has(day))
      .map((day) => `Thiếu ngày nghỉ do luật định ${showDay(day!)} (${fixed.name}).`),
  )
}
