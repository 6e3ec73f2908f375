/** An office or one of its points stops for a time, and says so: what may be declared, and what it means for others. Pure. */
import { dayFromNumber, dayNumber, dayOf, showDay, toLocalMinute } from '../lib/time.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import type { Problem } from '../lib/problem.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { isWorkingDay, workingDaysBetween } from '../calendar/working-time.ts'
import type { Reason, Reasons } from './reasons.ts'

/** tiếp nhận · trả kết quả · giải quyết */
export const STOPS = ['receiving', 'returning', 'processing'] as const
export type Stop = (typeof STOPS)[number]

export type Interruption = {
  id: number
  officeId: number
  officeName: string
  /** null: the whole office. */
  pointId: number | null
  pointName: string | null
  /** The point is the only one of its office: the office stands with it. */
  isOnlyPoint: boolean
  reason: string
  /** In the words of whoever declared it. */
  words: string
  legalBasis: string
  isPlanned: boolean
  stops: readonly Stop[]
  fromAt: Date
  toAt: Date
  /** Where one goes meanwhile. */
  substitute: { pointId: number; name: string; address: string | null; officeId: number } | null
  withdrawnAt: Date | null
  declaredAt: Date
}

export type Standing = 'upcoming' | 'running' | 'over' | 'withdrawn'

export function standingOf({ fromAt, toAt, withdrawnAt }: Interruption, now: Date): Standing {
  if (withdrawnAt !== null) return 'withdrawn'
  if (now < fromAt) return 'upcoming'
  return now < toAt ? 'running' : 'over'
}

/** What a person declares, read from a form; `null` where it could not be read. */
export type Declared = {
  officeId: number
  pointId: number | null
  reason: Reason | null
  words: string
  from: LocalMinute | null
  to: LocalMinute | null
  stops: readonly Stop[]
  substitutePointId: number | null
}

export const WORDS = { least: 10, most: 500 }

/** Everything that has to be mended before it may be declared. */
export function problemsOf(
  declared: Declared,
  { calendar, now, reasons }: { calendar: Calendar; now: Date; reasons: Reasons },
): Problem[] {
  const { reason, words, from, to, stops, substitutePointId } = declared
  const problem = (field: string, message: string): Problem => ({ code: field, field, message })
  const local = toLocalMinute(now)
  return [
    ...(declared.officeId > 0 ? [] : [problem('office', 'Hãy chọn cơ quan trong danh sách.')]),
    ...(reason ? [] : [problem('reason', 'Hãy chọn lý do trong danh sách.')]),
    ...wordProblems(words, 'words'),
    ...(from ? [] : [problem('from', 'Hãy ghi ngày và giờ bắt đầu, ví dụ 08:00.')]),
    ...(to ? [] : [problem('to', 'Hãy ghi ngày và giờ kết thúc, ví dụ 17:00.')]),
    ...(from && to && to <= from ? [problem('to', 'Giờ kết thúc phải sau giờ bắt đầu.')] : []),
    ...(from && reason ? beginningProblems({ from, reason }, { calendar, local, reasons }) : []),
    ...(stops.length > 0 ? [] : [problem('stops', 'Hãy chọn việc nào tạm dừng.')]),
    ...(reason?.isPlanned && substitutePointId === null && needsPlace(stops)
      ? [problem('substitute', 'Hãy chọn nơi người dân đến thay trong thời gian này.')]
      : []),
  ]
}

export function wordProblems(words: string, field: string): Problem[] {
  if (words.length >= WORDS.least && words.length <= WORDS.most) return []
  const message = `Hãy giải thích bằng ${WORDS.least} đến ${WORDS.most} ký tự.`
  return [{ code: field, field, message }]
}

function needsPlace(stops: readonly Stop[]): boolean {
  return stops.includes('receiving') || stops.includes('returning')
}

function beginningProblems(
  { from, reason }: { from: LocalMinute; reason: Reason },
  { calendar, local, reasons }: { calendar: Calendar; local: LocalMinute; reasons: Reasons },
): Problem[] {
  const problem = (message: string): Problem[] => [{ code: 'from', field: 'from', message }]
  const { noticeWorkingDays, legalBasis } = reason
  if (noticeWorkingDays !== undefined) {
    const earliest = earliestDay(calendar, dayOf(local), noticeWorkingDays)
    if (dayOf(from) >= earliest) return []
    return problem(
      `Việc có kế hoạch phải báo trước ít nhất ${noticeWorkingDays} ngày làm việc (${legalBasis}): sớm nhất là ${showDay(earliest)}. Nếu không thể lùi lại, hãy chọn lý do ngoài kế hoạch.`,
    )
  }
  const { value } = reasons.declareWithinHours
  return Date.parse(`${from}Z`) >= Date.parse(`${local}Z`) - value * 3_600_000
    ? []
    : problem(`Chỉ khai được gián đoạn bắt đầu trong ${value} giờ gần đây.`)
}

/** The first day before which that many working days lie after today. */
export function earliestDay(calendar: Calendar, today: Day, workingDays: number): Day {
  let day = dayNumber(today)
  for (let passed = 0; passed < workingDays;) {
    day += 1
    if (isWorkingDay(calendar, dayFromNumber(day))) passed += 1
  }
  return dayFromNumber(day)
}

/** Whether the office as a whole does not do this at that moment; with those above it, nearest first. */
export function stopsOffice(
  interruption: Interruption,
  { office, what, now }: { office: readonly number[]; what: Stop; now: Date },
): boolean {
  const isWhole = interruption.pointId === null || interruption.isOnlyPoint
  return (
    isWhole &&
    office.includes(interruption.officeId) &&
    interruption.stops.includes(what) &&
    standingOf(interruption, now) === 'running'
  )
}

/** A chain of substitutes is followed this far; one that leads in a circle ends at the office itself. */
const MOST_STEPS = 5

/**
 * Where what is filed now is received: the office itself, or its substitute while it does not receive. Competence is never
 * touched: only the receiving place moves.
 */
export function receivingPlace(
  running: readonly Interruption[],
  officeId: number,
  { now, ancestorsOf }: { now: Date; ancestorsOf(officeId: number): readonly number[] },
): number {
  let at = officeId
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const office = [at, ...ancestorsOf(at)]
    const stopped = running.find((each) => stopsOffice(each, { office, what: 'receiving', now }))
    if (stopped === undefined) return at
    if (stopped.substitute === null || stopped.substitute.officeId === at) return at
    at = stopped.substitute.officeId
  }
  return officeId
}

/** Working days of notice that the declaration gave; for the page. */
export function noticeGiven(calendar: Calendar, { declaredAt, fromAt }: Interruption): number {
  const [declared, from] = [dayOf(toLocalMinute(declaredAt)), dayOf(toLocalMinute(fromAt))]
  return declared >= from ? 0 : workingDaysBetween(calendar, declared, from)
}
