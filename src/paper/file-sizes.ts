/**
 * Files that are small to send and vast to open. Told from their own headings, before anything is unpacked: a picture by its
 * width and height, a PDF by the number of its pages. Pure.
 */

/** Dots of a picture that is read in strips: no telephone takes more. */
const MOST_DOTS = 130_000_000
/** Bytes of a picture that has to stand in memory whole: progressive JPEG, interlaced PNG. */
const MOST_WHOLE_BYTES = 80_000_000
/** Of one PDF: a thick notarised contract has some hundred. */
export const MOST_PAGES = 500

export type PictureHeading = { width: number; height: number; wholeBytes: number }

export function isTooVast(content: Buffer, mediaType: string): boolean {
  const heading = headingOf(content, mediaType)
  if (heading === undefined) return false
  const { width, height, wholeBytes } = heading
  return width * height > MOST_DOTS || wholeBytes > MOST_WHOLE_BYTES
}

/** Undefined for kinds that are not opened here. */
export function headingOf(content: Buffer, mediaType: string): PictureHeading | undefined {
  if (mediaType === 'image/png') return pngHeading(content)
  return mediaType === 'image/jpeg' ? jpegHeading(content) : undefined
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 4, 4: 2, 6: 4 }

function pngHeading(content: Buffer): PictureHeading | undefined {
  if (content.length < 29) return undefined
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)]
  const bytes = (content[24]! / 8) * (CHANNELS[content[25]!] ?? 4)
  const isInterlaced = content[28] === 1
  return { width, height, wholeBytes: isInterlaced ? width * height * bytes : 0 }
}

/** Walks from segment to segment until the frame says its size; broken segments end the walk. */
function jpegHeading(content: Buffer): PictureHeading | undefined {
  let at = 2
  while (at + 9 < content.length) {
    if (content[at] !== 0xff) return undefined
    const marker = content[at + 1]!
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return jpegFrame(content, at)
    else if (marker === 0xda) return undefined
    else at += 2 + Math.max(2, content.readUInt16BE(at + 2))
  }
  return undefined
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function jpegFrame(content: Buffer, at: number): PictureHeading {
  const [height, width] = [content.readUInt16BE(at + 5), content.readUInt16BE(at + 7)]
  // All but the plain kinds keep two bytes of every dot until the last scan has come.
  const isInScans = content[at + 1]! > 0xc1
  return { width, height, wholeBytes: isInScans ? width * height * content[at + 9]! * 2 : 0 }
}

/** Whether it says of itself that it has more pages than anybody reads. Nothing in it is unpacked. */
export function hasTooManyPages(content: Buffer): boolean {
  const text = content.toString('latin1')
  for (const [, count] of text.matchAll(/\/Count\s+(\d{1,12})\b/g))
    if (Number(count) > MOST_PAGES) return true
  const leaf = /\/Type\s*\/Page\b/g
  let pages = 0
  while (leaf.test(text)) if (++pages > MOST_PAGES) return true
  return false
}
