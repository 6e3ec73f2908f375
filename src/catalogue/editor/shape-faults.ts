/** What does not fit the schema, box by box, in Vietnamese. Pure. */
import { parseDay } from '../../lib/time.ts'
import { labelOf } from './labels.ts'
import { isObject, kindOf, variantOf, type Json, type Member, type Schema } from './schema-kind.ts'

export type ShapeFault = { path: string; message: string }
type At = { path: string; place: string }

/** Empty when the document has the shape; else one fault for each box that has to be mended. */
export function shapeFaultsOf(schema: Schema, value: Json | undefined): ShapeFault[] {
  return faultsAt(schema, value, { path: '', place: '' })
}

function faultsAt(schema: Schema, value: Json | undefined, at: At): ShapeFault[] {
  const kind = kindOf(schema)
  const fault = (message: string): ShapeFault[] => [{ path: at.path, message }]
  switch (kind.kind) {
    case 'text':
      return textFaults(schema, value, at)
    case 'day':
      return typeof value === 'string' && parseDay(value)
        ? []
        : fault(`${nameAt(at)}: hãy nhập ngày có thật, ví dụ 24/11/2026.`)
    case 'number':
      return numberFaults(schema, value, at)
    case 'flag':
      return typeof value === 'boolean' ? [] : fault(`${nameAt(at)}: hãy chọn có hoặc không.`)
    case 'constant':
      return value === kind.value ? [] : fault(`${nameAt(at)}: hãy chọn loại.`)
    case 'code':
      return typeof value === 'string' && kind.codes.includes(value)
        ? []
        : fault(`${nameAt(at)}: hãy chọn trong danh sách.`)
    case 'words':
      return wordFaults(value, at)
    case 'nullable':
      return value === null ? [] : faultsAt(kind.of, value, at)
    case 'variant': {
      if (value === undefined || value === '') return fault(`${nameAt(at)}: hãy chọn loại.`)
      return faultsAt(variantOf(kind.variants, value).schema, value, at)
    }
    case 'ticks':
    case 'lines':
    case 'list':
      return listFaults(schema, value, at)
    case 'object':
      return objectFaults(kind.members, value, at)
  }
}

/** "Giá trị" alone would say nothing: the value is called by what it is the value of. */
function nameAt({ place }: At): string {
  return labelOf(place.replace(/\.value(\.(value|unit))?$/, '')).name
}

function textFaults(schema: Schema, value: Json | undefined, at: At): ShapeFault[] {
  const { minLength = 0, maxLength = Infinity, pattern } = schema
  const fault = (message: string) => [{ path: at.path, message: `${nameAt(at)}: ${message}` }]
  if (typeof value !== 'string' || (value === '' && (minLength > 0 || pattern)))
    return fault('hãy điền.')
  if (value.length > maxLength) return fault(`dài quá ${maxLength} ký tự.`)
  if (pattern && !new RegExp(pattern).test(value))
    return fault(`“${short(value)}” không đúng dạng.`)
  return []
}

function numberFaults(
  schema: Schema & { minimum?: number; maximum?: number },
  value: Json | undefined,
  at: At,
): ShapeFault[] {
  const { minimum = -Infinity, maximum = Infinity } = schema
  const isWhole = schema.type === 'integer'
  const fits = typeof value === 'number' && (Number.isInteger(value) || !isWhole)
  if (fits && value >= minimum && value <= maximum) return []
  const span =
    minimum === -Infinity
      ? ''
      : maximum === Infinity
        ? ` từ ${minimum}`
        : ` từ ${minimum} đến ${maximum}`
  return [
    { path: at.path, message: `${nameAt(at)}: hãy nhập ${isWhole ? 'số nguyên' : 'số'}${span}.` },
  ]
}

function wordFaults(value: Json | undefined, at: At): ShapeFault[] {
  const held = isObject(value) ? value : {}
  const missing = (lang: string) => typeof held[lang] !== 'string' || held[lang] === ''
  return [
    ...(missing('vi')
      ? [{ path: `${at.path}.vi`, message: `${nameAt(at)}: hãy viết bằng tiếng Việt.` }]
      : []),
    ...(missing('en')
      ? [{ path: `${at.path}.en`, message: `${nameAt(at)}: hãy viết bằng tiếng Anh.` }]
      : []),
    ...strangers(held, ['vi', 'en'], at),
  ]
}

function listFaults(schema: Schema, value: Json | undefined, at: At): ShapeFault[] {
  const { items = {}, minItems = 0 } = schema
  if (!Array.isArray(value)) return [{ path: at.path, message: `${nameAt(at)}: hãy điền.` }]
  const few =
    value.length < minItems
      ? [{ path: at.path, message: `${nameAt(at)}: cần ít nhất ${minItems} mục.` }]
      : []
  const isOneBox = kindOf(schema).kind !== 'list'
  const inner = value.flatMap((item, index) =>
    faultsAt(items, item, { path: isOneBox ? at.path : `${at.path}.${index}`, place: at.place }),
  )
  return [...few, ...(isOneBox ? inner.slice(0, 1) : inner)]
}

function objectFaults(members: readonly Member[], value: Json | undefined, at: At): ShapeFault[] {
  const held = isObject(value) ? value : {}
  const inner = members.flatMap(({ name, schema, optional }) => {
    const missing = !Object.hasOwn(held, name)
    if (missing && optional) return []
    const place = at.place === '' ? name : `${at.place}.${name}`
    return faultsAt(schema, held[name], {
      path: at.path === '' ? name : `${at.path}.${name}`,
      place,
    })
  })
  return [
    ...inner,
    ...strangers(
      held,
      members.map(({ name }) => name),
      at,
    ),
  ]
}

/** A member that the schema does not know: no box shows it, so that it is named here. */
function strangers(held: Readonly<Record<string, Json>>, known: readonly string[], at: At) {
  return Object.keys(held)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: at.path, message: `Có mục lạ “${short(name)}”. Hãy bỏ mục này.` }))
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
