/** The announced calendar reaches far enough ahead: without next year's days off, dates are only provisional. */
import { standardClockRules } from '../../calendar/clock-rules.ts'
import { dayNumber, showDay, toDay } from '../../lib/time.ts'
import type { TableInvariant } from './invariant.ts'

export const calendarReaches: TableInvariant = {
  name: 'calendar-reaches',
  over: 'table',
  title: 'Lịch làm việc còn đủ dài',
  statement: `Lịch nghỉ đã công bố còn ít nhất ${standardClockRules.calendarAlarmDays} ngày nữa mới hết.`,
  mend: 'Khi Nhà nước công bố lịch nghỉ năm sau: soạn phiên bản lịch mới ở trang Lịch làm việc, rồi npm run -s motcua -- calendar apply.',
  canReproject: false,
  async look(_db, _after, { calendar, now }) {
    const { validTo, calendar: name } = calendar().document
    const left = dayNumber(validTo) - dayNumber(toDay(now()))
    const differences =
      left >= standardClockRules.calendarAlarmDays
        ? []
        : [
            {
              place: `calendar:${name}`,
              dossierId: null,
              what: `lịch chỉ công bố đến ${showDay(validTo)}`,
            },
          ]
    return { differences, next: null }
  },
}
