/** SQL of the clerk's books: read only; numbers are given and settled by the result slice. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

export type Book = { officeId: number; book: string; year: number }
export type BookSummary = Book & {
  last: number
  /** Numbers that stand in the book; equal to `last`, or something is wrong. */
  kept: number
  voided: number
}

/** The books of these offices, the newest year first. */
export async function booksOf(tx: Tx, offices: readonly number[]): Promise<BookSummary[]> {
  const { rows } = await sql<BookSummary>`
    select b.office_id as "officeId", b.book, b.year, b.last, count(n.number)::int as kept,
           (count(*) filter (where n.state = 'voided'))::int as voided
      from result_book b left join result_number n
        on n.office_id = b.office_id and n.book = b.book and n.year = b.year
     where b.office_id = any(${[...offices]}::int[])
     group by b.office_id, b.book, b.year, b.last
     order by b.year desc, b.office_id, b.book`.execute(tx)
  return rows
}

export type BookEntry = {
  number: number
  reserved_on: Day
  state: 'reserved' | 'issued' | 'voided'
  void_reason: string | null
  /** Null when the dossier is outside the clerk's scopes. */
  dossier_id: string | null
  code: string | null
  owner_name: string | null
}

export const BOOK_ROWS = 50

/** One page of a book, the highest number first; `below` is the last number of the page before. */
export async function bookPage(
  tx: Tx,
  { officeId, book, year }: Book,
  below: number | null,
): Promise<{ rows: BookEntry[]; hasMore: boolean }> {
  const { rows } = await sql<BookEntry>`
    select n.number, n.reserved_on, n.state, n.void_reason, d.id as dossier_id, d.code, d.owner_name
      from result_number n left join dossier d on d.id = n.dossier_id
     where n.office_id = ${officeId} and n.book = ${book} and n.year = ${year}
           and (${below}::int is null or n.number < ${below}::int)
     order by n.number desc limit ${BOOK_ROWS + 1}`.execute(tx)
  return { rows: rows.slice(0, BOOK_ROWS), hasMore: rows.length > BOOK_ROWS }
}
