import { cleanLine } from '../lib/text.ts'
import { parseDay, showDay, type Day } from '../lib/time.ts'
import { showPartDay } from './date-in-words.ts'
import type { QuestionOf } from './form.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

type Parts = { day: string; month: string; year: string }

/** Three boxes or one ISO text. With `partial`, the day, or the day and the month, may be unknown. */
export function readDate(reader: Reader, question: QuestionOf<'date'>, raw: unknown): Reading {
  const parts = partsOf(raw)
  if (!parts) return wrong(reader, 'type', reader.say.wrongKind(reader.label))
  const { day, month, year } = parts
  if (day === '' && month === '' && year === '') return { kind: 'empty' }
  const isComplete = day !== '' && month !== '' && year !== ''
  const isKnownInPart = question.partial === true && year !== '' && day === '' && !isComplete
  if (!isComplete && !isKnownInPart)
    return question.partial
      ? wrong(reader, 'datePart', reader.say.datePartial(reader.label))
      : wrong(reader, 'datePart', reader.say.datePart(reader.label))
  if (!/^\d{4}$/.test(year)) return wrong(reader, 'dateYear', reader.say.dateYear(reader.label))
  const text = joined(parts)
  return text === undefined
    ? wrong(reader, 'dateUnreal', reader.say.dateUnreal(reader.label))
    : inSpan(reader, question, text)
}

function partsOf(raw: unknown): Parts | undefined {
  if (typeof raw === 'string') {
    const [year = '', month = '', day = '', ...more] = cleanLine(raw).split('-')
    return more.length === 0 ? { day, month, year } : undefined
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const { day = '', month = '', year = '', ...more } = raw as Record<string, unknown>
  const fine = [day, month, year].every(
    (part) => typeof part === 'string' || typeof part === 'number',
  )
  if (!fine || Object.keys(more).length > 0) return undefined
  return {
    day: cleanLine(String(day)),
    month: cleanLine(String(month)),
    year: cleanLine(String(year)),
  }
}

/** '2026-11-19', '2026-11' or '2026'; undefined when no such day or month exists. */
function joined({ day, month, year }: Parts): string | undefined {
  if (![day, month].every((part) => /^\d{0,2}$/.test(part))) return undefined
  const text = [year, month, day]
    .filter((part) => part !== '')
    .map((part) => part.padStart(2, '0'))
    .join('-')
  return parseDay(`${text}${'-01'.repeat(3 - text.split('-').length)}`) ? text : undefined
}

function inSpan(reader: Reader, { earliest, latest }: QuestionOf<'date'>, text: string): Reading {
  if (latest === 'today' && text > reader.facts.today.slice(0, text.length))
    return wrong(reader, 'dateFuture', reader.say.dateFuture(reader.label, showPartDay(text)))
  if (text < earliest.slice(0, text.length))
    return wrong(reader, 'dateEarly', reader.say.dateEarly(reader.label, showDay(earliest as Day)))
  return read(text)
}
