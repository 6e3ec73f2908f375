/** The release of a new version of the calendar: once, later than the one in force, and never changed afterwards. */
import type { Calendar } from '../../calendar/calendar.ts'
import { calendarKey, insertCalendar } from '../../catalogue/publication/calendar-store.ts'
import { eventsByKey, lockPublication } from '../../catalogue/publication/store.ts'
import type { Db } from '../../db/connect.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'

/** Why this calendar cannot follow the one in force; null when it can. */
export function releaseFault(
  { document: now }: Calendar,
  { document: next }: Calendar,
): string | null {
  if (next.calendar !== now.calendar)
    return `Tệp này là lịch "${next.calendar}", hệ thống dùng lịch "${now.calendar}".`
  if (next.version <= now.version)
    return `Lịch phiên bản ${next.version} không mới hơn phiên bản ${now.version} đang dùng. Hãy tăng số phiên bản.`
  if (next.validFrom > now.validFrom || next.validTo < now.validTo)
    return 'Lịch mới không được bỏ những năm mà lịch đang dùng đã công bố.'
  return null
}

export type Released = {
  key: string
  /** That of the first release: a second run keeps it. */
  reason: string
  isNew: boolean
}

/** The same file again finds its first release. */
export async function releaseCalendar(
  db: Db,
  order: { current: Calendar; calendar: Calendar; reason: string; at: Date },
): Promise<Result<Released>> {
  const { document } = order.calendar
  const key = calendarKey(document)
  return db.transaction().execute(async (tx) => {
    await lockPublication(tx)
    const [before] = await eventsByKey(tx, key)
    if (before !== undefined) {
      const { reason } = before.body as { reason?: string }
      return ok({ key, reason: reason ?? order.reason, isNew: false })
    }
    const fault = releaseFault(order.current, order.calendar)
    if (fault !== null) return refuse('calendarFault', fault)
    await insertCalendar(tx, document, order)
    return ok({ key, reason: order.reason, isNew: true })
  })
}
