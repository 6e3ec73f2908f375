import type { NationalPaper, NationalPaperGroup } from './detail.ts'

/** Rows that ask for no original and no copy are notes (domain.md §13); empty rows say nothing and are left out. */
export function paperGroup(title: string, rows: readonly NationalPaper[]): NationalPaperGroup {
  const isPaper = ({ originals, copies }: NationalPaper) => originals > 0 || copies > 0
  return {
    title,
    papers: rows.filter((row) => isPaper(row) && row.name !== ''),
    notes: rows.filter((row) => !isPaper(row) && row.name !== '').map(({ name }) => name),
  }
}

/** No office asks for ten originals of one paper: digits of the name were glued to the count. */
export const MOST_COPIES = 9

/** A count that can be believed. */
export function isPlausibleCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0 && count <= MOST_COPIES
}
