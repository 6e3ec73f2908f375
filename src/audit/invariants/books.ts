/** The clerk's books have no hole: every number from 1 to the last belongs to one dossier, or is voided with a reason. */
import { booksAfter, booksWithoutRow, type BookRow } from './books-store.ts'
import type { TableInvariant } from './invariant.ts'

const PAGE = 100

export const booksAreGapless: TableInvariant = {
  name: 'books-are-gapless',
  over: 'table',
  title: 'Sổ văn thư liền số',
  statement:
    'Trong mỗi sổ của mỗi đơn vị mỗi năm, mọi số từ 1 đến số cuối đều có, mỗi số thuộc một hồ sơ hoặc được hủy có lý do.',
  mend: 'Đừng đánh lại số. Lập biên bản số bị thiếu với văn thư của đơn vị, rồi ghi dòng hủy có lý do cho số đó.',
  canReproject: false,
  async look(db, after) {
    const rows = await booksAfter(db, after, PAGE)
    const lost = after === '' ? await booksWithoutRow(db) : []
    const differences = [
      ...rows.flatMap((row) => {
        const what = gapWords(row)
        return what === null ? [] : [{ place: `book:${row.place}`, dossierId: null, what }]
      }),
      ...lost.map((place) => ({
        place: `book:${place}`,
        dossierId: null,
        what: 'sổ có số mà không có dòng đếm',
      })),
    ]
    return { differences, next: rows.length < PAGE ? null : rows.at(-1)!.place }
  },
}

function gapWords({ last, given, highest, isCutAtFirst }: BookRow): string | null {
  if (last === given && last === highest && !isCutAtFirst) return null
  return `số cuối của sổ ${last}, số lớn nhất đã cấp ${highest}, có ${given} số`
}
