/** A measured number as people write it, within the bounds of its question. */
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'
import { readDecimalText } from './typed-numbers.ts'

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
