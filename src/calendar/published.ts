import hanoi from '../../data/calendars/hanoi.json' with { type: 'json' }
import { loadCalendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'

let loaded: Calendar | undefined

/** The calendar of Hà Nội that comes with the program. Checked at first use. */
export function hanoiCalendar(): Calendar {
  loaded ??= loadCalendar(hanoi)
  return loaded
}
