/** Amounts and measures as people write them; read alike by the server and, while one types, by the browser. Pure. */
import { cleanLine } from '../lib/text.ts'

/** The đồng of a text: 1500000 · 1.500.000 · 1,500,000 · 1 500 000 đ; undefined when it is no amount, or groups its digits otherwise than by three. */
export function dongOf(text: string): number | undefined {
  const digits = text.replace(/(?:₫|đ|đồng|vnđ|vnd)$/iu, '').replace(/ /g, '')
  const isGrouped =
    /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(digits) || /^[1-9]\d{0,2}(?:,\d{3})+$/.test(digits)
  const bare = isGrouped ? digits.replace(/[.,]/g, '') : digits
  return /^\d{1,15}$/.test(bare) ? Number(bare) : undefined
}

export type DecimalReading =
  | { kind: 'empty' | 'unreadable' }
  | { kind: 'ambiguous'; whole: string; decimal: string }
  | { kind: 'number'; value: number }

/** 62,5 · 62.5 · 1.250,5 · 1,250.5 · 1250. With at most two decimals. “1.250” may be one thousand or one and a quarter: it is never guessed. */
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
