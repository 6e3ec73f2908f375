/** The words of a PDF set by typst, for tests: reads the glyphs back through each font's ToUnicode map. */
import { inflateSync } from 'node:zlib'
import { isArray, isDict, isName, isRef, isStream, isText } from '../../src/signing/pdf/object.ts'
import type { PdfObject } from '../../src/signing/pdf/object.ts'
import { parseObject, skipWhite, word } from '../../src/signing/pdf/parse.ts'
import { openPdf } from '../../src/signing/pdf/read.ts'
import type { PdfDocument } from '../../src/signing/pdf/read.ts'

/** All text of all content streams (pages and pictures of signatures), one line per shown run, as it was put in. */
export function textOfPdf(pdf: Uint8Array): string {
  const document = openPdf(pdf)
  const lines: string[] = []
  for (let number = 1; number < document.size; number++) {
    const content = contentOf(document, document.object(number))
    if (content) lines.push(...shown(content.text, fontMaps(document, content.resources)))
  }
  return lines.join('\n').normalize('NFC')
}

type Content = { text: string; resources: PdfObject }

function contentOf(document: PdfDocument, object: PdfObject): Content | undefined {
  if (isStream(object) && isForm(object.dict.get('Subtype')))
    return { text: bytesOf(object), resources: object.dict.get('Resources') ?? null }
  if (!isDict(object) || !isRef(object.get('Contents'))) return undefined
  const stream = document.value(object.get('Contents'))
  return { text: bytesOf(stream), resources: object.get('Resources') ?? null }
}

function isForm(subtype: PdfObject | undefined): boolean {
  return isName(subtype) && subtype.name === 'Form'
}

function bytesOf(object: PdfObject): string {
  if (!isStream(object)) throw new Error('not a stream')
  const bytes = object.dict.has('Filter') ? inflateSync(object.stream) : object.stream
  return Buffer.from(bytes).toString('latin1')
}

type GlyphMap = ReadonlyMap<string, string>

function fontMaps(document: PdfDocument, resources: PdfObject): Map<string, GlyphMap> {
  const dict = document.value(resources)
  const fonts = isDict(dict) ? document.value(dict.get('Font')) : null
  if (!isDict(fonts)) return new Map()
  return new Map(
    [...fonts].map(([key, at]) => {
      const font = document.value(at)
      if (!isDict(font)) throw new Error('a font that is no dictionary')
      return [key, glyphMap(bytesOf(document.value(font.get('ToUnicode'))))]
    }),
  )
}

function glyphMap(cmap: string): GlyphMap {
  const map = new Map<string, string>()
  for (const block of cmap.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, glyph, text] of block[1]!.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      map.set(glyph!.toLowerCase(), Buffer.from(text!, 'hex').swap16().toString('utf16le'))
  return map
}

/** Follows the operators: Tf chooses the font, Tj and TJ show glyphs of two bytes each. */
function shown(content: string, fonts: ReadonlyMap<string, GlyphMap>): string[] {
  const cursor = { bytes: Buffer.from(content, 'latin1'), at: 0 }
  const lines: string[] = []
  let map: GlyphMap | undefined
  let operands: PdfObject[] = []
  for (skipWhite(cursor); cursor.at < cursor.bytes.length; skipWhite(cursor)) {
    if (/[[(</\d.+-]/.test(content[cursor.at]!)) {
      operands.push(parseObject(cursor))
      continue
    }
    const operator = word(cursor)
    const [first] = operands
    if (operator === 'Tf' && isName(first)) map = fonts.get(first.name)
    if (operator === 'Tj' || operator === 'TJ') lines.push(read(first, map))
    operands = []
  }
  return lines
}

function read(shownNow: PdfObject | undefined, map: GlyphMap | undefined): string {
  const runs = isArray(shownNow) ? shownNow : [shownNow ?? null]
  return runs
    .filter(isText)
    .flatMap(({ text }) => Buffer.from(text).toString('hex').match(/.{4}/g) ?? [])
    .map((glyph) => map?.get(glyph) ?? '')
    .join('')
}
