import { cleanLine } from '../lib/text.ts'
import type { Problem } from '../lib/problem.ts'
import type { QuestionOf } from './form.ts'
import { inSentence } from './form-wording.ts'
import { read, wrong, type Reader, type Reading } from './reading.ts'

type Parts = { commune: string; country: string; detail: string }
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
  const place = isAbroad ? placeAbroad(reader, country) : placeAtHome(reader, commune)
  const problems = [
    ...('problem' in place ? [place.problem] : []),
    ...detailProblems(reader, question, detail, isAbroad),
  ]
  if (problems.length > 0 || 'problem' in place) return { kind: 'wrong', problems }
  return read({ ...place, detail })
}

function partsOf(raw: unknown): Parts | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const { commune = '', country = '', detail = '', ...more } = raw as Record<string, unknown>
  if (Object.keys(more).length > 0) return undefined
  if (typeof commune !== 'string' || typeof country !== 'string' || typeof detail !== 'string')
    return undefined
  return { commune: cleanLine(commune), country: cleanLine(country), detail: cleanLine(detail) }
}

function placeAtHome(
  { question, label, say, facts }: Reader,
  typed: string,
): { commune: string } | { problem: Problem } {
  const field = `${question.id}.commune`
  if (typed === '')
    return { problem: { code: 'communeMissing', field, message: say.communeMissing(label) } }
  const shown = typed.slice(0, 60)
  const reading = facts.codeLists.readCommune(typed)
  if (reading.kind === 'found') return { commune: reading.code }
  if (reading.kind === 'unknown')
    return { problem: { code: 'communeUnknown', field, message: say.communeUnknown(shown) } }
  const places = reading.places.slice(0, 4).join('; ')
  return {
    problem: { code: 'communeAmbiguous', field, message: say.communeAmbiguous(shown, places) },
  }
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
  if (detail.length > LONGEST_DETAIL)
    return [{ code: 'tooLong', field, message: say.tooLong(label, LONGEST_DETAIL) }]
  if (detail !== '' || (question.detail === 'optional' && !isAbroad)) return []
  const part = question.detailLabel?.[facts.lang ?? 'vi']
  const message = part ? say.detailMissingNamed(inSentence(part)) : say.detailMissing(label)
  return [{ code: 'detailMissing', field, message }]
}
