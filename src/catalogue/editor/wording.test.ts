import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeWords, variantWords } from './code-words.ts'
import { documentNames, documentSchemas } from './document-schemas.ts'
import { expectedSchema } from './example.ts'
import { labelKey, labels } from './labels.ts'
import { kindOf, type Schema } from './schema-kind.ts'
import { sectionsOf, setByThemselves } from './sections.ts'

type Seen = { places: Set<string>; codes: Map<string, Set<string>>; variants: Set<string> }

/** Every member of a schema with its place, its codes and its kinds. */
function look(schema: Schema, place: string, seen: Seen): Seen {
  const kind = kindOf(schema)
  if (place !== '') seen.places.add(place)
  switch (kind.kind) {
    case 'code':
    case 'ticks':
      seen.codes.set(place, new Set([...(seen.codes.get(place) ?? []), ...kind.codes]))
      break
    case 'object':
      for (const { name, schema } of kind.members)
        if (schema.const === undefined) look(schema, place === '' ? name : `${place}.${name}`, seen)
      break
    case 'list':
      look(kind.each, place, seen)
      break
    case 'nullable':
      look(kind.of, place, seen)
      break
    case 'variant':
      for (const { key, schema } of kind.variants) {
        seen.variants.add(key)
        look(schema, place, seen)
      }
      break
    case 'text':
    case 'day':
    case 'number':
    case 'flag':
    case 'constant':
    case 'words':
    case 'lines':
      break
  }
  return seen
}

const seen: Seen = { places: new Set(), codes: new Map(), variants: new Set() }
for (const name of documentNames) look(documentSchemas[name], '', seen)
look(expectedSchema, 'expect', seen)

test('every member of every document has a name in Vietnamese, and every name belongs to a member', () => {
  const places = [...seen.places]
  assert.deepEqual(
    places.filter((place) => labelKey(place) === undefined),
    [],
  )
  const used = new Set(places.map(labelKey))
  assert.deepEqual(
    Object.keys(labels).filter((key) => !used.has(key)),
    [],
  )
})

test('every code of every document is said in words, and no word stands for a code that does not exist', () => {
  const spoken = new Map<string, Set<string>>()
  for (const [place, codes] of seen.codes) {
    const names = place.split('.')
    const key = [names.slice(-2).join('.'), names.at(-1)!].find((each) => codeWords[each])
    assert.ok(key, `no words for the codes of ${place}`)
    for (const code of codes) assert.ok(codeWords[key]?.[code], `${place}: ${code}`)
    spoken.set(key, new Set([...(spoken.get(key) ?? []), ...codes]))
  }
  for (const [key, words] of Object.entries(codeWords))
    assert.deepEqual(
      Object.keys(words).filter((code) => !spoken.get(key)?.has(code)),
      [],
      key,
    )
})

test('every kind of a value is said in words', () => {
  assert.deepEqual(
    [...seen.variants].filter((key) => !variantWords[key]),
    [],
  )
  assert.deepEqual(
    Object.keys(variantWords).filter((key) => !seen.variants.has(key)),
    [],
  )
})

test('every member of a procedure stands on exactly one page, but for those that set themselves', () => {
  const shown = sectionsOf({ topics: [] })
    .filter(({ part }) => part.document === 'procedure')
    .flatMap(({ part }) => Object.keys(part.schema.properties ?? {}))
  const members = Object.keys(documentSchemas.procedure.properties ?? {})
  assert.deepEqual([...shown, ...setByThemselves].toSorted(), members.toSorted())
})
