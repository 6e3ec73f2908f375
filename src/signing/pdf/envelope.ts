import { PdfBroken, dict, isArray, isText, name, textOf } from './object.ts'
import type { PdfDict, PdfObject } from './object.ts'

/** Bytes kept free for one signature with its certificates and timestamp. */
export const SIGNATURE_ROOM = 12_000
const RANGE_ROOM = 44
/** What a stranger's file may make us read as one signature, in characters. */
const LARGEST_GAP = 200_000

export type SignatureFacts = {
  signer: string
  at: Date
  reason: string
  /** DocMDP 2 (§12.8.2.2): after this signature only form filling and further signatures are permitted. */
  certifies: boolean
}

/** A signature dictionary (§12.8.1, ETSI EN 319 142-1) whose range and contents are still to be filled in. */
export function signatureDict(facts: SignatureFacts): PdfDict {
  const entries = dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: { raw: `[${' '.repeat(RANGE_ROOM - 2)}]` },
    Contents: { raw: `<${'0'.repeat(SIGNATURE_ROOM * 2)}>` },
    M: { text: Buffer.from(pdfDate(facts.at), 'latin1'), hex: false },
    Name: textOf(facts.signer),
    Reason: textOf(facts.reason),
  })
  if (facts.certifies) entries.set('Reference', [certification()])
  return entries
}

function certification(): PdfDict {
  const permissions = dict({ Type: name('TransformParams'), P: 2, V: name('1.2') })
  return dict({
    Type: name('SigRef'),
    TransformMethod: name('DocMDP'),
    TransformParams: permissions,
  })
}

/** Hà Nội time: D:20261007091509+07'00'. */
export function pdfDate(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00'`
}

export function parsePdfDate(text: PdfObject | undefined): Date {
  const words = isText(text) ? Buffer.from(text.text).toString('latin1') : ''
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+07'00'$/.exec(words)
  if (!parts) throw new PdfBroken('a signature without its time')
  const [, year, month, day, hour, minute, second] = parts
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`)
}

/** The gap in which the contents stand: from its '<' up to and with its '>'. */
export type Gap = { readonly from: number; readonly to: number }

/** Writes the range into the file and says what is to be signed; `signatureAt` is the offset of the dictionary's object. */
export function openEnvelope(file: Buffer, signatureAt: number): { gap: Gap; signed: Buffer[] } {
  const from = file.indexOf('/Contents <', signatureAt) + '/Contents '.length
  const gap = { from, to: from + SIGNATURE_ROOM * 2 + 2 }
  const rangeAt = file.indexOf('/ByteRange [', signatureAt) + '/ByteRange '.length
  const range = `[0 ${gap.from} ${gap.to} ${file.length - gap.to}`
  file.write(`${range.padEnd(RANGE_ROOM - 1)}]`, rangeAt, 'latin1')
  return { gap, signed: partsOutside(file, gap, file.length) }
}

export function closeEnvelope(file: Buffer, gap: Gap, cms: Uint8Array): void {
  if (cms.length > SIGNATURE_ROOM) throw new Error('the signature is larger than its room')
  file.write(Buffer.from(cms).toString('hex'), gap.from + 1, 'latin1')
}

export function partsOutside(file: Buffer, gap: Gap, end: number): Buffer[] {
  return [file.subarray(0, gap.from), file.subarray(gap.to, end)]
}

/** The gap and the end of what the signature covers. Throws `PdfBroken` on any range but the one that we write. */
export function rangeOf(signature: PdfDict): { gap: Gap; end: number } {
  const range = signature.get('ByteRange')
  const [start, first, second, rest] = isArray(range) ? range : []
  const whole = [start, first, second, rest].every((each) => Number.isSafeInteger(each))
  if (!whole || !isArray(range) || range.length !== 4 || start !== 0)
    throw new PdfBroken('a signature without its range')
  return {
    gap: { from: first as number, to: second as number },
    end: (second as number) + (rest as number),
  }
}

/**
 * The CMS bytes in the gap. The hex digits must be lower case and the rest of the room zero, so that not even a byte
 * outside the signed range can be changed unseen.
 */
export function contentsIn(file: Buffer, gap: Gap): Buffer {
  if (gap.from > gap.to || gap.to - gap.from > LARGEST_GAP)
    throw new PdfBroken('a signature of impossible length')
  const text = file.toString('latin1', gap.from, gap.to)
  if (!/^<([0-9a-f]{2})+>$/.test(text)) throw new PdfBroken('a signature in another writing')
  const room = Buffer.from(text.slice(1, -1), 'hex')
  const length = derLength(room)
  if (room.subarray(length).some((byte) => byte !== 0))
    throw new PdfBroken('something stands behind the signature')
  return room.subarray(0, length)
}

function derLength(der: Buffer): number {
  if (der[0] !== 0x30 || der.length < 6) throw new PdfBroken('no signature in its place')
  if (der[1]! < 0x80) return 2 + der[1]!
  const count = der[1]! & 0x7f
  if (count < 1 || count > 3) throw new PdfBroken('a signature of impossible length')
  return 2 + count + der.readUIntBE(2, count)
}
