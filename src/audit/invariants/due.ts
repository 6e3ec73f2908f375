/** The promised moment, counted anew from limit and pauses on today's calendar. */
import type { Calendar } from '../../calendar/calendar.ts'
import { reprojectClock, type Clock } from '../../calendar/clock.ts'
import { isOpen, type DossierState } from '../../dossier/dossier.ts'
import type { LocalMinute } from '../../lib/time.ts'
import { dossierDifference, type Difference, type DossierInvariant } from './invariant.ts'

export const dueFollowsLedger: DossierInvariant = {
  name: 'due-follows-ledger',
  over: 'dossiers',
  title: 'Ngày hẹn trả theo sổ thời hạn',
  statement:
    'Ngày hẹn trả của hồ sơ đang giải quyết đúng bằng thời hạn và các lần tạm dừng đếm lại trên lịch làm việc hiện hành.',
  mend: 'Nếu lịch làm việc vừa đổi: tính lại thời hạn các hồ sơ đang mở. Nếu không: báo nhóm kỹ thuật, đừng sửa ngày bằng tay.',
  canReproject: false,
  look: ({ states }, { calendar }) =>
    [...states].flatMap(([id, state]) =>
      runningClocks(state).flatMap((clock) => differs(calendar(), id, clock)),
    ),
}

/** What has ended keeps the dates it ended with. */
function runningClocks(state: DossierState): Clock[] {
  if (!isOpen(state)) return []
  const all = [state.clock, ...(state.legs ?? []).map(({ clock }) => clock)]
  return all.flatMap((clock) => (clock && clock.stoppedAt === undefined ? [clock] : []))
}

function differs(calendar: Calendar, id: string, clock: Clock): Difference[] {
  const what = otherThanCounted(calendar, clock, clock)
  return what === null ? [] : [dossierDifference(id, what)]
}

/** What is written somewhere of a clock's dates. */
export type Dates = Pick<Clock, 'dueAt' | 'provisional' | 'promisedAt'> & {
  internal?: { dueAt: LocalMinute }
}

/** What is written beside what the ledger gives on the calendar; null when they are the same. */
export function otherThanCounted(calendar: Calendar, clock: Clock, written: Dates): string | null {
  const anew = reprojectClock(calendar, clock)
  if (!anew.ok) return `không đếm lại được: ${anew.refusal.code}`
  const [kept, counted] = [datesOf(written), datesOf(anew.value)]
  const wrong = kept.findIndex((date, i) => date !== counted[i])
  return wrong === -1 ? null : `đang ghi ${kept[wrong]}, đếm lại được ${counted[wrong]}`
}

function datesOf({ dueAt, provisional, promisedAt, internal }: Dates): string[] {
  return [dueAt, String(provisional), String(promisedAt), String(internal?.dueAt)]
}
