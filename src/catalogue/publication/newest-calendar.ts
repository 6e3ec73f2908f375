/** The calendar in force: that of the files, or a later version of it that was published in the database. */
import { loadCalendar, type Calendar } from '../../calendar/calendar.ts'
import { BrokenCalendar } from '../../calendar/document.ts'
import type { StoredCalendar } from './calendar-store.ts'

/** One that cannot be used is left out and named; the one before it stays in force. */
export function newestCalendar(
  file: Calendar,
  stored: readonly StoredCalendar[],
): { calendar: Calendar; faults: string[] } {
  const faults: string[] = []
  let calendar = file
  for (const { version, body } of stored) {
    if (version <= calendar.document.version) continue
    try {
      const { id: _id, ...document } = body as { id?: unknown }
      const next = loadCalendar(document)
      if (next.document.calendar === file.document.calendar) calendar = next
    } catch (error) {
      const why = error instanceof BrokenCalendar ? error.message : String(error)
      faults.push(`calendar v${version}: ${why}`)
    }
  }
  return { calendar, faults }
}
