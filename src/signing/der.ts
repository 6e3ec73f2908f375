/** Writing DER (ITU-T X.690): the few forms that certificates and signatures need. Reading is left to `pkijs`. */

export type Der = Buffer

export function der(tag: number, ...parts: readonly Uint8Array[]): Der {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...parts: readonly Uint8Array[]): Der => der(0x30, ...parts)
/** SET OF: DER orders the members by their bytes. */
export const setOf = (...parts: readonly Uint8Array[]): Der =>
  der(0x31, ...[...parts].sort(Buffer.compare))
export const octets = (bytes: Uint8Array): Der => der(0x04, bytes)
export const bits = (bytes: Uint8Array, unused = 0): Der => der(0x03, Buffer.from([unused]), bytes)
export const utf8 = (text: string): Der => der(0x0c, Buffer.from(text, 'utf8'))
export const truth = (): Der => der(0x01, Buffer.from([0xff]))
export const empty = (): Der => der(0x05)
/** [n], with the content inside. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Der =>
  der(0xa0 | number, ...parts)

/** A positive number, from its bytes or its value. */
export function integer(value: number | Uint8Array): Der {
  const bytes = typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value)
  const start = bytes.findIndex((byte) => byte !== 0)
  const plain = start < 0 ? Buffer.from([0]) : bytes.subarray(start)
  return der(0x02, ...(plain[0]! >= 0x80 ? [Buffer.from([0])] : []), plain)
}

export function oid(dotted: string): Der {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  const bytes = [first! * 40 + second!]
  for (const arc of rest) {
    const group = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      group.unshift((left % 128) | 0x80)
    bytes.push(...group)
  }
  return der(0x06, Buffer.from(bytes))
}

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime afterwards. */
export function time(at: Date): Der {
  const digits = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
  const short = at.getUTCFullYear() < 2050
  return der(short ? 0x17 : 0x18, Buffer.from(short ? digits.slice(2) : digits, 'latin1'))
}
