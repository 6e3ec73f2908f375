import { askedQuestions, type FormDefinition } from './form.ts'
import { withComma } from './read-decimal.ts'

const DATE_PARTS = ['day', 'month', 'year']
const ADDRESS_PARTS = ['commune', 'country', 'detail', 'choice']

/**
 * The flat names of an HTML form ('child.birthOn.day') as raw answers for the validator. Names beginning with '_' are the
 * page's own (token, submission key). Names the form does not know stay, so that the validator refuses them.
 */
export function parseFormBody(
  form: FormDefinition,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kinds = new Map(askedQuestions(form).map((question) => [question.id, question.kind]))
  const raw: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('_')) continue
    const cut = name.lastIndexOf('.')
    const [id, part] = [name.slice(0, cut), name.slice(cut + 1)]
    const parts = partsOf(kinds.get(id))
    if (kinds.has(name) || !parts.includes(part)) raw[name] = value
    else raw[id] = { ...(raw[id] as Record<string, unknown> | undefined), [part]: value }
  }
  return raw
}

function partsOf(kind: string | undefined): readonly string[] {
  if (kind === 'date') return DATE_PARTS
  return kind === 'address' ? ADDRESS_PARTS : []
}

/** The flat values with which a page fills its fields again, from raw or validated answers. */
export function formValues(
  form: FormDefinition,
  raw: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { id, kind } of askedQuestions(form)) {
    const answer = Object.hasOwn(raw, id) ? raw[id] : undefined
    if (answer === undefined || answer === null) continue
    if (kind === 'address' && typeof answer === 'object')
      Object.assign(values, addressValues(id, answer))
    else if (typeof answer === 'object')
      for (const [part, value] of Object.entries(answer)) values[`${id}.${part}`] = plainText(value)
    else if (kind === 'date')
      for (const [part, value] of dateParts(plainText(answer))) values[`${id}.${part}`] = value
    else if (kind === 'yesNo') values[id] = answer === true || answer === 'yes' ? 'yes' : 'no'
    else if (kind === 'decimal' && typeof answer === 'number') values[id] = withComma(answer)
    else values[id] = plainText(answer)
  }
  return values
}

/** The boxes of an address: an old name stands again as it was typed, with the part that was chosen. */
function addressValues(id: string, answer: object): Record<string, string> {
  const { typed, formerCode, ...parts } = Object.fromEntries(
    Object.entries(answer).map(([part, value]) => [part, plainText(value)]),
  )
  const commune = parts['commune'] ?? ''
  const isChosen = typed && formerCode && commune && !parts['choice']
  return {
    ...prefixed(id, parts),
    ...(typed ? { [`${id}.commune`]: typed } : {}),
    ...(isChosen ? { [`${id}.choice`]: `${formerCode}-${commune}` } : {}),
  }
}

function prefixed(id: string, parts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${id}.${part}`, value]))
}

/** What a page can show in one field; anything but text, a number or yes and no is nothing. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function dateParts(text: string): [string, string][] {
  const [year = '', month = '', day = ''] = text.split('-')
  return [
    ['day', day],
    ['month', month],
    ['year', year],
  ]
}
