import { PdfBroken, isArray, isDict, isName, isRef, isText, serialise } from './pdf/object.ts'
import type { PdfDict, PdfObject } from './pdf/object.ts'
import { asOf, catalogue, dictOf } from './pdf/read.ts'
import type { PdfDocument } from './pdf/read.ts'

/** The two signature fields of a result, by their names inside the PDF. */
export const FIELD_NAMES = { leader: 'LanhDaoKy', seal: 'DongDau' } as const
export type FieldRole = keyof typeof FIELD_NAMES

export type SignatureField = {
  role: FieldRole
  /** Object number of the field. */
  number: number
  field: PdfDict
  /** Object number of the signature, or null while the field is empty. */
  signature: number | null
}

/** The signature fields of the paper; empty when it has none. Throws `PdfBroken` on fields that we never make. */
export function signatureFields(document: PdfDocument): SignatureField[] {
  const form = catalogue(document).dict.get('AcroForm')
  if (form === undefined) return []
  const list = dictOf(document, form).get('Fields')
  if (!isArray(list) || list.length > 2) throw new PdfBroken('fields that we never make')
  return list.map((each) => readField(document, each))
}

function readField(document: PdfDocument, at: PdfObject): SignatureField {
  if (!isRef(at)) throw new PdfBroken('a field that is not an object')
  const number = at.ref
  const field = dictOf(document, at)
  const type = field.get('FT')
  const title = field.get('T')
  const called = isText(title) ? Buffer.from(title.text).toString('latin1') : ''
  const role = (['leader', 'seal'] as const).find((each) => FIELD_NAMES[each] === called)
  if (!role || !isName(type) || type.name !== 'Sig' || field.has('Kids'))
    throw new PdfBroken('a field that we never make')
  const value = field.get('V')
  if (value !== undefined && !isRef(value)) throw new PdfBroken('a signature inside its field')
  return { role, number, field, signature: value ? value.ref : null }
}

/** Which revision wrote the object, counted from 0; it may be written only once. */
export function revisionOf(document: PdfDocument, number: number): number {
  const writers = document.revisions.flatMap((each, index) =>
    each.offsets.has(number) ? [index] : [],
  )
  if (writers.length !== 1) throw new PdfBroken('a signature that was written twice')
  return writers[0]!
}

/**
 * After the leader's signature (DocMDP 2) a revision may do one thing: fill the empty seal field that was already there.
 * Its place on the page, the page itself and everything else must be the same objects as before.
 */
export function onlyFillsTheSeal(document: PdfDocument, revision: number): boolean {
  const before = asOf(document, revision)
  const after = asOf(document, revision + 1)
  const seal = signatureFields(before).find((each) => each.role === 'seal')
  if (!seal || seal.signature !== null) return false
  const written = [...after.revisions.at(-1)!.offsets.keys()]
  const rewritten = written.filter((number) => number < before.size)
  const filled = after.object(seal.number)
  return (
    rewritten.length === 1 &&
    rewritten[0] === seal.number &&
    isDict(filled) &&
    frame(filled) === frame(seal.field) &&
    sameTrailer(before, after)
  )
}

/** The field without what sealing may change: its value and its appearance. */
function frame(field: PdfDict): string {
  return serialise(new Map([...field].filter(([key]) => key !== 'V' && key !== 'AP')))
}

function sameTrailer(before: PdfDocument, after: PdfDocument): boolean {
  const kept = (document: PdfDocument): string =>
    ['Root', 'Info'].map((key) => serialise(document.trailer.get(key) ?? null)).join()
  return kept(before) === kept(after)
}
