import { hash } from 'node:crypto'

/**
 * RFC 8785 (JSON Canonicalization Scheme) with every string and key in NFC: one value, one text, one hash.
 * Properties that are `undefined` are left out. Throws a TypeError on what JSON cannot hold exactly: NaN, infinities,
 * bigint, functions, Dates and other class instances (write instants as text first), lone surrogates, two keys that
 * NFC makes equal, cycles.
 */
export function canonical(value: unknown): string {
  return write(value, [])
}

/** Lower-case hexadecimal SHA-256; a string is hashed as UTF-8. */
export function sha256Hex(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

function write(value: unknown, parents: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical: ${value} is not JSON`)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : writeNested(value, parents)
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new TypeError(`canonical: ${typeof value} is not JSON`)
  }
}

/** Most of what is hashed: one scan instead of three. */
const PLAIN = /^[ !#-[\]-~]*$/

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new TypeError('canonical: lone surrogate in a string')
  return JSON.stringify(text.normalize('NFC'))
}

function writeNested(value: object, parents: readonly object[]): string {
  if (parents.includes(value)) throw new TypeError('canonical: the value contains itself')
  const path = [...parents, value]
  if (Array.isArray(value)) return `[${Array.from(value, (each) => write(each, path)).join(',')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`canonical: ${value.constructor.name} is not plain JSON`)
  return `{${members(value, path).join(',')}}`
}

/** RFC 8785 §3.2.3: keys ordered by UTF-16 code units, which is the order of JavaScript's own sort. */
function members(value: object, path: readonly object[]): string[] {
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]): [string, unknown] => [PLAIN.test(key) ? key : key.normalize('NFC'), each])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return entries.map(([key, each], index) => {
    if (index > 0 && entries[index - 1]![0] === key)
      throw new TypeError(`canonical: key "${key}" stands twice`)
    return `${writeString(key)}:${write(each, path)}`
  })
}
