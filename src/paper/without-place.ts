/**
 * A photograph without what its telephone wrote beside the picture: where and when it was taken, by which device (Luật 91/2025/QH15:
 * no more than the purpose needs). The picture itself is copied byte for byte; of the description only the way up stays. Pure.
 */

/** The same bytes where there is nothing to leave out, or where the file is of another kind. */
export function withoutPlace(content: Buffer, mediaType: string): Buffer {
  if (mediaType === 'image/jpeg') return jpegWithout(content)
  return mediaType === 'image/png' ? pngWithout(content) : content
}

const START_OF_SCAN = 0xda
/** APP1 (Exif, XMP), APP13 (captions), comments. */
const DESCRIPTIONS = new Set([0xe1, 0xed, 0xfe])

function jpegWithout(content: Buffer): Buffer {
  const kept: Buffer[] = [content.subarray(0, 2)]
  let wayUp = 1
  let at = 2
  while (at + 4 <= content.length && content[at] === 0xff && content[at + 1] !== START_OF_SCAN) {
    const end = at + 2 + content.readUInt16BE(at + 2)
    if (end > content.length) return content
    const segment = content.subarray(at, end)
    if (DESCRIPTIONS.has(content[at + 1]!)) wayUp = wayUpOf(segment) ?? wayUp
    else kept.push(segment)
    at = end
  }
  if (wayUp !== 1) kept.splice(1, 0, exifOf(wayUp))
  const whole = Buffer.concat([...kept, content.subarray(at, endOfPicture(content, at))])
  return whole.length === content.length ? content : whole
}

/**
 * Telephones hang films and second pictures, with descriptions of their own, behind the end of the picture. Inside a scan its end mark
 * does not occur (ISO 10918-1 B.1.1.2).
 */
function endOfPicture(content: Buffer, scan: number): number {
  const end = content.indexOf(Buffer.from([0xff, 0xd9]), scan)
  return end < 0 ? content.length : end + 2
}

const EXIF = 'Exif\0\0'
const ORIENTATION = 0x0112

/** 1 to 8 as Exif counts; undefined when the segment does not say. */
function wayUpOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 10) !== EXIF || segment.length < 24) return undefined
  const tiff = segment.subarray(10)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + entry * 12
    if (short(at) !== ORIENTATION) continue
    const value = short(at + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** The smallest description that says which way is up, and nothing else. */
function exifOf(wayUp: number): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0x00, 0x22])
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(wayUp, 18)
  return Buffer.concat([head, Buffer.from(EXIF, 'latin1'), tiff])
}

/** Texts, times and Exif of a PNG; colours and the picture stay. */
const PNG_DESCRIPTIONS = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])

function pngWithout(content: Buffer): Buffer {
  const kept: Buffer[] = [content.subarray(0, 8)]
  let at = 8
  while (at + 12 <= content.length) {
    const end = at + 12 + content.readUInt32BE(at)
    if (end > content.length) return content
    const name = content.toString('latin1', at + 4, at + 8)
    if (!PNG_DESCRIPTIONS.has(name)) kept.push(content.subarray(at, end))
    at = end
    if (name === 'IEND') break
  }
  const whole = Buffer.concat(kept)
  return whole.length === content.length ? content : whole
}
