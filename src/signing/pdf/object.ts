/** The objects of PDF (ISO 32000-1 §7.3), as far as our own papers use them. Generation numbers are always 0. */

export type PdfName = { readonly name: string }
export type PdfText = { readonly text: Uint8Array; readonly hex: boolean }
export type PdfRef = { readonly ref: number }
export type PdfDict = Map<string, PdfObject>
export type PdfStream = { readonly dict: PdfDict; readonly stream: Uint8Array }
/** Bytes written as they stand: the places of a signature that are filled in later. */
export type PdfRaw = { readonly raw: string }
export type PdfObject =
  | null
  | boolean
  | number
  | PdfName
  | PdfText
  | PdfRef
  | PdfRaw
  | PdfStream
  | PdfDict
  | readonly PdfObject[]

/** The bytes are no PDF of the kind that we write. The message is for the log, not for citizens. */
export class PdfBroken extends Error {
  override readonly name = 'PdfBroken'
}

export const name = (text: string): PdfName => ({ name: text })
export const ref = (number: number): PdfRef => ({ ref: number })
export const dict = (entries: Record<string, PdfObject>): PdfDict =>
  new Map(Object.entries(entries))

/** A text for people: ASCII as it is, anything else as UTF-16 with its mark (§7.9.2.2). */
export function textOf(words: string): PdfText {
  // oxlint-disable-next-line no-control-regex -- the printable part of ASCII
  if (/^[\x20-\x7e]*$/.test(words)) return { text: Buffer.from(words, 'latin1'), hex: false }
  return { text: Buffer.from(`\ufeff${words}`, 'utf16le').swap16(), hex: true }
}

export function isDict(object: PdfObject | undefined): object is PdfDict {
  return object instanceof Map
}
export function isArray(object: PdfObject | undefined): object is readonly PdfObject[] {
  return Array.isArray(object)
}
export function isRef(object: PdfObject | undefined): object is PdfRef {
  return has(object, 'ref')
}
export function isName(object: PdfObject | undefined): object is PdfName {
  return has(object, 'name')
}
export function isText(object: PdfObject | undefined): object is PdfText {
  return has(object, 'text')
}
export function isStream(object: PdfObject | undefined): object is PdfStream {
  return has(object, 'stream')
}

function has(object: PdfObject | undefined, key: string): boolean {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key)
}

/** The object as PDF bytes, in latin1. */
export function serialise(object: PdfObject): string {
  if (object === null) return 'null'
  if (typeof object === 'boolean') return String(object)
  if (typeof object === 'number') return decimal(object)
  if (isArray(object)) return `[${object.map(serialise).join(' ')}]`
  if (isDict(object)) return serialiseDict(object)
  if (isStream(object)) return serialiseStream(object)
  if (isRef(object)) return `${object.ref} 0 R`
  if (isName(object)) return serialiseName(object.name)
  if (isText(object)) return serialiseText(object)
  return object.raw
}

function serialiseDict(entries: PdfDict): string {
  const lines = [...entries].map(([key, value]) => `${serialiseName(key)} ${serialise(value)}`)
  return `<< ${lines.join('\n')} >>`
}

function serialiseStream({ dict: entries, stream }: PdfStream): string {
  const head = serialise(new Map([...entries, ['Length', stream.length]]))
  return `${head}\nstream\n${Buffer.from(stream).toString('latin1')}\nendstream`
}

function serialiseName(text: string): string {
  const escaped = text.replace(
    /[^!-~]|[#%()/<>[\]{}]/g,
    (each) => `#${each.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `/${escaped}`
}

function serialiseText({ text, hex }: PdfText): string {
  if (hex) return `<${Buffer.from(text).toString('hex')}>`
  const escaped = Buffer.from(text)
    .toString('latin1')
    .replace(/[\\()\r\n]/g, (each) => `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`)
  return `(${escaped})`
}

/** PDF knows no exponents. */
function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/(?<!0)0+$/, '')
}
