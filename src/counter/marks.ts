/** Marks on pictures as they are sent with a request for supplements: `place.<n>` says where, `word.<n>` what. Pure. */
import {
  isOnPage,
  MOST_MARK_LETTERS,
  MOST_MARKS,
  rounded,
  type MarkedPlace,
  type PaperMark,
} from '../dossier/paper-mark.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'

/** The form as sent; only `text` of `Form` is asked. */
type Typed = { text(name: string): string }

/** A file of the dossier whose pages can be shown. */
export type MarkableFile = { id: string; name: string; pages: number }

export const placeField = (n: number): string => `place.${n}`
export const wordField = (n: number): string => `word.${n}`
export const cellField = (cell: number): string => `cell.${cell}`
export const CELL_WORD = 'cellword'

/** More than ten on each of several papers; the rest of a form sent by no page of ours is not read. */
const MOST_READ = 100

export type ReadMark = { n: number; mark: PaperMark }

/** Every mark of the form, in its order. Text that no page of ours writes is no mark. */
export function marksIn(typed: Typed): ReadMark[] {
  return numbers().flatMap((n) => {
    const place = placeFrom(typed.text(placeField(n)))
    return place === undefined
      ? []
      : [{ n, mark: { ...place, words: cleanLine(typed.text(wordField(n))) } }]
  })
}

function numbers(): number[] {
  return Array.from({ length: MOST_READ }, (_, n) => n)
}

/** '<file> <page> <x> <y> <width> <height>': how a mark travels with the form. */
export function placeText({ file, page, x, y, width, height }: MarkedPlace): string {
  return [file, page, x, y, width, height].join(' ')
}

function placeFrom(text: string): MarkedPlace | undefined {
  const [file = '', ...rest] = text.split(' ')
  const [page, x, y, width, height] = rest.map(Number)
  if (rest.length !== 5 || page === undefined || x === undefined || y === undefined)
    return undefined
  if (width === undefined || height === undefined) return undefined
  const place = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) }
  return { file, page, ...place }
}

/**
 * What is wrong with the marks of one paper. `field`: where the paper is asked about on the page that shows it; `wordsAt`: the box of
 * the words, where the page has one.
 */
export function marksProblems(
  marks: readonly ReadMark[],
  of: { files: readonly MarkableFile[]; field: string; wordsAt?: (n: number) => string },
): Problem[] {
  const { files, field, wordsAt = () => field } = of
  const problems = marks.flatMap(({ n, mark }) =>
    isPlace(mark, files) ? wordsProblems(mark.words, wordsAt(n)) : [outside(field)],
  )
  if (marks.length <= MOST_MARKS) return problems
  const message = `Mỗi giấy tờ đánh dấu nhiều nhất ${MOST_MARKS} chỗ. Hãy bỏ bớt.`
  return [...problems, { code: 'tooManyMarks', field, message }]
}

/** On a page that there is, of a file that was sent with this dossier. */
function isPlace(mark: PaperMark, files: readonly MarkableFile[]): boolean {
  const pages = files.find(({ id }) => id === mark.file)?.pages ?? 0
  return Number.isInteger(mark.page) && mark.page >= 1 && mark.page <= pages && isOnPage(mark)
}

export function outside(field: string): Problem {
  const message = 'Có chỗ đánh dấu nằm ngoài giấy tờ. Hãy bỏ rồi đánh dấu lại.'
  return { code: 'markPlace', field, message }
}

function wordsProblems(words: string, field: string): Problem[] {
  if (words === '')
    return [{ code: 'markWords', field, message: 'Hãy ghi vài chữ cho chỗ đã đánh dấu.' }]
  if (words.length <= MOST_MARK_LETTERS) return []
  const message = `Chữ ghi ở chỗ đánh dấu không dài quá ${MOST_MARK_LETTERS} ký tự.`
  return [{ code: 'markWords', field, message }]
}

/** The nine parts of a page, row by row. */
export const CELLS = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

/** One frame around every part that was chosen; undefined when none was. */
export function frameOf(cells: readonly number[]): Omit<MarkedPlace, 'file' | 'page'> | undefined {
  if (cells.length === 0) return undefined
  const columns = cells.map((cell) => cell % 3)
  const rows = cells.map((cell) => Math.floor(cell / 3))
  const [left, right] = [Math.min(...columns), Math.max(...columns) + 1]
  const [top, bottom] = [Math.min(...rows), Math.max(...rows) + 1]
  return {
    x: rounded(left / 3),
    y: rounded(top / 3),
    width: rounded((right - left) / 3),
    height: rounded((bottom - top) / 3),
  }
}

export type Cell = (typeof CELLS)[number]

/** The part of the page in which the middle of a mark lies; of one that is larger than a part, the first and the last that it covers. */
export function partsOf({ x, y, width, height }: MarkedPlace): Cell[] {
  if (Math.max(width, height) <= ONE_PART) return [cellAt(x + width / 2, y + height / 2)]
  const [first, last] = [
    cellAt(x + A_LITTLE, y + A_LITTLE),
    cellAt(x + width - A_LITTLE, y + height - A_LITTLE),
  ]
  return first === last ? [first] : [first, last]
}

const ONE_PART = 0.4
const A_LITTLE = 0.01

function cellAt(x: number, y: number): Cell {
  const third = (at: number): number => Math.min(2, Math.max(0, Math.floor(at * 3)))
  return (third(y) * 3 + third(x)) as Cell
}
