/**
 * Whether a photograph of a paper can be read, told from its grey levels alone. A warning, never a judgement: who sends the
 * picture may keep it, and the officer sees both. The limits were tuned on made photographs (docs/photo-quality.md). Pure.
 */
import type { PictureRemark } from '../dossier/events.ts'

/** Grey levels row by row, 0 black to 255 white; the longer side is at most `MEASURED_SIDE`. */
export type GreyPicture = { grey: Uint8Array; width: number; height: number }

/** Pictures are measured at this length of the longer side: about a hundred dots an inch on an A4 sheet. */
export const MEASURED_SIDE = 1200

export type PictureMeasures = {
  /** Mean grey level. */
  light: number
  /** Between the darkest and the lightest of two hundred dots: a sheet with three lines is nearly all white. */
  contrast: number
  /** Share of small squares in which something is written. */
  written: number
  /** How steep the edges of what is written are, in relation to their contrast: low when out of focus or moved. */
  sharpness: number
  /** The longer side as it was measured. */
  side: number
}

/** Limits of a readable photograph; tuned on one half of the set, proved on the other. */
export const LIMITS = {
  /** A side below this many dots holds no readable paper. */
  side: 300,
  dark: 38,
  contrast: 36,
  written: 0.02,
  sharpness: 0.59,
} as const

/** What stands against the picture; null when nothing does. */
export function remarkOf(measures: PictureMeasures): PictureRemark | null {
  if (measures.side < LIMITS.side) return 'small'
  if (measures.light < LIMITS.dark) return 'dark'
  if (measures.contrast < LIMITS.contrast || measures.written < LIMITS.written) return 'empty'
  return measures.sharpness < LIMITS.sharpness ? 'blurred' : null
}

export function measure(picture: GreyPicture): PictureMeasures {
  const { light, contrast } = levelsOf(picture.grey)
  const squares = squaresOf(smoothed(picture))
  const written = squares.filter(({ range }) => range >= WRITTEN_RANGE)
  return {
    light,
    contrast,
    written: squares.length === 0 ? 0 : written.length / squares.length,
    sharpness: percentile(
      written.map(({ steepness, range }) => steepness / range),
      SHARPEST,
    ),
    side: Math.max(picture.width, picture.height),
  }
}

const SQUARE = 24
/** Less than this between the lightest and the darkest dot of a square is paper, shadow or noise. */
const WRITTEN_RANGE = 45
/** The better squares count: a sheet lies deeper at one end than at the other, and a stamp is soft by nature. */
const SHARPEST = 0.75

function levelsOf(grey: Uint8Array): { light: number; contrast: number } {
  const counts = new Uint32Array(256)
  let sum = 0
  for (const level of grey) {
    counts[level]! += 1
    sum += level
  }
  const at = (share: number): number => {
    let left = grey.length * share
    return Math.max(
      0,
      counts.findIndex((count) => (left -= count) <= 0),
    )
  }
  return { light: grey.length === 0 ? 0 : sum / grey.length, contrast: at(0.995) - at(0.005) }
}

/** A mean of three by three: the grain of a dark photograph is not an edge. */
function smoothed({ grey, width, height }: GreyPicture): GreyPicture {
  const rows = new Uint16Array(grey.length)
  for (let at = 1; at < grey.length - 1; at++) rows[at] = grey[at - 1]! + grey[at]! + grey[at + 1]!
  const out = new Uint8Array(grey.length)
  for (let at = width; at < grey.length - width; at++)
    out[at] = (rows[at - width]! + rows[at]! + rows[at + width]!) / 9
  return { grey: out, width, height }
}

type Square = { range: number; steepness: number }

/** Without the rim, which smoothing leaves black. */
function squaresOf(picture: GreyPicture): Square[] {
  const squares: Square[] = []
  for (let y = 2; y + SQUARE < picture.height - 2; y += SQUARE)
    for (let x = 2; x + SQUARE < picture.width - 2; x += SQUARE) squares.push(square(picture, x, y))
  return squares
}

function square({ grey, width }: GreyPicture, left: number, top: number): Square {
  let darkest = 255
  let lightest = 0
  let steepness = 0
  for (let y = top; y < top + SQUARE; y++) {
    for (let at = y * width + left; at < y * width + left + SQUARE; at++) {
      const level = grey[at]!
      if (level < darkest) darkest = level
      if (level > lightest) lightest = level
      const across = Math.abs(grey[at + 1]! - grey[at - 1]!)
      const down = Math.abs(grey[at + width]! - grey[at - width]!)
      if (across > steepness) steepness = across
      if (down > steepness) steepness = down
    }
  }
  return { range: lightest - darkest, steepness }
}

/** 0 of none. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
