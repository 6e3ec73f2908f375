/** Đồng as people write them: 1500000 · 1.500.000 · 1,500,000 · 1 500 000 đ. There is nothing smaller than one đồng. */
import { cleanLine } from '../lib/text.ts'
import { MOST_DONG } from './form-kinds.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

export function readMoney(reader: Reader, question: QuestionOf<'money'>, raw: unknown): Reading {
  const { say, label } = reader
  if (typeof raw !== 'string' && typeof raw !== 'number')
    return wrong(reader, 'type', say.wrongKind(label))
  const typed = cleanLine(String(raw))
  if (typed === '') return { kind: 'empty' }
  const value = typeof raw === 'number' ? whole(raw) : dongOf(typed)
  if (value === undefined) return wrong(reader, 'money', say.money(label))
  const { min = 0, max = MOST_DONG } = question
  return value >= min && value <= max
    ? read(value)
    : wrong(reader, 'range', say.moneyRange(label, showDong(min), showDong(max)))
}

function whole(value: number): number | undefined {
  return Number.isSafeInteger(value) && value >= 0 ? value + 0 : undefined
}

/** The đồng of a text; undefined when it is no amount, or groups its digits otherwise than by three. */
export function dongOf(text: string): number | undefined {
  const digits = text.replace(/(?:₫|đ|đồng|vnđ|vnd)$/iu, '').replace(/ /g, '')
  const isGrouped =
    /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(digits) || /^[1-9]\d{0,2}(?:,\d{3})+$/.test(digits)
  const bare = isGrouped ? digits.replace(/[.,]/g, '') : digits
  return /^\d{1,15}$/.test(bare) ? Number(bare) : undefined
}

const GROUPED = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 })

/** 1500000 → '1.500.000', as a box of the page shows it. */
export function showDong(value: number): string {
  return GROUPED.format(value)
}
