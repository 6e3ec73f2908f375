/** A sheet on a table, photographed: askew, under a lamp, out of focus, moved, with the grain of a small sensor. */
import sharp from 'sharp'

export type Shot = {
  name: string
  label: 'fine' | 'blurred' | 'empty' | 'dark'
  /** How far the corners lie from a rectangle, as a share of the picture. */
  tilt?: number
  /** Spread of the lens, in dots. */
  blur?: number
  /** Way of the hand while the shutter was open, in dots. */
  moved?: number
  light?: number
  /** How much of the light the shadow of the telephone takes. */
  shadow?: number
  noise?: number
  quality?: number
  /** Radius of a finger in front of the lens, as a share of the picture. */
  finger?: number
  isEmpty?: boolean
}

const WIDTH = 900
const HEIGHT = 1200

type Plane = Float32Array

/** One photograph as JPEG, always the same for the same shot and seed. */
export async function photograph(page: Buffer, shot: Shot, seed: number): Promise<Buffer> {
  const chance = chanceOf(seed * 7919 + shot.name.length * 104_729 + shot.name.charCodeAt(0))
  const sheet = await sharp(page).greyscale().raw().toBuffer({ resolveWithObject: true })
  let seen = laid(
    { grey: sheet.data, width: sheet.info.width, height: sheet.info.height },
    shot,
    chance,
  )
  if (shot.blur !== undefined) seen = await throughLens(seen, shot.blur)
  if (shot.moved !== undefined) seen = dragged(seen, shot.moved)
  lit(seen, shot, chance)
  const bytes = Uint8Array.from(seen, (level) => Math.max(0, Math.min(255, Math.round(level))))
  return sharp(bytes, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .jpeg({ quality: shot.quality ?? 42, mozjpeg: true })
    .toBuffer()
}

type Sheet = { grey: Uint8Array; width: number; height: number }

/** Each dot of the photograph asks where it lies on the sheet; outside there is the table, with the grain of its wood. */
function laid(sheet: Sheet, { tilt = 0, isEmpty = false }: Shot, chance: () => number): Plane {
  const [left, right, top] = [chance() * tilt, chance() * tilt, chance() * tilt * 0.5]
  const slant = (chance() - 0.5) * tilt
  const out = new Float32Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    const v = (y / HEIGHT - top - 0.02) / (0.96 - top)
    const [from, to] = [0.03 + left * (1 - v), 0.97 - right * (1 - v)]
    for (let x = 0; x < WIDTH; x++) {
      const u = (x / WIDTH - from - slant * (v - 0.5) * 0.2) / (to - from)
      const onSheet = !isEmpty && u >= 0 && u < 1 && v >= 0 && v < 1
      out[y * WIDTH + x] = onSheet
        ? dotOf(sheet, u * (sheet.width - 1), v * (sheet.height - 1)) * 0.9 + 8
        : 118 + 14 * Math.sin(y / 37 + 3 * Math.sin(x / 211)) + 5 * Math.sin(x / 53)
    }
  }
  return out
}

/** Between four dots, weighted by how near they lie. */
function dotOf({ grey, width, height }: Sheet, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [dx, dy] = [x - left, y - top]
  const at = (column: number, row: number): number =>
    grey[Math.min(row, height - 1) * width + Math.min(column, width - 1)]!
  const above = at(left, top) * (1 - dx) + at(left + 1, top) * dx
  const below = at(left, top + 1) * (1 - dx) + at(left + 1, top + 1) * dx
  return above * (1 - dy) + below * dy
}

async function throughLens(seen: Plane, spread: number): Promise<Plane> {
  const bytes = Uint8Array.from(seen, (level) => Math.max(0, Math.min(255, level)))
  const { data } = await sharp(bytes, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .blur(spread)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Float32Array.from(data)
}

/** The hand went a little more sideways than down. */
function dragged(seen: Plane, way: number): Plane {
  const out = new Float32Array(seen.length)
  for (let at = 0; at < seen.length; at++) {
    let sum = 0
    for (let step = 0; step < way; step++)
      sum += seen[Math.min(seen.length - 1, at + step + Math.floor(step * 0.6) * WIDTH)]!
    out[at] = sum / way
  }
  return out
}

function lit(
  seen: Plane,
  { light = 1, shadow = 0, noise = 0, finger = 0 }: Shot,
  chance: () => number,
) {
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = y * WIDTH + x
      const inShadow = 1 / (1 + Math.exp((x / WIDTH + y / HEIGHT - 0.9) * 14))
      const lamp = 1 - 0.18 * Math.hypot(x / WIDTH - 0.5, y / HEIGHT - 0.4)
      let level = seen[at]! * light * lamp * (1 - shadow * inShadow)
      const skin =
        1 / (1 + Math.exp((Math.hypot(x / WIDTH - 0.4, y / HEIGHT - 0.45) - finger) * 12))
      if (finger > 0) level = level * (1 - skin) + 70 * light * skin
      seen[at] = level + (chance() + chance() + chance() - 1.5) * 2 * noise
    }
  }
}

/** Mulberry32: small, and the same everywhere. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
