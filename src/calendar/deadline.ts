import { dayOf, parseLocalMinute, showDay } from '../lib/time.ts'
import type { LocalMinute } from '../lib/time.ts'
import { ok, refuse } from '../lib/result.ts'
import type { Refusal, Result } from '../lib/result.ts'
import { MINUTES_A_DAY, momentOf, momentText } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import {
  closingOf,
  momentAfterWorking,
  openingAt,
  workedBefore,
  workingDayAfter,
  workingDayFrom,
} from './working-time.ts'

export const LIMIT_UNITS = ['workingDay', 'workingHour', 'calendarDay', 'month', 'sameDay'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** How long the law gives: a whole number from 1 of the unit. For sameDay the value is not looked at. */
export type TimeLimit = { readonly value: number; readonly unit: LimitUnit }

/** `countsFrom`: the minute at which the receipt counts; `dueAt`: the last minute that is still on time. */
export type Due = { readonly countsFrom: LocalMinute; readonly dueAt: LocalMinute }

/** What is received at 15:00 or later "the same day" is due the next working day (NĐ 23/2015 Đ7, NĐ 118/2025 Đ18.2). */
const SAME_DAY_CUTOFF = 15 * 60
const MOST = 10_000

/**
 * The due minute by the one convention of docs/deadlines.md, on announced days only: refuses (`beyondCalendar`) when
 * the receipt or the due day lies beyond the last announced year; never guesses. Other refusals: `received`, `limit`,
 * `unit`, `beforeCalendar`.
 */
export function dueAt(calendar: Calendar, received: LocalMinute, limit: TimeLimit): Result<Due> {
  return due(calendar, received, { limit, reach: calendar.announced })
}

/**
 * As `dueAt`; where the announced years do not reach, counts with the holidays fixed by law alone and says
 * `provisional`: accepting a dossier never stops for a calendar (form 01 prints that the date is provisional).
 */
export function provisionalDueAt(
  calendar: Calendar,
  received: LocalMinute,
  limit: TimeLimit,
): Result<Due & { readonly provisional: boolean }> {
  const announced = dueAt(calendar, received, limit)
  if (announced.ok) return ok({ ...announced.value, provisional: false })
  if (announced.refusal.code !== 'beyondCalendar') return announced
  const guessed = due(calendar, received, { limit, reach: calendar.size })
  return guessed.ok ? ok({ ...guessed.value, provisional: true }) : guessed
}

/** The minute at which something received counts: the minute itself inside opening hours, else the next opening. */
export function countsFrom(calendar: Calendar, received: LocalMinute): Result<LocalMinute> {
  const start = opening(calendar, received, calendar.size)
  return start.ok ? ok(momentText(calendar, start.value)) : start
}

/** Whether the date rests on holidays fixed by law alone, because its year has not been announced. */
export function isProvisional(calendar: Calendar, date: LocalMinute): boolean {
  return dayOf(date) > calendar.document.validTo
}

function due(
  calendar: Calendar,
  received: LocalMinute,
  { limit, reach }: { limit: TimeLimit; reach: number },
): Result<Due> {
  const wrong = limitRefusal(limit)
  if (wrong) return wrong
  const start = opening(calendar, received, reach)
  if (!start.ok) return start
  const end = dueMoment(calendar, start.value, limit)
  if (end === undefined || end >= reach * MINUTES_A_DAY) return beyond(calendar)
  return ok({ countsFrom: momentText(calendar, start.value), dueAt: momentText(calendar, end) })
}

function opening(calendar: Calendar, received: LocalMinute, reach: number): Result<number> {
  const at = place(calendar, received, reach)
  if (!at.ok) return at
  const start = openingAt(calendar, at.value)
  return start === undefined ? beyond(calendar) : ok(start)
}

/** The convention itself, on moments; undefined when the calendar's days run out. */
function dueMoment(
  calendar: Calendar,
  from: number,
  { value, unit }: TimeLimit,
): number | undefined {
  const day = Math.floor(from / MINUTES_A_DAY)
  switch (unit) {
    case 'workingDay':
      return closing(calendar, workingDayAfter(calendar, day, value))
    case 'workingHour':
      return momentAfterWorking(calendar, workedBefore(calendar, from) + value * 60)
    case 'calendarDay':
      return closing(calendar, workingDayFrom(calendar, day + value))
    case 'month': {
      const last = monthsLater(calendar, day, value)
      return last === undefined ? undefined : closing(calendar, workingDayFrom(calendar, last))
    }
    case 'sameDay': {
      const early = from - day * MINUTES_A_DAY < SAME_DAY_CUTOFF
      const isToday = early && calendar.days[day]!.counts
      return closing(calendar, isToday ? day : workingDayAfter(calendar, day, 1))
    }
  }
}

function closing(calendar: Calendar, day: number | undefined): number | undefined {
  return day === undefined ? undefined : closingOf(calendar, day)
}

/** The same day number so many months later, or the month's last day if it has no such day. */
function monthsLater(calendar: Calendar, day: number, months: number): number | undefined {
  const text = calendar.dayTexts[day]!
  const firstYear = calendar.document.announcedYears[0]!
  const month = (Number(text.slice(0, 4)) - firstYear) * 12 + Number(text.slice(5, 7)) - 1 + months
  const [start, next] = [calendar.monthStarts[month], calendar.monthStarts[month + 1]]
  if (start === undefined || next === undefined) return undefined
  return Math.min(start + Number(text.slice(8, 10)), next) - 1
}

function place(calendar: Calendar, local: LocalMinute, reach: number): Result<number> {
  const at = momentOf(calendar, local)
  if (at !== undefined && at < reach * MINUTES_A_DAY && isReal(calendar, at, local)) return ok(at)
  if (!parseLocalMinute(local))
    return refuse(
      'received',
      `Thời điểm "${local.slice(0, 40)}" không có thật. Hãy ghi giờ Hà Nội theo dạng 2026-02-13T16:30.`,
    )
  const first = calendar.document.validFrom
  if (local < first)
    return refuse(
      'beforeCalendar',
      `Lịch làm việc bắt đầu từ ngày ${showDay(first)}, chưa có ngày ${showDay(local)}. Hãy nhập thời điểm từ ngày đó trở đi.`,
    )
  return beyond(calendar)
}

/** Writing the moment back is the cheapest proof that the text was a real minute in the right form. */
function isReal(calendar: Calendar, at: number, local: LocalMinute): boolean {
  return at >= 0 && momentText(calendar, at) === local
}

function beyond(calendar: Calendar) {
  const last = calendar.document.announcedYears.at(-1)!
  return refuse(
    'beyondCalendar',
    `Lịch nghỉ mới công bố đến hết năm ${last} nên chưa tính được ngày hẹn trả. Hãy bổ sung lịch năm ${last + 1} rồi tính lại.`,
  )
}

function limitRefusal({ value, unit }: TimeLimit): { ok: false; refusal: Refusal } | undefined {
  if (!LIMIT_UNITS.includes(unit))
    return refuse(
      'unit',
      `Đơn vị thời hạn "${unit.slice(0, 40)}" không có. Hãy dùng một trong: ${LIMIT_UNITS.join(', ')}.`,
    )
  if (unit === 'sameDay' || (Number.isInteger(value) && value >= 1 && value <= MOST))
    return undefined
  return refuse(
    'limit',
    `Thời hạn phải là số nguyên từ 1 đến 10.000. Bạn đã nhập ${String(value)}.`,
  )
}
