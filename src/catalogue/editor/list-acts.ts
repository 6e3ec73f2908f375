/** Add, remove, move up, move down: what the small buttons of a list do to what is typed, before anything is saved. Pure. */
import { isObject, type Json, type JsonObject } from './schema-kind.ts'

export const listActs = ['add', 'remove', 'up', 'down'] as const
export type ListAct = { act: (typeof listActs)[number]; path: string }

/** 'add:cases', 'remove:cases.2', 'up:cases.2', as the buttons send it; undefined for anything else. */
export function readListAct(text: string): ListAct | undefined {
  const [, act, path] = /^(add|remove|up|down):([A-Za-z_][\w.]*)$/.exec(text) ?? []
  const known = listActs.find((each) => each === act)
  return known && path ? { act: known, path } : undefined
}

/** The document after the act, and the place to go on at; the same document when the place does not exist. */
export function afterAct(
  document: JsonObject,
  { act, path }: ListAct,
): { document: JsonObject; at: string } {
  const names = path.split('.')
  const listNames = act === 'add' ? names : names.slice(0, -1)
  const index = Number(names.at(-1))
  const list = at(document, listNames)
  if (act === 'add') {
    const items = Array.isArray(list) ? list : []
    const added = put(document, listNames, [...items, { '~from': '' }])
    return { document: added, at: `${path}.${items.length}` }
  }
  if (!Array.isArray(list) || !(index in list)) return { document, at: path }
  if (act === 'remove') {
    const rest = list.filter((_, place) => place !== index)
    return { document: put(document, listNames, rest), at: listNames.join('.') }
  }
  const other = act === 'up' ? index - 1 : index + 1
  if (!(other in list)) return { document, at: path }
  const moved = list.with(index, list[other]!).with(other, list[index]!)
  return { document: put(document, listNames, moved), at: [...listNames, other].join('.') }
}

/** The value at the place; undefined when there is none. */
export function at(value: Json | undefined, names: readonly string[]): Json | undefined {
  const [name, ...rest] = names
  if (name === undefined) return value
  if (Array.isArray(value)) return at(value[Number(name)], rest)
  return isObject(value) && Object.hasOwn(value, name) ? at(value[name], rest) : undefined
}

/** A copy with the value at that place. */
export function put(value: JsonObject, names: readonly string[], put_: Json): JsonObject {
  return placed(value, names, put_) as JsonObject
}

function placed(value: Json | undefined, names: readonly string[], inner: Json): Json {
  const [name, ...rest] = names
  if (name === undefined) return inner
  if (Array.isArray(value))
    return value.with(Number(name), placed(value[Number(name)], rest, inner))
  const held = isObject(value) ? value : {}
  return { ...held, [name]: placed(held[name], rest, inner) }
}

/**
 * What a page has read, as it is kept: without the marks of the page, and with those members of list items that another page
 * edits (`elsewhere`), taken from where the item came from in `stored`.
 */
export function settled(
  read: Json,
  stored: Json | undefined,
  elsewhere: readonly string[] = [],
): Json {
  if (Array.isArray(read)) {
    return read.map((item) => {
      const origin = isObject(item) ? item['~from'] : undefined
      const from = typeof origin === 'string' && origin !== '' ? at(stored, [origin]) : undefined
      return settled(item, from, elsewhere)
    })
  }
  if (!isObject(read)) return read
  const own = Object.entries(read)
    .filter(([name]) => name !== '~from')
    .map(([name, value]): [string, Json] => [name, settled(value, at(stored, [name]), elsewhere)])
  const kept = isObject(stored)
    ? Object.entries(stored).filter(([name]) => elsewhere.includes(name))
    : []
  return Object.fromEntries([...own, ...kept])
}
