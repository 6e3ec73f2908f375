import { cleanLine } from '../lib/text.ts'
import type { Problem } from '../lib/problem.ts'
import { parseDay } from '../lib/time.ts'
import type { Address, QuestionOf } from './form.ts'
import { inSentence } from './form-wording.ts'
import { placeAtHome } from './places/place-answer.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

/**
 * `commune`: name or number, old or new. `choice`: which one, where the name asks. `asOf`: the day on which the number or
 * name was used, when it is not today. `typed`, `formerCode`: of an answer that was read before.
 */
const PARTS = ['commune', 'country', 'detail', 'choice', 'asOf', 'typed', 'formerCode'] as const
type Parts = Record<(typeof PARTS)[number], string>
const LONGEST_DETAIL = 300

/** Two levels since 01/7/2025: the commune by number or name, then the rest in words. Abroad: country and words. */
export function readAddress(
  reader: Reader,
  question: QuestionOf<'address'>,
  raw: unknown,
): Reading {
  const parts = partsOf(raw)
  if (!parts) return wrong(reader, 'type', reader.say.wrongKind(reader.label))
  const { commune, country, detail } = parts
  const isAbroad = question.abroad === true && country !== '' && country !== 'VN'
  if (commune === '' && detail === '' && !isAbroad) return { kind: 'empty' }
  if (parts.asOf !== '' && !parseDay(parts.asOf))
    return wrong(reader, 'date', reader.say.dateUnreal(reader.label), 'asOf')
  const place: Place = isAbroad
    ? placeAbroad(reader, country)
    : placeAtHome(reader, { ...parts, asOf: parseDay(parts.asOf) })
  const { house = '', ...coded } = place
  const whole = detail === '' ? house : detail
  const problems = [
    ...('problem' in place ? [place.problem] : []),
    ...detailProblems(reader, question, whole, isAbroad),
  ]
  if (problems.length > 0 || 'problem' in coded) return { kind: 'wrong', problems }
  return read({ ...coded, detail: whole })
}

type Place = ({ house?: string } & Omit<Address, 'detail'>) | { house?: string; problem: Problem }

function partsOf(raw: unknown): Parts | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const given = raw as Record<string, unknown>
  if (Object.keys(given).some((name) => !PARTS.some((part) => part === name))) return undefined
  const values = PARTS.map((part) => given[part] ?? '')
  if (!values.every((value) => typeof value === 'string')) return undefined
  return Object.fromEntries(PARTS.map((part, i) => [part, cleanLine(values[i]!)])) as Parts
}

function placeAbroad(
  { question, say, facts }: Reader,
  country: string,
): { country: string } | { problem: Problem } {
  const known = facts.codeLists.entries('country').some((entry) => entry.code === country)
  const field = `${question.id}.country`
  return known
    ? { country }
    : { problem: { code: 'countryUnknown', field, message: say.countryUnknown } }
}

function detailProblems(
  { question: { id }, label, say, facts }: Reader,
  question: QuestionOf<'address'>,
  detail: string,
  isAbroad: boolean,
): Problem[] {
  const field = `${id}.detail`
  if ([...detail].length > LONGEST_DETAIL)
    return [{ code: 'tooLong', field, message: say.tooLong(label, LONGEST_DETAIL) }]
  if (detail !== '' || (question.detail === 'optional' && !isAbroad)) return []
  const part = question.detailLabel?.[facts.lang ?? 'vi']
  const message = part ? say.detailMissingNamed(inSentence(part)) : say.detailMissing(label)
  return [{ code: 'detailMissing', field, message }]
}
