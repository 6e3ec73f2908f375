/** The clerk's books in the order of their primary key, each with the numbers that were given in it. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type BookRow = {
  /** office/book/year */
  place: string
  last: number
  given: number
  highest: number
  /** The first number is not 1. */
  isCutAtFirst: boolean
}

export async function booksAfter(db: Db, after: string, limit: number): Promise<BookRow[]> {
  const [office = '0', book = '', year = '0'] = after.split('/')
  const { rows } = await sql<BookRow>`
    select b.office_id || '/' || b.book || '/' || b.year as place, b.last, n.given, n.highest, n.lowest <> 1 and n.given > 0 as "isCutAtFirst"
      from (select * from result_book where (office_id, book, year) > (${Number(office)}::int, ${book}, ${Number(year)}::int)
             order by office_id, book, year limit ${limit}) b
      cross join lateral (select count(*)::int as given, coalesce(max(number), 0) as highest, coalesce(min(number), 0) as lowest
                            from result_number n where (n.office_id, n.book, n.year) = (b.office_id, b.book, b.year)) n
     order by b.office_id, b.book, b.year`.execute(db)
  return rows
}

/** Books that numbers name and no row counts. */
export async function booksWithoutRow(db: Db): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    with recursive book as (
      (select office_id, book, year from result_number order by office_id, book, year limit 1)
      union all
      select n.* from book b cross join lateral (
        select office_id, book, year from result_number
         where (office_id, book, year) > (b.office_id, b.book, b.year) order by office_id, book, year limit 1) n)
    select office_id || '/' || book || '/' || year as place from book b
     where not exists (select from result_book r where (r.office_id, r.book, r.year) = (b.office_id, b.book, b.year))`.execute(
    db,
  )
  return rows.map(({ place }) => place)
}
