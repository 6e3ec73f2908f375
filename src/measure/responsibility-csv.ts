/** Responsibility as CSV; minutes are numbers, so that a spreadsheet can add them up. */
import { Readable } from 'node:stream'
import { WHO_NAMES } from '../desk/holders/ledger-words.ts'
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { showDay, showTime } from '../lib/time.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv.ts'
import { spansBehind, type Behind, type Total } from './responsibility-store.ts'
import type { Cursor } from './supervision.ts'

const BATCH = 500

export function totalsCsv(totals: readonly Total[], nameOf: (officeId: number) => string): string {
  const heading = ['Đơn vị', 'Ai giữ', 'Người thụ lý', 'Số phút làm việc', 'Số khoảng', 'Lâu nhất']
  const lines = totals.map((each) => [
    nameOf(each.officeId),
    WHO_NAMES[each.who],
    each.personName,
    each.minutes,
    each.spans,
    each.longest,
  ])
  return BYTE_ORDER_MARK + [heading, ...lines].map(csvLine).join('')
}

export type SpansExport = {
  db: Db
  scopes: readonly number[]
  behind: Omit<Behind, 'after' | 'limit'>
}

/** Every span behind a number, as a stream. */
export function spansCsv(wanted: SpansExport): Readable {
  return Readable.from(linesOf(wanted))
}

async function* linesOf({ db, scopes, behind }: SpansExport): AsyncGenerator<string> {
  yield (
    BYTE_ORDER_MARK +
    csvLine(['Mã hồ sơ', 'Thủ tục', 'Chặng', 'Người giữ', 'Từ', 'Đến', 'Số phút làm việc'])
  )
  let after: Cursor | null = null
  for (;;) {
    const page: Behind = { ...behind, after, limit: BATCH }
    const rows = await inContext(db, { scopes }, (tx) => spansBehind(tx, page))
    const lines = rows.map((row) =>
      csvLine([
        row.code,
        row.procedureName,
        row.leg,
        row.personName,
        moment(row.since),
        moment(row.until),
        row.minutes,
      ]),
    )
    if (lines.length > 0) yield lines.join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = { place: last.place, id: last.dossierId }
  }
}

function moment(instant: Date): string {
  return `${showDay(instant)} ${showTime(instant)}`
}
