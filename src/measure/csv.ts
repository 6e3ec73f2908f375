/** CSV that a spreadsheet opens as text: RFC 4180, UTF-8 with its mark, and no cell that could be run as a formula. Pure. */

/** First thing of a file: without it Excel reads Vietnamese as another encoding. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A number stays a number; null is an empty cell. */
export type Cell = string | number | null

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). */
export function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const inert = /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n;]|^'|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
