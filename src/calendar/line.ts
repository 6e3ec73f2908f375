import { ok, refuse } from '../lib/result.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Calendar } from './calendar.ts'
import { LIMIT_UNITS, dueAt } from './deadline.ts'
import type { Due, LimitUnit } from './deadline.ts'

/** One question of `motcua due`, as it was typed: nothing in it is trusted. */
export type Question = {
  readonly received?: unknown
  readonly limit?: unknown
  readonly unit?: unknown
}

const EXAMPLE = '{"received":"2026-02-13T16:30","limit":3,"unit":"workingDay"}'

/** Answers one JSON line with one JSON line: {"dueAt": …} or {"refusal": …}. Never throws. */
export function answerLine(calendar: Calendar, line: string): string {
  const question = parseQuestion(line)
  const answer = question
    ? answerQuestion(calendar, question)
    : refuse('json', `Dòng này không phải một đối tượng JSON. Hãy ghi theo mẫu ${EXAMPLE}.`)
  return JSON.stringify(
    answer.ok ? { dueAt: answer.value.dueAt } : { refusal: answer.refusal.message },
  )
}

export function answerQuestion(
  calendar: Calendar,
  { received, limit, unit }: Question,
): Result<Due> {
  const minute = receivedMinute(received)
  if (!minute.ok) return minute
  if (!isUnit(unit))
    return refuse('unit', `Đơn vị thời hạn (unit) phải là một trong: ${LIMIT_UNITS.join(', ')}.`)
  if (unit === 'sameDay') return dueAt(calendar, minute.value, { value: 1, unit })
  if (typeof limit !== 'number')
    return refuse(
      'limit',
      'Thời hạn (limit) phải là số nguyên từ 1 đến 10.000, không đặt trong dấu nháy.',
    )
  return dueAt(calendar, minute.value, { value: limit, unit })
}

function parseQuestion(line: string): Question | undefined {
  try {
    const json: unknown = JSON.parse(line)
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
    return json
  } catch {
    return undefined
  }
}

/** 'YYYY-MM-DDTHH:mm' in Hà Nội time; seconds may stand behind and are cut off: 16:59:59 lies in the minute 16:59. */
function receivedMinute(received: unknown): Result<LocalMinute> {
  if (typeof received !== 'string')
    return refuse(
      'received',
      'Thiếu thời điểm nhận (received). Hãy ghi giờ Hà Nội theo dạng 2026-02-13T16:30.',
    )
  if (received.length === 16) return ok(received as LocalMinute)
  if (/^.{16}.*(Z|[+-]\d{2}(:?\d{2})?)$/i.test(received))
    return refuse(
      'received',
      'Thời điểm nhận (received) đã là giờ Hà Nội. Hãy bỏ phần múi giờ, ghi theo dạng 2026-02-13T16:30.',
    )
  const minute = /^(.{16}):[0-5]\d(\.\d{1,9})?$/.exec(received)?.[1] ?? received
  return ok(minute as LocalMinute)
}

function isUnit(unit: unknown): unit is LimitUnit {
  return LIMIT_UNITS.some((each) => each === unit)
}
