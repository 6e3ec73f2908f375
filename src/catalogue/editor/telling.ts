/** How a sentence of a check is said in Vietnamese and led to its box. Pure. */
import { isObject, type JsonObject } from './schema-kind.ts'

export type Told = { path: string; message: string }
export type Teller = (document: JsonObject, found: readonly string[]) => Told
type Say = (...found: string[]) => string

/** 'cases.1' of the item whose member says so; the list itself when none does. The last one, since of two twins it is the new one. */
export function itemPath(
  document: JsonObject,
  list: string,
  [member, value]: readonly [string, string],
): string {
  const items = document[list]
  const index = Array.isArray(items)
    ? items.findLastIndex((item) => isObject(item) && item[member] === value)
    : -1
  return index < 0 ? list : `${list}.${index}`
}

export const inList =
  (list: string, member: string, box: string, say: Say): Teller =>
  (document, [id = '', ...more]) => ({
    path: `${itemPath(document, list, [member, id])}${box === '' ? '' : `.${box}`}`,
    message: say(id, ...more),
  })

export const on =
  (path: string, say: Say): Teller =>
  (_document, found) => ({ path, message: say(...found) })
