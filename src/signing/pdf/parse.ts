import { PdfBroken } from './object.ts'
import type { PdfDict, PdfObject } from './object.ts'

/**
 * Reads one object at a byte offset. Files come from strangers, so the depth is limited, every length is checked and
 * whatever is not plain PDF throws `PdfBroken`.
 */
export type Cursor = { readonly bytes: Buffer; at: number }

const DEEPEST = 60
const WHITE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%', 'latin1'))
const [SLASH, PARENTHESIS, BRACKET, ANGLE] = Buffer.from('/([<', 'latin1')

/** `number 0 obj … endobj` at the offset. */
export function parseIndirect(bytes: Buffer, offset: number, number: number): PdfObject {
  const cursor: Cursor = { bytes, at: offset }
  if (word(cursor) !== String(number) || word(cursor) !== '0' || word(cursor) !== 'obj')
    throw new PdfBroken(`object ${number} does not stand at ${offset}`)
  const object = parseObject(cursor)
  const next = word(cursor)
  if (next === 'endobj') return object
  if (next !== 'stream' || !(object instanceof Map))
    throw new PdfBroken(`object ${number} has no end`)
  return parseStream(cursor, object)
}

function parseStream(cursor: Cursor, dict: PdfDict): PdfObject {
  const { bytes } = cursor
  if (bytes[cursor.at] === 13) cursor.at++
  if (bytes[cursor.at] !== 10) throw new PdfBroken('a stream begins without a line end')
  const start = cursor.at + 1
  const length = dict.get('Length')
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0)
    throw new PdfBroken('a stream without its length')
  cursor.at = start + length
  if (word(cursor) !== 'endstream' || word(cursor) !== 'endobj')
    throw new PdfBroken('a stream is longer or shorter than it says')
  return { dict, stream: bytes.subarray(start, start + length) }
}

export function parseObject(cursor: Cursor, depth = 0): PdfObject {
  if (depth > DEEPEST) throw new PdfBroken('objects nested too deeply')
  skipWhite(cursor)
  const { bytes, at } = cursor
  const byte = bytes[at]
  if (byte === SLASH) return { name: parseName(cursor) }
  if (byte === PARENTHESIS) return { text: parseLiteral(cursor), hex: false }
  if (byte === BRACKET) return parseArray(cursor, depth)
  if (byte !== ANGLE) return parseWord(cursor)
  return bytes[at + 1] === ANGLE ? parseDict(cursor, depth) : parseHex(cursor)
}

function parseWord(cursor: Cursor): PdfObject {
  const text = word(cursor)
  if (text === 'true') return true
  if (text === 'false') return false
  if (text === 'null') return null
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) || text.length > 20)
    throw new PdfBroken(`"${text.slice(0, 20)}" is no object`)
  return referenceAfter(cursor, text) ?? Number(text)
}

/** `12 0 R` begins like a number. */
function referenceAfter(cursor: Cursor, text: string): PdfObject | undefined {
  const before = cursor.at
  if (/^\d{1,7}$/.test(text) && word(cursor) === '0' && word(cursor) === 'R')
    return { ref: Number(text) }
  cursor.at = before
  return undefined
}

function parseArray(cursor: Cursor, depth: number): PdfObject[] {
  const items: PdfObject[] = []
  cursor.at++
  for (skipWhite(cursor); cursor.bytes[cursor.at] !== 0x5d; skipWhite(cursor))
    items.push(parseObject(cursor, depth + 1))
  cursor.at++
  return items
}

function parseDict(cursor: Cursor, depth: number): PdfDict {
  const dict: PdfDict = new Map()
  cursor.at += 2
  for (skipWhite(cursor); cursor.bytes[cursor.at] === 0x2f; skipWhite(cursor)) {
    const key = parseName(cursor)
    if (dict.has(key)) throw new PdfBroken(`/${key} stands twice in one dictionary`)
    dict.set(key, parseObject(cursor, depth + 1))
  }
  if (cursor.bytes[cursor.at] !== 0x3e || cursor.bytes[cursor.at + 1] !== 0x3e)
    throw new PdfBroken('a dictionary has no end')
  cursor.at += 2
  return dict
}

function parseName(cursor: Cursor): string {
  cursor.at++
  const text = run(cursor)
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function parseHex(cursor: Cursor): PdfObject {
  const end = cursor.bytes.indexOf(0x3e, cursor.at)
  const digits = cursor.bytes.toString('latin1', cursor.at + 1, end).replace(/\s+/g, '')
  if (end < 0 || !/^([0-9a-fA-F]{2})*$/.test(digits)) throw new PdfBroken('a broken hex string')
  cursor.at = end + 1
  return { text: Buffer.from(digits, 'hex'), hex: true }
}

const ESCAPES = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['b', 8],
  ['f', 12],
])

function parseLiteral(cursor: Cursor): Uint8Array {
  const { bytes } = cursor
  const out: number[] = []
  let open = 1
  for (cursor.at++; ; cursor.at++) {
    const byte = bytes[cursor.at]
    if (byte === undefined) throw new PdfBroken('a text has no end')
    if (byte === 0x28) open++
    if (byte === 0x29 && --open === 0) break
    if (byte === 0x5c) out.push(...parseEscape(cursor))
    else out.push(byte)
  }
  cursor.at++
  return Uint8Array.from(out)
}

/** Leaves the cursor on the last byte of the escape. */
function parseEscape(cursor: Cursor): number[] {
  const rest = cursor.bytes.toString('latin1', cursor.at + 1, cursor.at + 4)
  const octal = /^[0-7]{1,3}/.exec(rest)?.[0]
  cursor.at += octal?.length ?? 1
  if (octal) return [Number.parseInt(octal, 8) & 0xff]
  if (rest[0] === '\n') return []
  return [ESCAPES.get(rest[0] ?? '') ?? rest.charCodeAt(0)]
}

/** The next run of regular characters, after white space and comments; '' at a delimiter. */
export function word(cursor: Cursor): string {
  skipWhite(cursor)
  return run(cursor)
}

function run(cursor: Cursor): string {
  const start = cursor.at
  const { bytes } = cursor
  while (cursor.at < bytes.length && isRegular(bytes[cursor.at]!)) cursor.at++
  return bytes.toString('latin1', start, cursor.at)
}

function isRegular(byte: number): boolean {
  return !WHITE.has(byte) && !DELIMITERS.has(byte)
}

export function skipWhite(cursor: Cursor): void {
  const { bytes } = cursor
  for (; cursor.at < bytes.length; cursor.at++) {
    if (bytes[cursor.at] === 0x25) {
      while (cursor.at < bytes.length && bytes[cursor.at] !== 10 && bytes[cursor.at] !== 13)
        cursor.at++
    } else if (!WHITE.has(bytes[cursor.at]!)) return
  }
}
