/** No office that takes in or hands out nearly every day falls silent without having said so. Thresholds are data. */
import policy from '../../../data/interruptions/silence.json' with { type: 'json' }
import type { Calendar } from '../../calendar/calendar.ts'
import { isWorkingDay } from '../../calendar/working-time.ts'
import { dayFromNumber, dayNumber, showDay, toDay, toInstant, type Day } from '../../lib/time.ts'
import type { Difference, TableInvariant } from './invariant.ts'
import { busyDays, stoppedSince, type OfficeDay, type Stopped } from './silence-store.ts'

export type SilencePolicy = Omit<typeof policy, 'version' | 'note' | 'basis' | 'mark'>

/** Working days that are looked at, the silent ones among them. */
const DAYS = 60

export const officesAreNotSilent: TableInvariant = {
  name: 'offices-are-not-silent',
  over: 'table',
  title: 'Cơ quan không lặng lẽ ngừng tiếp nhận hoặc trả',
  statement:
    'Cơ quan nào ngày làm việc nào cũng tiếp nhận hoặc trả hồ sơ thì không có ngày nào vắng mà chưa khai gián đoạn.',
  mend: 'Hỏi cơ quan đó. Nếu đang dừng: cơ quan khai gián đoạn. Nếu không có người đến: nhận xử lý và ghi lý do.',
  canReproject: false,
  needsReason: true,
  async look(db, _after, { calendar, now, ancestorsOf }) {
    const days = workingDaysBefore(calendar(), toDay(now()), DAYS)
    const since = toInstant(`${days[0]!}T00:00`)
    const silence = {
      days,
      busy: await busyDays(db, since),
      stopped: await stoppedSince(db, since),
    }
    return {
      differences: silentOffices({ ...silence, now: now(), ancestorsOf }, policy),
      next: null,
    }
  },
}

/** That many working days before today, the oldest first; today is not over. */
export function workingDaysBefore(calendar: Calendar, today: Day, many: number): Day[] {
  const days: Day[] = []
  for (let day = dayNumber(today) - 1; days.length < many; day -= 1) {
    const text = dayFromNumber(day)
    if (text < calendar.document.validFrom) break
    if (isWorkingDay(calendar, text)) days.unshift(text)
  }
  return days
}

type Silence = {
  days: readonly Day[]
  busy: readonly OfficeDay[]
  stopped: readonly Stopped[]
  now: Date
  ancestorsOf(officeId: number): readonly number[]
}

/** One difference for each office and act that is usual and has stopped; nothing while an interruption is declared. */
export function silentOffices(silence: Silence, thresholds: SilencePolicy): Difference[] {
  const usual = Map.groupBy(silence.busy, ({ officeId, act }) => `${officeId}:${act}`)
  return [...usual.values()].flatMap((rows) => {
    const what = silenceOf(silence, rows, thresholds)
    const { officeId, act } = rows[0]!
    return what === null ? [] : [{ place: `office:${officeId}:${act}`, dossierId: null, what }]
  })
}

function silenceOf(
  { days, stopped, now, ancestorsOf }: Silence,
  rows: readonly OfficeDay[],
  { lookBackWorkingDays, usualSharePercent, leastDaysKnown, silentWorkingDays }: SilencePolicy,
): string | null {
  const { officeId, office, act } = rows[0]!
  const here = [officeId, ...ancestorsOf(officeId)]
  const own = stopped.filter((each) => each.act === act && here.includes(each.officeId))
  if (own.some(({ from, to }) => from <= now && now < to)) return null
  const counted = days.filter((day) => !own.some((each) => covers(each, day)))
  const busy = new Set(rows.map(({ day }) => day))
  const lastBusy = counted.findLastIndex((day) => busy.has(day))
  const silent = counted.slice(lastBusy + 1)
  const before = counted.slice(Math.max(0, lastBusy + 1 - lookBackWorkingDays), lastBusy + 1)
  const known = before.slice(before.findIndex((day) => busy.has(day)))
  const active = known.filter((day) => busy.has(day)).length
  if (silent.length < silentWorkingDays || known.length < leastDaysKnown) return null
  if (active * 100 < known.length * usualSharePercent) return null
  const words = act === 'receiving' ? 'tiếp nhận' : 'trả'
  return `${office}: ${silent.length} ngày làm việc liền, từ ${showDay(silent[0]!)}, không ${words} hồ sơ nào; trước đó ${active} trên ${known.length} ngày có`
}

/** Whether the interruption lies on that day, be it for an hour. */
function covers({ from, to }: Stopped, day: Day): boolean {
  return toDay(from) <= day && day <= toDay(to)
}
