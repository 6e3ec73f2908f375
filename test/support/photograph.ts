/** A small picture of a paper on which something can be read: lines of letters on white. Another seed, another picture. */
import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 360
const HEIGHT = 480

export function photograph(seed = 1): Buffer {
  let state = seed
  const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const rows = Array.from({ length: HEIGHT }, () => Buffer.alloc(WIDTH + 1, 255))
  for (let line = 24; line < HEIGHT - 40; line += 24)
    for (let letter = 24; letter < WIDTH - 32; letter += 12) {
      const [wide, high] = [2 + Math.floor(chance() * 8), 6 + Math.floor(chance() * 8)]
      for (let y = line; y < line + high; y++) rows[y]!.fill(10, letter, letter + wide)
    }
  for (const row of rows) row[0] = 0
  const heading = Buffer.alloc(13)
  heading.writeUInt32BE(WIDTH, 0)
  heading.writeUInt32BE(HEIGHT, 4)
  heading[8] = 8
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', heading),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}
