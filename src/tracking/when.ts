/** Moments and deadlines in the language of the page, in Hà Nội time. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { isProvisional } from '../calendar/deadline.ts'
import { remaining, showRemaining } from '../calendar/remaining.ts'
import {
  dayOf,
  showDay,
  showDue,
  showMoment,
  showTime,
  toLocalMinute,
  weekday,
  type LocalMinute,
} from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import type { DueState } from '../ui/status.tsx'
import { weekdayNames } from '../ui/wording.ts'

/** 'thứ Ba, 24/11/2026, trước 17:00' or 'Tuesday 24/11/2026, before 17:00'. */
export function dueIn(lang: Lang, when: LocalMinute | Date): string {
  const local = localOf(when)
  return lang === 'vi'
    ? showDue(local)
    : `${weekdayIn(lang, local)} ${showDay(local)}, before ${showTime(local)}`
}

/** '20:47, thứ Hai, 23/11/2026' or '20:47, Monday 23/11/2026'. */
export function momentIn(lang: Lang, when: LocalMinute | Date): string {
  const local = localOf(when)
  return lang === 'vi'
    ? showMoment(local)
    : `${showTime(local)}, ${weekdayIn(lang, local)} ${showDay(local)}`
}

export type DueInWords = { state: DueState; words: string }

/** How far it is to the promised minute: words and their colour. `near` means today. */
export function dueInWords(
  calendar: Calendar,
  lang: Lang,
  { now, due, isPaused }: { now: Date; due: Date; isPaused: boolean },
): DueInWords {
  if (isPaused) return { state: 'off', words: paused[lang] }
  // Beyond the announced years nobody can count working days; the date itself says that it is provisional.
  if (isProvisional(calendar, toLocalMinute(due))) return { state: 'ok', words: '' }
  const left = remaining(calendar, toLocalMinute(now), toLocalMinute(due))
  const state = left.overdue ? 'late' : left.workingDays === 0 ? 'near' : 'ok'
  return { state, words: lang === 'vi' ? showRemaining(left) : english(left) }
}

const paused = { vi: 'thời hạn đang tạm dừng', en: 'the time limit is paused' } as const

function english({ overdue, workingDays, workingMinutes }: ReturnType<typeof remaining>): string {
  const end = overdue ? 'overdue' : 'left'
  if (workingDays > 0) return `${workingDays} working ${workingDays === 1 ? 'day' : 'days'} ${end}`
  if (workingMinutes === 0) return overdue ? 'just overdue' : 'due now'
  const [hours, minutes] = [Math.floor(workingMinutes / 60), workingMinutes % 60]
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '']
  return `${parts.filter(Boolean).join(' ')} of working time ${end}`
}

function weekdayIn(lang: Lang, local: LocalMinute): string {
  return weekdayNames(lang)[weekday(dayOf(local)) as 1 | 2 | 3 | 4 | 5 | 6 | 7]
}

function localOf(when: LocalMinute | Date): LocalMinute {
  return typeof when === 'string' ? when : toLocalMinute(when)
}
