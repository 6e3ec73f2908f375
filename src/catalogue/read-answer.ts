/** One answer as it came in (page, counter, API) into the answer that is kept, or into what has to be mended. */
import { cleanInput, cleanLine } from '../lib/text.ts'
import type { Problem } from '../lib/problem.ts'
import type { Asked, QuestionOf } from './form.ts'
import { formWording, inSentence } from './form-wording.ts'
import { fromTcvn3 } from '../lib/tcvn3.ts'
import { EMAIL, NAME, PHONE } from './patterns.ts'
import { readAddress } from './read-address.ts'
import { readChoice, readChoices } from './read-choices.ts'
import { readDate } from './read-date.ts'
import { readDecimal } from './read-decimal.ts'
import { readMoney } from './read-money.ts'
import { readTaxCode } from './read-tax-code.ts'
import { read, wrong, type Facts, type Reader, type Reading } from './reading.ts'

export function readAnswer(question: Asked, raw: unknown, facts: Facts): Reading {
  const lang = facts.lang ?? 'vi'
  const reader: Reader = { question, label: question.label[lang], say: formWording(lang), facts }
  if (raw === undefined || raw === null) return { kind: 'empty' }
  switch (question.kind) {
    case 'text':
      return readLine(reader, question, raw)
    case 'longText':
      return readText(reader, raw, { most: question.maxLength ?? 2000, clean: cleanInput })
    case 'personName':
      return readPersonName(reader, raw)
    case 'date':
      return readDate(reader, question, raw)
    case 'yesNo':
      return readYesNo(reader, raw)
    case 'choice':
      return readChoice(reader, question, raw)
    case 'choiceMany':
      return readChoices(reader, question, raw)
    case 'integer':
      return readInteger(reader, question, raw)
    case 'decimal':
      return readDecimal(reader, question, raw)
    case 'money':
      return readMoney(reader, question, raw)
    case 'taxCode':
      return readTaxCode(reader, question, raw)
    case 'personalNumber':
      return readPersonalNumber(reader, raw)
    case 'phone':
      return readPhone(reader, raw)
    case 'email':
      return readEmail(reader, raw)
    case 'address':
      return readAddress(reader, question, raw)
    // A table is read by `readTable`, with the answers before it; what is calculated nobody sends.
    case 'table':
    case 'computed':
      return { kind: 'empty' }
  }
}

/** What is said when a required answer is missing: the verb fits the question. */
export function missing(question: Asked, facts: Facts): Problem {
  const lang = facts.lang ?? 'vi'
  const say = formWording(lang)
  const label = question.label[lang]
  if (question.kind === 'table') {
    const least = Math.max(question.min, 1)
    const message = say.tooFewRows(least, inSentence(question.rowName[lang]))
    return { code: 'required', field: question.id, message }
  }
  const chosen = ['choice', 'choiceMany', 'yesNo'].includes(question.kind)
  const message = label.endsWith('?')
    ? say.answer(label)
    : chosen
      ? say.choose(inSentence(label))
      : say.enter(inSentence(label))
  return { code: 'required', field: question.id, message }
}

/** `signs`: kept without what people put between for reading; letters in capitals. */
function readLine(reader: Reader, { maxLength, signs }: QuestionOf<'text'>, raw: unknown): Reading {
  const reading = readText(reader, raw, { most: maxLength ?? 200, clean: cleanLine })
  if (signs === undefined || reading.kind !== 'read' || typeof reading.answer !== 'string')
    return reading
  const bare = reading.answer.replace(/[ .-]/g, '').toUpperCase()
  const { say, label } = reader
  if (signs === 'digits')
    return /^\d+$/.test(bare) ? read(bare) : wrong(reader, 'digits', say.digits(label))
  return /^[A-Z0-9]+$/.test(bare)
    ? read(bare)
    : wrong(reader, 'lettersDigits', say.lettersDigits(label))
}

type TextRule = { most: number; clean: (text: string) => string }

function readText(reader: Reader, raw: unknown, { most, clean }: TextRule): Reading {
  if (typeof raw !== 'string') return wrong(reader, 'type', reader.say.wrongKind(reader.label))
  const text = clean(raw)
  if (text === '') return { kind: 'empty' }
  // Letters as JSON Schema counts them, not their halves.
  return [...text].length > most
    ? wrong(reader, 'tooLong', reader.say.tooLong(reader.label, most))
    : read(text)
}

function readPersonName(reader: Reader, raw: unknown): Reading {
  const reading = readText(reader, raw, { most: 100, clean: cleanLine })
  if (reading.kind !== 'read' || typeof reading.answer !== 'string') return reading
  if (NAME.test(reading.answer)) return reading
  // Never taken over in silence: whoever pasted it sees what it would mean, and types it (screens.md A3).
  const meant = typeof raw === 'string' ? fromTcvn3(raw) : undefined
  const said =
    meant === undefined
      ? reader.say.personName(reader.label)
      : reader.say.oldLetters(reader.label, cleanLine(meant))
  return wrong(reader, 'personName', said)
}

function readYesNo(reader: Reader, raw: unknown): Reading {
  if (raw === '') return { kind: 'empty' }
  if (raw === true || raw === 'yes' || raw === 'true') return read(true)
  if (raw === false || raw === 'no' || raw === 'false') return read(false)
  return wrong(reader, 'type', reader.say.wrongKind(reader.label))
}

function readInteger(reader: Reader, { min, max }: QuestionOf<'integer'>, raw: unknown): Reading {
  const text = typeof raw === 'number' ? String(raw) : raw
  if (typeof text !== 'string') return wrong(reader, 'type', reader.say.wrongKind(reader.label))
  const digits = cleanLine(text).replace(/[. ]/g, '')
  if (digits === '') return { kind: 'empty' }
  const value =
    /^-?\d{1,12}$/.test(digits) && (typeof raw === 'string' || Number.isInteger(raw))
      ? Number(digits)
      : NaN
  return value >= min && value <= max
    ? read(value)
    : wrong(reader, 'range', reader.say.number(reader.label, min, max))
}

function readPersonalNumber(reader: Reader, raw: unknown): Reading {
  const reading = readText(reader, raw, { most: 40, clean: cleanLine })
  if (reading.kind !== 'read' || typeof reading.answer !== 'string') return reading
  const digits = reading.answer.replace(/[ .-]/g, '')
  if (!/^\d+$/.test(digits)) return wrong(reader, 'personalNumber', reader.say.personalNumberSigns)
  return digits.length === 12
    ? read(digits)
    : wrong(reader, 'personalNumber', reader.say.personalNumber(digits.length))
}

/** Kept as '0912345678', however it was typed. */
function readPhone(reader: Reader, raw: unknown): Reading {
  const reading = readText(reader, raw, { most: 40, clean: cleanLine })
  if (reading.kind !== 'read' || typeof reading.answer !== 'string') return reading
  const digits = reading.answer.replace(/[ .()-]/g, '').replace(/^(\+84|0084|84(?=\d{9}$))0?/, '0')
  return PHONE.test(digits) ? read(digits) : wrong(reader, 'phone', reader.say.phone)
}

function readEmail(reader: Reader, raw: unknown): Reading {
  const reading = readText(reader, raw, { most: 254, clean: cleanLine })
  if (reading.kind !== 'read' || typeof reading.answer !== 'string') return reading
  return EMAIL.test(reading.answer) ? reading : wrong(reader, 'email', reader.say.email)
}
