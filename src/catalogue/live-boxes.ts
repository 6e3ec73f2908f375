/** One box of a live page: read as `readAnswer` on the server reads it, or calculated as the server calculates. Pure. */
import { cleanLine } from '../lib/text.ts'
import { calculated, type Scope } from './evaluate.ts'
import { dongOf, readDecimalText } from './typed-numbers.ts'

export type LiveKind = 'choice' | 'yesNo' | 'integer' | 'money' | 'decimal'

/** What is calculated, as far as it can be. */
export type Figure = { gives: 'number' | 'money' | 'flag'; value: number | boolean | undefined }
/** By the name that its box would have. */
export type Figures = Record<string, Figure>

export type LiveBox = {
  /** How its answer is read; absent: nothing of the page asks for it. */
  kind?: LiveKind
  min?: number
  max?: number
  /** Nobody types it: what it is calculated from. */
  value?: string
  gives?: Figure['gives']
}

export type Typing = { scope: Scope; typed: (box: string) => string; figures: Figures }

/** What stands in the box, or what is calculated, which is noted among the figures; undefined: no answer. */
export function answerNow(
  { kind, min = 0, max = 0, value, gives }: LiveBox,
  { box, scope, typed, figures }: Typing & { box: string },
): string | number | boolean | undefined {
  if (value !== undefined && gives !== undefined) {
    const found = calculated({ value, gives }, scope)
    figures[box] = { gives, value: found }
    return found
  }
  if (kind === undefined) return undefined
  const text = typed(box)
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : undefined
  if (kind === 'choice') return text === '' ? undefined : text
  const number = numberIn(kind, text)
  return number !== undefined && number >= min && number <= max ? number : undefined
}

/** What the server refuses is no answer. */
function numberIn(kind: 'integer' | 'money' | 'decimal', text: string): number | undefined {
  const line = cleanLine(text)
  if (kind === 'money') return dongOf(line)
  if (kind === 'integer') {
    const digits = line.replace(/[. ]/g, '')
    return /^-?\d{1,12}$/.test(digits) ? Number(digits) : undefined
  }
  const reading = readDecimalText(line)
  return reading.kind === 'number' ? reading.value : undefined
}
