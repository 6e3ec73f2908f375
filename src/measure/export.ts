/** Tables as CSV. A long list is read and sent page by page: memory does not grow with its length. */
import { Readable } from 'node:stream'
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { showDay, showTime } from '../lib/time.ts'
import type { Office } from '../office/directory.ts'
import { statusNames } from '../ui/wording.ts'
import { BYTE_ORDER_MARK, csvLine, type Cell } from './csv.ts'
import type { Definition, Valid } from './definition.ts'
import { percentOf, type OfficeFigures } from './figure.ts'
import { countedDossiers, type CountedRow, type Listing } from './list-store.ts'
import { COLUMNS, type Cursor } from './supervision.ts'
import { FILING_KINDS } from './wording.ts'

const BATCH = 500

/** One line for each unit; a share stands with its numerator and denominator, so that it can be checked. */
export function tableCsv(
  rows: readonly (OfficeFigures & { name: string })[],
  valid: Valid,
): string {
  const definitions = COLUMNS.map((name) => valid[name])
  const heading = definitions.flatMap((one) =>
    one.denominator === null ? [one.title] : [`${one.title} (hồ sơ)`, `${one.title} (%)`],
  )
  const lines = rows.map(({ name, values }) => [
    name,
    ...definitions.flatMap((one) => cellsOf(one, values)),
  ])
  return BYTE_ORDER_MARK + [['Đơn vị', ...heading], ...lines].map(csvLine).join('')
}

function cellsOf(definition: Definition, values: OfficeFigures['values']): Cell[] {
  const value = values[definition.name]
  if (definition.denominator === null) return [value.counted]
  return [value.counted, percentOf(value, 2)]
}

export type Export = {
  db: Db
  scopes: readonly number[]
  listing: Omit<Listing, 'after' | 'limit'>
  officeOf(id: number): Office
}

/** Every dossier behind a figure, as a stream. */
export function listCsv(wanted: Export): Readable {
  return Readable.from(linesOf(wanted))
}

async function* linesOf({ db, scopes, listing, officeOf }: Export): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEADING)
  let after: Cursor | null = null
  for (;;) {
    const page: Listing = { ...listing, after, limit: BATCH }
    const rows = await inContext(db, { scopes }, (tx) => countedDossiers(tx, page))
    if (rows.length > 0) yield rows.map((row) => csvLine(cellsOfRow(row, officeOf))).join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = { place: last.place, id: last.id }
  }
}

const HEADING = [
  'Mã hồ sơ',
  'Thủ tục',
  'Đơn vị giải quyết',
  'Trạng thái',
  'Cách nộp',
  'Tiếp nhận',
  'Hẹn trả lần đầu',
  'Hẹn trả hiện nay',
  'Xử lý xong',
  'Số lần bổ sung',
  'Kết quả điện tử',
]

function cellsOfRow(row: CountedRow, officeOf: Export['officeOf']): Cell[] {
  return [
    row.code,
    row.procedureName,
    officeOf(row.officeId).shortName,
    statusNames('vi')[row.status as keyof ReturnType<typeof statusNames>],
    FILING_KINDS[row.kindOfFiling],
    moment(row.acceptedAt),
    moment(row.firstDueAt),
    moment(row.dueAt),
    row.finishedAt && moment(row.finishedAt),
    row.supplementRounds,
    row.hasEResult ? 'có' : 'không',
  ]
}

function moment(instant: Date): string {
  return `${showDay(instant)} ${showTime(instant)}`
}
