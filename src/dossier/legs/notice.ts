/** Whether the citizen hears of missing papers as soon as the law wants it. Pure. */
import { dueAt } from '../../calendar/deadline.ts'
import type { Leg } from '../../catalogue/workflow-legs.ts'
import { toInstant, toLocalMinute } from '../../lib/time.ts'
import type { Facts } from '../decision.ts'

const MS_AN_HOUR = 3_600_000

/** Counted from the acknowledgment: hours by the clock on the wall, other units by the working calendar. */
export function isNoticeLate(
  { noticeWithin: { value } }: Leg,
  acknowledgedAt: string,
  { now, calendar }: Facts,
): boolean {
  const from = new Date(acknowledgedAt)
  const { unit } = value
  if (unit === 'hour') return toInstant(now).getTime() - from.getTime() > value.value * MS_AN_HOUR
  const due = dueAt(calendar, toLocalMinute(from), { value: value.value, unit })
  return due.ok && now > due.value.dueAt
}
