// How many text messages a text costs, and where it is cut (3GPP TS 23.038, TS 23.040 §9.2.3.24.1).
// Vietnamese with tone marks does not fit the 7-bit alphabet, so a segment holds 70 characters, or 67 when there are several.

export type Alphabet = 'gsm7' | 'ucs2'

export type Segmented = {
  alphabet: Alphabet
  /** The text of each segment, in order; joined they give back the (NFC) text. */
  parts: readonly string[]
  /** Septets for gsm7, 16-bit units for ucs2. */
  units: number
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const ESCAPE = 0x1b
const basicCodes: ReadonlyMap<string, number> = new Map(
  [...BASIC].map((character, code) => [character, code] as const).filter(([, c]) => c !== ESCAPE),
)
const extensionCodes: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])

const LIMITS = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const

/** Cuts a text into segments. The text is brought to NFC first: decomposed tone marks would cost a character each. */
export function segment(text: string): Segmented {
  const characters = [...text.normalize('NFC')]
  const alphabet = characters.every(isGsm) ? 'gsm7' : 'ucs2'
  const cost = alphabet === 'gsm7' ? gsmCost : (character: string) => character.length
  const units = characters.reduce((sum, character) => sum + cost(character), 0)
  const limits = LIMITS[alphabet]
  if (units <= limits.alone) return { alphabet, parts: [characters.join('')], units }
  return { alphabet, parts: cut(characters, cost, limits.joined), units }
}

/** Whole characters only: neither a surrogate pair nor an escape sequence is ever split over two segments. */
function cut(characters: string[], cost: (c: string) => number, limit: number): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const character of characters) {
    const price = cost(character)
    if (used + price > limit) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += character
    used += price
  }
  return [...parts, part]
}

function isGsm(character: string): boolean {
  return basicCodes.has(character) || extensionCodes.has(character)
}

function gsmCost(character: string): number {
  return extensionCodes.has(character) ? 2 : 1
}

/** The bytes of one segment as SMPP carries them: one septet per byte, or UTF-16 big-endian. */
export function segmentBytes(part: string, alphabet: Alphabet): Uint8Array {
  return alphabet === 'gsm7' ? gsmBytes(part) : utf16Bytes(part)
}

function gsmBytes(part: string): Uint8Array {
  return Uint8Array.from(
    [...part].flatMap((character) => {
      const basic = basicCodes.get(character)
      if (basic !== undefined) return [basic]
      const extended = extensionCodes.get(character)
      if (extended === undefined) throw new RangeError('Ký tự không có trong bảng mã 7 bit')
      return [ESCAPE, extended]
    }),
  )
}

function utf16Bytes(part: string): Uint8Array {
  const bytes = new Uint8Array(part.length * 2)
  for (let i = 0; i < part.length; i++) {
    const unit = part.charCodeAt(i)
    bytes[2 * i] = unit >> 8
    bytes[2 * i + 1] = unit & 0xff
  }
  return bytes
}

/** The user data header that lets the phone join the segments again (8-bit reference, information element 0x00). */
export function joinHeader(reference: number, total: number, number: number): Uint8Array {
  return Uint8Array.of(0x05, 0x00, 0x03, reference & 0xff, total, number)
}
