import { parseDay } from '../lib/time.ts'
import { DAY_KINDS } from './document.ts'

/** What is wrong with the shape of a calendar document, as Vietnamese sentences; none when it can be read. */
export function shapeProblems(json: unknown): string[] {
  if (!isRecord(json)) return ['Lịch phải là một đối tượng JSON.']
  return [
    ...need(isText(json['calendar']), 'Thiếu tên lịch (calendar).'),
    ...need(isCount(json['version']), 'Số phiên bản (version) phải là số nguyên từ 1.'),
    ...need(isDay(json['validFrom']), 'validFrom phải là ngày có thật, dạng 2026-02-13.'),
    ...need(isDay(json['validTo']), 'validTo phải là ngày có thật, dạng 2026-02-13.'),
    ...need(isListOf(json['announcedYears'], isYear), 'announcedYears phải là danh sách năm.'),
    ...hoursShapeProblems(json['hours']),
    ...need(isPeriods(json['makeUpHours']), 'Giờ của ngày làm bù (makeUpHours) ghi sai.'),
    ...listProblems(json['fixedHolidays'], 'fixedHolidays', fixedHolidayProblem),
    ...listProblems(json['days'], 'days', specialDayProblem),
  ]
}

export function hoursShapeProblems(hours: unknown): string[] {
  return need(isListOf(hours, isWeekdayHours), 'Giờ làm việc trong tuần (hours) ghi sai.')
}

function need(fine: boolean, sentence: string): string[] {
  return fine ? [] : [sentence]
}

function listProblems(
  value: unknown,
  name: string,
  problemOf: (row: Record<string, unknown>) => string | undefined,
): string[] {
  if (!Array.isArray(value)) return [`Thiếu danh sách ${name}.`]
  return value.flatMap((row: unknown, i) => {
    const problem = isRecord(row) ? problemOf(row) : 'phải là một đối tượng'
    return problem ? [`Dòng ${i + 1} của ${name}: ${problem}.`] : []
  })
}

function specialDayProblem(row: Record<string, unknown>): string | undefined {
  if (!isDay(row['on'])) return 'ngày (on) không có thật hoặc không theo dạng 2026-02-13'
  if (!DAY_KINDS.some((kind) => kind === row['kind']))
    return `loại ngày (kind) phải là ${DAY_KINDS.join(', ')}`
  if (row['swappedWith'] !== undefined && !isDay(row['swappedWith']))
    return 'ngày hoán đổi (swappedWith) không có thật'
  return textProblem(row)
}

function fixedHolidayProblem(row: Record<string, unknown>): string | undefined {
  const monthDay = row['monthDay']
  if (typeof monthDay !== 'string' || !isDay(`2025-${monthDay}`))
    return 'ngày trong năm (monthDay) không có thật'
  if (!isYear(row['fromYear'])) return 'năm bắt đầu (fromYear) ghi sai'
  return textProblem(row)
}

function textProblem(row: Record<string, unknown>): string | undefined {
  if (!isText(row['name'])) return 'thiếu tên ngày (name)'
  return isText(row['legalBasis']) ? undefined : 'thiếu căn cứ pháp lý (legalBasis)'
}

function isWeekdayHours(value: unknown): boolean {
  if (!isRecord(value)) return false
  const weekday = value['weekday']
  const isWeekday = isCount(weekday) && Number(weekday) <= 7
  return (
    isWeekday && isPeriods(value['periods']) && typeof value['countsAsWorkingDay'] === 'boolean'
  )
}

function isPeriods(value: unknown): boolean {
  return isListOf(value, (each) => Array.isArray(each) && each.length === 2 && each.every(isTime))
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
}

function isListOf(value: unknown, isOne: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && parseDay(value) !== undefined
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1
}

function isYear(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1976 && Number(value) <= 2200
}
