/** Dates as papers show them: in figures, known in full or in part, and written out ("ghi bằng chữ" on the birth certificate). */
import { showDay, type Day } from '../lib/time.ts'

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const

/** '19/11/2026', '11/2026' or '2026'. */
export function showPartDay(day: string): string {
  return day.length === 10 ? showDay(day as Day) : day.split('-').toReversed().join('/')
}

/** 2026-11-19 → 'Ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu'. */
export function birthDateInWords(day: Day): string {
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)].map(Number)
  return `Ngày ${underHundred(date ?? 0)} tháng ${monthInWords(month ?? 0)} năm ${thousands(year ?? 0)}`
}

/** The fourth month is tháng tư, never "tháng bốn". */
function monthInWords(month: number): string {
  return month === 4 ? 'tư' : underHundred(month)
}

function thousands(year: number): string {
  const rest = year % 1000
  const head = `${DIGITS[Math.floor(year / 1000)]} nghìn`
  if (rest === 0) return head
  const hundreds = `${DIGITS[Math.floor(rest / 100)]} trăm`
  if (rest % 100 === 0) return `${head} ${hundreds}`
  const last = rest % 100 < 10 ? `linh ${afterLinh(rest % 100)}` : underHundred(rest % 100)
  return `${head} ${hundreds} ${last}`
}

function afterLinh(digit: number): string {
  return digit === 4 ? 'tư' : DIGITS[digit]!
}

/** 1–99: mười lăm, hai mươi mốt, hai mươi tư, hai mươi lăm. */
function underHundred(number: number): string {
  const [tens, unit] = [Math.floor(number / 10), number % 10]
  if (tens === 0) return DIGITS[unit]!
  const head = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`
  return unit === 0 ? head : `${head} ${unitAfterTens(tens, unit)}`
}

function unitAfterTens(tens: number, unit: number): string {
  if (unit === 5) return 'lăm'
  if (tens > 1 && unit === 1) return 'mốt'
  return tens > 1 && unit === 4 ? 'tư' : DIGITS[unit]!
}
