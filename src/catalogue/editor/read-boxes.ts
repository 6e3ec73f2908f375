/**
 * From a posted form back to the document. Nothing that was typed is lost: what is no number, no day, no code stays in the
 * draft as text, where the check of the document finds it and the page shows it again. Pure.
 */
import { parseDay } from '../../lib/time.ts'
import { kindOf, type Json, type JsonObject, type Schema, type Variant } from './schema-kind.ts'

/** The fields of a form: cleaned values by name. */
export type Body = {
  text(name: string): string
  texts(name: string): string[]
  has(name: string): boolean
}

/** The value at the path; undefined when the member is left out. */
export function readBox(
  schema: Schema,
  body: Body,
  at: { path: string; optional: boolean },
): Json | undefined {
  const kind = kindOf(schema)
  const { path, optional } = at
  const typed = body.text(path)
  switch (kind.kind) {
    case 'text':
      return typed === '' && optional ? undefined : typed
    case 'day':
      return typed === '' ? absent(optional) : readDay(typed)
    case 'number':
      return typed === '' ? undefined : readNumber(typed, kind.isWhole)
    case 'flag':
      return typed === 'yes' ? true : typed === 'no' ? false : undefined
    case 'constant':
      return kind.value
    case 'code':
      return typed === '' ? undefined : typed
    case 'words':
      return readWords(body, at)
    case 'ticks':
      return readTicks(body, at)
    case 'lines':
      return readLines(typed, body.text(`${path}.~was`))
    case 'object':
      return readObject(schema, body, at)
    case 'nullable':
      return body.has(`${path}.~null`) ? null : readBox(kind.of, body, at)
    case 'variant':
      return readVariant(kind.variants, body, at)
    case 'list':
      return readList(kind.each, body, path)
  }
}

type At = { path: string; optional: boolean }

function absent(optional: boolean): string | undefined {
  return optional ? undefined : ''
}

/** 24/11/2026 or 2026-11-24; anything else as it was typed. */
export function readDay(typed: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed) ?? []
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return parseDay(text) ?? typed
}

/** 5000 or 5.000, and 0,5 where parts are allowed; anything else as it was typed. */
export function readNumber(typed: string, isWhole = true): number | string {
  const digits = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(typed) ? typed.replaceAll('.', '') : typed
  const form = isWhole ? /^-?\d+$/ : /^-?\d+(,\d+)?(e[+-]?\d+)?$/
  const number = Number(digits.replace(',', '.'))
  const isExact = isWhole ? Number.isSafeInteger(number) : Number.isFinite(number)
  return form.test(digits) && isExact ? number : typed
}

function readWords(body: Body, { path, optional }: At): JsonObject | undefined {
  const [vi, en] = [body.text(`${path}.vi`), body.text(`${path}.en`)]
  return vi === '' && en === '' && optional ? undefined : { vi, en }
}

/** What was ticked before keeps its order; what is new follows in the order of the page. */
function readTicks(body: Body, { path, optional }: At): Json | undefined {
  const ticked = body.texts(path)
  const was = body.text(`${path}.~was`)
  if (ticked.length === 0 && body.has(`${path}.~none`)) return []
  if (ticked.length === 0) return optional || was === 'none' ? undefined : []
  const before = was.split(' ').filter((code) => ticked.includes(code))
  return [...new Set([...before, ...ticked])]
}

function readLines(typed: string, was: string): Json | undefined {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.length === 0 && was === 'none' ? undefined : lines
}

function readObject(schema: Schema, body: Body, { path, optional }: At): JsonObject | undefined {
  const kind = kindOf(schema)
  if (kind.kind !== 'object') return undefined
  const members = kind.members.flatMap(({ name, schema, optional }): [string, Json][] => {
    const value = readBox(schema, body, { path: path === '' ? name : `${path}.${name}`, optional })
    return value === undefined ? [] : [[name, value]]
  })
  const read = Object.fromEntries(members)
  return optional && isEmpty(read) ? undefined : read
}

/** Nothing was typed anywhere: an object that may be left out is left out. */
function isEmpty(value: Json): boolean {
  if (value === '') return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every(isEmpty)
}

/** The chosen kind decides; what both kinds have keeps what was typed. */
function readVariant(variants: readonly Variant[], body: Body, at: At): Json | undefined {
  const chosen = body.text(`${at.path}.~kind`)
  const variant = variants.find(({ key }) => key === chosen)
  if (!variant) return undefined
  return readBox(variant.schema, body, { ...at, optional: false })
}

function readList(each: Schema, body: Body, path: string): Json | undefined {
  const from = body.texts(`${path}.~from`)
  if (from.length === 0) return body.text(`${path}.~was`) === 'none' ? undefined : []
  return from.map((origin, index) => {
    const value = readBox(each, body, { path: `${path}.${index}`, optional: false }) ?? ''
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value, '~from': origin }
      : value
  })
}
