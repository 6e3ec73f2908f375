import { PdfBroken, isArray, isDict, isRef, isStream, name, ref } from './object.ts'
import type { PdfDict, PdfObject, PdfRef } from './object.ts'
import { dictOf, pagesOf } from './read.ts'
import type { PdfDocument } from './read.ts'

/**
 * The page of a one-page PDF as a form XObject for another (ISO 32000-1 §8.10): how the appearance of a signature, set by
 * typst with its embedded fonts, comes into the signed paper. `firstNumber` is the first free object number.
 */
export function graftPage(
  source: PdfDocument,
  firstNumber: number,
): { objects: Map<number, PdfObject>; form: PdfRef; width: number; height: number } {
  const [only, ...more] = pagesOf(source)
  if (more.length > 0) throw new PdfBroken('a picture that does not fit on its page')
  const page = dictOf(source, only)
  const content = source.value(page.get('Contents'))
  if (!isStream(content)) throw new PdfBroken('a page whose content is not one stream')
  const [width, height] = mediaBox(page)
  const copy = copier(source, firstNumber + 1)
  const head = new Map(content.dict)
  head.set('Type', name('XObject'))
  head.set('Subtype', name('Form'))
  head.set('BBox', [0, 0, width, height])
  head.set('Resources', copy.object(page.get('Resources') ?? new Map()))
  if (page.has('Group')) head.set('Group', copy.object(page.get('Group')!))
  copy.objects.set(firstNumber, { dict: head, stream: content.stream })
  return { objects: copy.objects, form: ref(firstNumber), width, height }
}

function mediaBox(page: PdfDict): [number, number] {
  const box = page.get('MediaBox')
  const [x, y, width, height] = isArray(box) ? box : []
  if (x !== 0 || y !== 0 || typeof width !== 'number' || typeof height !== 'number')
    throw new PdfBroken('a page without its size')
  return [width, height]
}

/** Copies objects with everything that they refer to, under new numbers. */
function copier(source: PdfDocument, firstNumber: number) {
  const objects = new Map<number, PdfObject>()
  const numbers = new Map<number, number>()
  const object = (given: PdfObject): PdfObject => {
    if (isRef(given)) return reference(given)
    if (isArray(given)) return given.map(object)
    if (isDict(given)) return entries(given)
    if (isStream(given)) return { dict: entries(given.dict), stream: given.stream }
    return given
  }
  const entries = (given: PdfDict): PdfDict =>
    new Map([...given].map(([key, each]) => [key, object(each)]))
  const reference = (given: PdfRef): PdfRef => {
    const known = numbers.get(given.ref)
    if (known !== undefined) return ref(known)
    const number = firstNumber + numbers.size
    numbers.set(given.ref, number)
    objects.set(number, object(source.object(given.ref)))
    return ref(number)
  }
  return { objects, object }
}
