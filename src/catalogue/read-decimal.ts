/**
 * A measured number as people write it: 62,5 · 62.5 · 1.250,5 · 1,250.5 · 1250. With at most two decimals. “1.250” may be
 * one thousand or one and a quarter: it is never guessed.
 */
import { cleanLine } from '../lib/text.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

export type DecimalReading =
  | { kind: 'empty' | 'unreadable' }
  | { kind: 'ambiguous'; whole: string; decimal: string }
  | { kind: 'number'; value: number }

export function readDecimalText(text: string): DecimalReading {
  const typed = cleanLine(text).replace(/ /g, '')
  if (typed === '') return { kind: 'empty' }
  const twofold = /^(-?[1-9]\d{0,2})[.,](\d{3})$/.exec(typed)
  if (twofold) {
    const [, head = '', tail = ''] = twofold
    return { kind: 'ambiguous', whole: `${head}${tail}`, decimal: `${head},${tail.slice(0, 2)}` }
  }
  const parts =
    /^(-?[1-9]\d{0,2}(?:\.\d{3})+|-?\d{1,9})(?:,(\d{1,2}))?$/.exec(typed) ??
    /^(-?[1-9]\d{0,2}(?:,\d{3})+|-?\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed)
  if (!parts) return { kind: 'unreadable' }
  return {
    kind: 'number',
    // Nothing below nothing: -0 is 0.
    value: Number(`${parts[1]!.replace(/[.,]/g, '')}.${parts[2] ?? '0'}`) + 0,
  }
}

export function readDecimal(
  reader: Reader,
  question: QuestionOf<'decimal'>,
  raw: unknown,
): Reading {
  const { say, label } = reader
  if (typeof raw !== 'string' && typeof raw !== 'number')
    return wrong(reader, 'type', say.wrongKind(label))
  const reading = readDecimalText(typeof raw === 'number' ? spelled(raw) : raw)
  switch (reading.kind) {
    case 'empty':
      return { kind: 'empty' }
    case 'ambiguous':
      return wrong(reader, 'ambiguous', say.decimalAmbiguous(label, reading.whole, reading.decimal))
    case 'unreadable':
      return wrong(reader, 'decimal', say.decimal(label))
    case 'number': {
      const { min, max } = question
      return reading.value >= min && reading.value <= max
        ? read(reading.value)
        : wrong(reader, 'range', say.decimalRange(label, withComma(min), withComma(max)))
    }
  }
}

/** A number of JSON: '62,5'; one of three decimals stays unreadable, since it is no measure that we keep. */
function spelled(value: number): string {
  const text = String(value)
  return /^-?\d+(\.\d{1,2})?$/.test(text) ? withComma(value) : '?'
}

/** 62.5 → '62,5', as a box of the page shows it. */
export function withComma(value: number): string {
  return String(value).replace('.', ',')
}
