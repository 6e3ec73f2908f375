/** Đồng as people write them. There is nothing smaller than one đồng. */
import { cleanLine } from '../lib/text.ts'
import { MOST_DONG } from './form-kinds.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'
import { dongOf } from './typed-numbers.ts'

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

const GROUPED = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 })

/** 1500000 → '1.500.000', as a box of the page shows it. */
export function showDong(value: number): string {
  return GROUPED.format(value)
}
