/** What is lawful with the legal clock. */
import { reprojectClock } from '../../calendar/clock.ts'
import { refuse } from '../../lib/result.ts'
import { one, wrong, type Handlers } from '../decision.ts'
import type { ClockCommand } from './commands.ts'

export const clockHandlers: Handlers<ClockCommand> = {
  reprojectClock: (state, { calendarVersion, reason }, { calendar }) => {
    if (state.clock === null) return wrong('Hồ sơ không có thời hạn đang chạy.')
    if (calendar.document.version !== calendarVersion)
      return refuse('otherCalendar', 'Lịch làm việc đã thay đổi. Hãy xem trước lại.')
    const clock = reprojectClock(calendar, state.clock)
    if (!clock.ok) return clock
    if (clock.value.dueAt === state.clock.dueAt)
      return refuse('sameClock', 'Lịch mới không làm thay đổi ngày hẹn trả của hồ sơ này.')
    const body = { calendarVersion, clock: clock.value }
    return one({ kind: 'clockReprojected', body, private: { reason } })
  },
}
