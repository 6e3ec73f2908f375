/** Places that an official marks on the picture of an uploaded paper (screens.md C14, O3). Pure. */

/**
 * One place on one page of a file, in fractions of that page as it is read: upright, and turned as its sender turned it. The file itself
 * is never touched: the mark is drawn over its picture.
 */
export type PaperMark = {
  file: string
  /** From 1; a photograph has one. */
  page: number
  x: number
  y: number
  width: number
  height: number
  /** What is wrong there, in a word or two. */
  words: string
}

export type MarkedPlace = Omit<PaperMark, 'words'>

/** As many as can be told apart on one paper. */
export const MOST_MARKS = 10
export const MOST_MARK_LETTERS = 100

/** Fractions with four places: a tenth of a millimetre on a sheet of A4. */
export function rounded(fraction: number): number {
  return Math.round(fraction * 10_000) / 10_000
}

/** Inside the page, and large enough to be seen. */
export function isOnPage({ x, y, width, height }: MarkedPlace): boolean {
  const isFraction = (n: number): boolean => Number.isFinite(n) && n >= 0 && n <= 1
  if (![x, y, width, height].every(isFraction) || width === 0 || height === 0) return false
  // Two rounded numbers may add up to a hair more than the edge.
  return x + width <= 1.0001 && y + height <= 1.0001
}
