import { PdfBroken, isArray, isDict, isRef } from './object.ts'
import type { PdfDict, PdfObject, PdfRef } from './object.ts'
import { parseIndirect, parseObject, skipWhite, word } from './parse.ts'
import type { Cursor } from './parse.ts'

/** One saved state of the file: the first is the paper itself, each signature adds one. */
export type Revision = {
  /** The byte after its `%%EOF` and line end: what a signature over this revision covers. */
  readonly end: number
  readonly xrefAt: number
  readonly trailer: PdfDict
  /** Offsets of the objects which this revision writes. */
  readonly offsets: ReadonlyMap<number, number>
}

export type PdfDocument = {
  readonly bytes: Buffer
  /** Oldest first. */
  readonly revisions: readonly Revision[]
  readonly trailer: PdfDict
  /** One more than the highest object number. */
  readonly size: number
  /** The object of that number, or null when it was never written (§7.3.10). */
  object(number: number): PdfObject
  /** The value itself or what the reference points to. */
  value(object: PdfObject | undefined): PdfObject
}

const MOST_REVISIONS = 10

/**
 * Reads the chain of cross-reference tables. Deliberately narrow: classic tables, generation 0, direct lengths, which is
 * what typst and we write; whatever offers two readings of one file is refused. Throws `PdfBroken`.
 */
export function openPdf(bytes: Uint8Array): PdfDocument {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.toString('latin1', 0, 5) !== '%PDF-') throw new PdfBroken('no PDF header')
  return documentOf(buffer, readRevisions(buffer))
}

/** The file as it was after the first `count` revisions. */
export function asOf(document: PdfDocument, count: number): PdfDocument {
  const revisions = document.revisions.slice(0, count)
  return documentOf(document.bytes.subarray(0, revisions.at(-1)!.end), revisions)
}

function documentOf(bytes: Buffer, revisions: readonly Revision[]): PdfDocument {
  const offsets = new Map(revisions.flatMap((revision) => [...revision.offsets]))
  const { trailer } = revisions.at(-1)!
  const size = trailer.get('Size')
  if (typeof size !== 'number') throw new PdfBroken('the trailer has no size')
  const object = (number: number): PdfObject => {
    const offset = offsets.get(number)
    return offset === undefined ? null : parseIndirect(bytes, offset, number)
  }
  const value = (given: PdfObject | undefined): PdfObject =>
    isRef(given) ? object(given.ref) : (given ?? null)
  return { bytes, revisions, trailer, size, object, value }
}

function readRevisions(bytes: Buffer): Revision[] {
  const revisions: Revision[] = []
  let end = bytes.length
  let at: PdfObject | undefined = lastXref(bytes)
  while (at !== undefined) {
    if (typeof at !== 'number' || revisions.length === MOST_REVISIONS || at >= end)
      throw new PdfBroken('a chain of cross-references that does not end')
    const revision = readRevision(bytes, at)
    revisions.unshift(revision)
    end = at
    at = revision.trailer.get('Prev')
  }
  return revisions
}

function lastXref(bytes: Buffer): number {
  const at = bytes.lastIndexOf('startxref')
  if (at < 0) throw new PdfBroken('no startxref')
  return Number(/^startxref\s+(\d{1,10})\s/.exec(bytes.toString('latin1', at, at + 40))?.[1])
}

function readRevision(bytes: Buffer, xrefAt: number): Revision {
  const cursor: Cursor = { bytes, at: xrefAt }
  if (word(cursor) !== 'xref') throw new PdfBroken(`no cross-reference table at ${xrefAt}`)
  const offsets = readTable(cursor)
  const trailer = parseObject(cursor)
  if (!isDict(trailer) || trailer.has('XRefStm') || trailer.has('Encrypt'))
    throw new PdfBroken('a trailer of a kind that we do not write')
  if (word(cursor) !== 'startxref' || word(cursor) !== String(xrefAt))
    throw new PdfBroken('a revision that does not name its own table')
  return { xrefAt, trailer, offsets, end: endOfRevision(cursor) }
}

function endOfRevision(cursor: Cursor): number {
  const rest = cursor.bytes.toString('latin1', cursor.at, cursor.at + 10)
  const mark = /^\r?\n%%EOF(\r?\n)?/.exec(rest)
  if (!mark) throw new PdfBroken('a revision without its end mark')
  return cursor.at + mark[0].length
}

function readTable(cursor: Cursor): Map<number, number> {
  const offsets = new Map<number, number>()
  for (let first = word(cursor); first !== 'trailer'; first = word(cursor)) {
    const count = word(cursor)
    if (!/^\d{1,7}$/.test(first) || !/^\d{1,6}$/.test(count))
      throw new PdfBroken('a broken cross-reference table')
    skipWhite(cursor)
    readSection(cursor, Number(first), Number(count), offsets)
  }
  return offsets
}

function readSection(cursor: Cursor, first: number, count: number, offsets: Map<number, number>) {
  for (let index = 0; index < count; index++) {
    const entry = cursor.bytes.toString('latin1', cursor.at, cursor.at + 20)
    const parts = /^(\d{10}) (?:00000 (n)|\d{5} f)(?: \n| \r|\r\n)$/.exec(entry)
    if (!parts || offsets.has(first + index)) throw new PdfBroken('a broken cross-reference entry')
    if (parts[2]) offsets.set(first + index, Number(parts[1]))
    cursor.at += 20
  }
}

/** The catalogue, and its reference. */
export function catalogue(document: PdfDocument): { at: PdfRef; dict: PdfDict } {
  const at = document.trailer.get('Root')
  if (!isRef(at)) throw new PdfBroken('no catalogue')
  return { at, dict: dictOf(document, at) }
}

export function dictOf(document: PdfDocument, object: PdfObject | undefined): PdfDict {
  const found = document.value(object)
  if (!isDict(found)) throw new PdfBroken('a dictionary is missing')
  return found
}

/** References to the pages in reading order; our papers have one flat list or a shallow tree. */
export function pagesOf(document: PdfDocument): PdfRef[] {
  const root = catalogue(document).dict.get('Pages')
  if (!isRef(root)) throw new PdfBroken('no pages')
  return pagesBelow(document, root, new Set())
}

function pagesBelow(document: PdfDocument, at: PdfRef, seen: Set<number>): PdfRef[] {
  if (seen.has(at.ref) || seen.size > 5000) throw new PdfBroken('a tree of pages without end')
  seen.add(at.ref)
  const kids = dictOf(document, at).get('Kids')
  if (!isArray(kids)) return [at]
  return kids.filter(isRef).flatMap((kid) => pagesBelow(document, kid, seen))
}
