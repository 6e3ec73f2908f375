/** A made "scan": a small grey page with lines of illegible writing and a round stamp, unlike every other one. */
import { crc32, deflateSync } from 'node:zlib'
import type { Chance } from './chance.ts'

const WIDTH = 248
const HEIGHT = 351

/** PNG bytes; the same chance gives the same bytes. */
export function madeScan(chance: Chance): Buffer {
  const page = Buffer.alloc(WIDTH * HEIGHT, 0xf4)
  write(page, chance)
  stamp(page, { x: 168 + chance.between(-8, 8), y: 282 + chance.between(-8, 8), radius: 30 })
  const rows = Array.from({ length: HEIGHT }, (_, y) =>
    Buffer.concat([Buffer.of(0), page.subarray(y * WIDTH, (y + 1) * WIDTH)]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function write(page: Buffer, chance: Chance): void {
  for (let line = 0; line < 16; line += 1) {
    const y = 40 + line * 14
    const end = line < 2 ? 190 : chance.between(90, 215)
    for (let x = line < 2 ? 60 : 30; x < end; x += 1) {
      if (chance.isIn(0.16)) {
        x += 4
        continue
      }
      for (let stroke = 0; stroke < 3; stroke += 1)
        page[(y + chance.between(0, 6)) * WIDTH + x] = 0x50 + chance.between(0, 40)
    }
  }
}

function stamp(page: Buffer, { x, y, radius }: { x: number; y: number; radius: number }): void {
  for (let degree = 0; degree < 720; degree += 1) {
    const angle = (degree * Math.PI) / 360
    for (const at of [radius, radius - 1, radius - 8])
      page[Math.round(y + at * Math.sin(angle)) * WIDTH + Math.round(x + at * Math.cos(angle))] =
        0x78
  }
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(content.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
