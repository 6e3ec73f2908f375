/** From a document to the boxes of a page. A draft may hold anything: what does not fit a box is shown as it was typed. Pure. */
import { parseDay, showDay } from '../../lib/time.ts'
import type { Box, Ticks } from './box.ts'
import { isObject, kindOf, variantOf, type Json, type Schema } from './schema-kind.ts'

/** Where a box stands, and whether the member may be left out. */
export type At = { path: string; place: string; optional: boolean }

export function boxOf(schema: Schema, value: Json | undefined, at: At): Box {
  const kind = kindOf(schema)
  switch (kind.kind) {
    case 'text':
      return { ...at, kind: 'text', value: textOf(value) }
    case 'number':
      return { ...at, kind: 'number', value: numberBox(value) }
    case 'day':
      return { ...at, kind: 'day', value: dayBox(textOf(value)) }
    case 'flag':
      return { ...at, kind: 'flag', value: flagBox(value) }
    case 'constant':
      return { ...at, kind: 'object', members: [], sourced: false }
    case 'code':
      return { ...at, kind: 'code', codes: kind.codes, value: textOf(value) }
    case 'words':
      return { ...at, kind: 'words', vi: wordOf(value, 'vi'), en: wordOf(value, 'en') }
    case 'ticks':
      return { ...at, ...ticksBox(kind.codes, value), ...noneOf(kind.least, value, at) }
    case 'lines':
      return { ...at, kind: 'lines', value: textsOf(value).join('\n'), was: wasOf(value) }
    case 'object':
      return {
        ...at,
        kind: 'object',
        members: memberBoxes(schema, value, at),
        sourced: kind.sourced,
      }
    case 'nullable':
      return {
        ...at,
        kind: 'nullable',
        isNull: value === null,
        inner: boxOf(kind.of, value ?? undefined, at),
      }
    case 'variant':
      return variantBox(schema, value, at)
    case 'list':
      return listBox(kind.each, value, at)
  }
}

/** The members of an object that have a box, in the order of the schema. */
function memberBoxes(schema: Schema, value: Json | undefined, at: At): Box[] {
  const kind = kindOf(schema)
  if (kind.kind !== 'object') return []
  const held = isObject(value) ? value : {}
  return kind.members
    .filter((member) => member.schema.const === undefined)
    .map(({ name, schema, optional }) =>
      boxOf(schema, held[name], {
        path: joined(at.path, name),
        place: joined(at.place, name),
        optional,
      }),
    )
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function variantBox(schema: Schema, value: Json | undefined, at: At): Box {
  const kind = kindOf(schema)
  if (kind.kind !== 'variant') throw new Error('not a union')
  const { variants } = kind
  const keys = variants.map(({ key }) => key)
  if (value === undefined) return { ...at, kind: 'variant', keys, chosen: '', inner: null }
  const chosen = variantOf(variants, value)
  const inner = chosen.schema.const === undefined ? boxOf(chosen.schema, value, at) : null
  return { ...at, kind: 'variant', keys, chosen: chosen.key, inner }
}

function listBox(each: Schema, value: Json | undefined, at: At): Box {
  const items = (Array.isArray(value) ? value : []).map((item, index) => ({
    from: isObject(item) && typeof item['~from'] === 'string' ? item['~from'] : String(index),
    box: boxOf(each, item, { path: `${at.path}.${index}`, place: at.place, optional: false }),
  }))
  return { ...at, kind: 'list', items, was: wasOf(value) }
}

function ticksBox(codes: readonly string[], value: Json | undefined): Ticks {
  const ticked = textsOf(value)
  const unknown = ticked.filter((code) => !codes.includes(code))
  return { kind: 'ticks', codes: [...codes, ...unknown], ticked, was: wasOf(value) }
}

/** Where a list may be left out and may be empty, the two say different things. */
function noneOf(least: number, value: Json | undefined, { optional }: At): Pick<Ticks, 'none'> {
  return optional && least === 0 ? { none: Array.isArray(value) && value.length === 0 } : {}
}

/** What stood there before: 'none' (the member was absent), or the texts in their order. */
function wasOf(value: Json | undefined): string {
  if (!Array.isArray(value)) return 'none'
  return textsOf(value).join(' ')
}

/** Anything as the text of one box; what was typed wrongly is kept as text and shown again. */
function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : []
}

function wordOf(value: Json | undefined, lang: 'vi' | 'en'): string {
  return isObject(value) ? textOf(value[lang]) : ''
}

function flagBox(value: Json | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return textOf(value)
}

/** 0.01 is shown as 0,01; what is no number, as it stands. */
function numberBox(value: Json | undefined): string {
  return typeof value === 'number' ? String(value).replace('.', ',') : textOf(value)
}

/** '2026-11-24' is shown as 24/11/2026; what is no day, as it stands. */
export function dayBox(text: string): string {
  const day = parseDay(text)
  return day ? showDay(day) : text
}
