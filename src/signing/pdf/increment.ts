import { createHash } from 'node:crypto'
import { serialise } from './object.ts'
import type { PdfObject } from './object.ts'
import type { PdfDocument } from './read.ts'

/** An update appended to the file: the bytes before it stay as they are, which is what keeps earlier signatures whole. */
export type Increment = { readonly bytes: Buffer; readonly offsets: ReadonlyMap<number, number> }

export function appendIncrement(
  document: PdfDocument,
  objects: ReadonlyMap<number, PdfObject>,
): Increment {
  const chunks = [document.bytes]
  let length = document.bytes.length
  const add = (text: string): void => {
    const chunk = Buffer.from(text, 'latin1')
    chunks.push(chunk)
    length += chunk.length
  }
  if (document.bytes.at(-1) !== 10) add('\n')
  const offsets = new Map<number, number>()
  const numbers = [...objects.keys()].sort((a, b) => a - b)
  for (const number of numbers) {
    offsets.set(number, length)
    add(`${number} 0 obj\n${serialise(objects.get(number)!)}\nendobj\n`)
  }
  const xrefAt = length
  add(`xref\n${sections(numbers, offsets)}trailer\n${trailer(document, chunks, numbers)}\n`)
  add(`startxref\n${xrefAt}\n%%EOF\n`)
  return { bytes: Buffer.concat(chunks), offsets }
}

/** Runs of neighbouring numbers, as the table wants them. */
function sections(numbers: readonly number[], offsets: ReadonlyMap<number, number>): string {
  const runs: number[][] = []
  for (const number of numbers) {
    const current = runs.at(-1)
    if (current && current.at(-1) === number - 1) current.push(number)
    else runs.push([number])
  }
  const line = (number: number): string =>
    `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n`
  return runs.map((run) => `${run[0]} ${run.length}\n${run.map(line).join('')}`).join('')
}

function trailer(document: PdfDocument, chunks: readonly Buffer[], numbers: readonly number[]) {
  const former = document.trailer
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  const fingerprint: PdfObject = { text: hash.digest().subarray(0, 16), hex: true }
  const id = former.get('ID')
  const entries = new Map(former)
  entries.set('Size', Math.max(document.size, numbers.at(-1)! + 1))
  entries.set('Prev', document.revisions.at(-1)!.xrefAt)
  entries.set('ID', [Array.isArray(id) ? (id[0] as PdfObject) : fingerprint, fingerprint])
  return serialise(entries)
}
