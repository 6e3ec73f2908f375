/** Days off that lie ahead, with the days of rest around them: what people have to plan for. Pure. */
import { dayFromNumber, type Day } from '../lib/time.ts'
import { dayIndex, type Calendar } from './calendar.ts'

export type ClosedDays = {
  /** 'Tết Nguyên đán Đinh Mùi' */
  name: string
  from: Day
  to: Day
  /** The first working day after them. */
  opensOn: Day
}

/**
 * The days off that have begun or begin within so many days: one run of days on which nobody works, named by its first day off
 * that the State has named. Undefined when only days of rest lie ahead, or the calendar is not announced that far.
 */
export function closedAhead(
  calendar: Calendar,
  today: Day,
  withinDays: number,
): ClosedDays | undefined {
  const start = dayIndex(calendar, today)
  if (start === undefined) return undefined
  const last = Math.min(start + withinDays, calendar.announced - 1)
  for (let at = start; at <= last; at++) {
    if (isWorked(calendar, at)) continue
    const end = endOf(calendar, at)
    const name = nameWithin(calendar, at, end)
    if (end >= calendar.announced) return undefined
    if (name !== undefined)
      return {
        name,
        from: calendar.dayTexts[at]!,
        to: calendar.dayTexts[end - 1]!,
        opensOn: calendar.dayTexts[end]!,
      }
    at = end
  }
  return undefined
}

const isWorked = ({ days }: Calendar, at: number): boolean => days[at]!.counts

/** The first day after `at` on which people work. */
function endOf(calendar: Calendar, at: number): number {
  let end = at
  while (end < calendar.announced && !isWorked(calendar, end)) end++
  return end
}

function nameWithin({ document, firstDay }: Calendar, from: number, end: number) {
  const [first, beyond] = [from, end].map((at) => dayFromNumber(firstDay + at))
  const isIn = (on: Day) => on >= first! && on < beyond!
  const off = document.days.filter(({ on, kind }) => kind !== 'swapWork' && isIn(on))
  const named = off.find(({ kind }) => kind === 'holiday') ?? off[0]
  return named?.name
}
