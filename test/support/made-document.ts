/** Documents made from a schema by chance, for property tests: anything that the schema allows and a person could have typed. */
import fc from 'fast-check'
import { isObject, kindOf, type Json, type Schema } from '../../src/catalogue/editor/schema-kind.ts'
import { cleanInput } from '../../src/lib/text.ts'

const day = fc
  .tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'))

/** Text as it is stored: cleaned, several lines now and then. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom('Điều 5,\nkhoản 2', '5.000', '12', '31/12/2026', 'yes', 'none'),
  )
  .map(cleanInput)

const line = text.map((each) => each.replace(/\s+/g, ' ')).filter((each) => each !== '')

/** Members that may be left out are left out now and then; an empty text or object in their place says the same and is not made. */
export function madeFrom(schema: Schema): fc.Arbitrary<Json> {
  const kind = kindOf(schema)
  switch (kind.kind) {
    case 'text':
      if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern))
      return schema.minLength === 1 ? text.filter((each) => each !== '') : text
    case 'day':
      return day
    case 'number':
      return kind.isWhole
        ? fc.integer({ min: -5, max: 10_000_000 })
        : fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })
    case 'flag':
      return fc.boolean()
    case 'constant':
      return fc.constant(kind.value)
    case 'code':
      return fc.constantFrom(...kind.codes)
    case 'words':
      return fc.record({ vi: line, en: line }, { noNullPrototype: true })
    case 'ticks':
      return fc.shuffledSubarray([...kind.codes], { minLength: kind.least })
    case 'lines':
      return fc.array(schema.items?.pattern ? madeFrom(schema.items) : line, { maxLength: 4 })
    case 'list':
      return fc.array(madeFrom(kind.each), { maxLength: 3 })
    case 'nullable':
      return fc.option(madeFrom(kind.of), { freq: 3 })
    case 'variant':
      return fc.oneof(...kind.variants.map(({ schema }) => madeFrom(schema)))
    case 'object':
      return madeObject(schema)
  }
}

function madeObject(schema: Schema): fc.Arbitrary<Json> {
  const kind = kindOf(schema)
  if (kind.kind !== 'object') throw new Error('no object')
  const members = kind.members.map(({ name, schema, optional }) => {
    const made = madeFrom(schema)
    const filled = optional ? made.filter((value) => !isNothing(value)) : made
    return optional
      ? fc.option(filled.map((value) => [name, value] as const))
      : filled.map((value) => [name, value] as const)
  })
  return fc
    .tuple(...members)
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)))
}

function isNothing(value: Json): boolean {
  return value === '' || (isObject(value) && Object.keys(value).length === 0)
}
