/** A snapshot of the national catalogue as it was handed to us: its kind, its day, its rows; or why it is not read. */
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import { parseDay } from '../../lib/time.ts'
import type { TableRow } from '../table.ts'
import { normalised, type DetailSource, type NationalDetail } from './detail.ts'
import { dayOf, objectOf } from './json-reading.ts'
import { columnsOf, listRow, NEEDED_COLUMNS, type Columns, type ListRow } from './list-rows.ts'
import { keysOf, kindOf } from './record-kinds.ts'
import { RefusedFile } from './refused-file.ts'
import { readSnapshotText } from './snapshot-bytes.ts'

/** `json` is the record as it stood in the file, letter by letter. */
export type DetailRecord = { code: string; sha256: string; json: string; detail: NationalDetail }
type Common = {
  name: string
  sha256: string
  takenOn: string
  /** rows that stood more than once, word for word, and were read once */
  twins: number
  columns: Columns
}
export type ListSnapshot = Common & { kind: 'list'; rows: ListRow[]; untidy: Untidy }
export type DetailSnapshot = Common & { kind: DetailSource; records: DetailRecord[] }
export type Snapshot = ListSnapshot | DetailSnapshot
/** Codes whose row had a stray space, or a hole among the names of agencies. */
export type Untidy = { spaced: string[]; holes: string[] }

export type SnapshotOptions = {
  /** the day on which it was taken, when the person says so */
  takenOn?: string | undefined
  /** today, a local day */
  today: string
}

/** Throws RefusedFile. */
export function readSnapshot(file: string, options: SnapshotOptions): Snapshot {
  const name = basename(file)
  const text = readSnapshotText(file).replace(/^\uFEFF/, '')
  const sha256 = sha256Hex(text)
  const isJson = /^\s*[{[]/.test(text)
  if (!isJson) {
    const table = tableOf(text, name)
    return { ...listOf(table, name), sha256, takenOn: dayTaken(name, options, undefined) }
  }
  const read = recordsOf(text, name)
  const { crawledOn, ...records } = read
  return { ...records, name, sha256, takenOn: dayTaken(name, options, crawledOn) }
}

function dayTaken(
  name: string,
  { takenOn, today }: SnapshotOptions,
  fromRecords: string | undefined,
): string {
  const day = takenOn ?? fromRecords ?? /\d{4}-\d{2}-\d{2}/.exec(name)?.[0]
  if (day === undefined)
    throw new RefusedFile(
      'noDay',
      `Tệp ${name} không cho biết được chụp ngày nào. Hãy thêm --taken-on NĂM-THÁNG-NGÀY.`,
    )
  if (parseDay(day) === undefined)
    throw new RefusedFile('badDay', `"${day}" không phải là ngày. Hãy viết như 2026-07-18.`)
  if (day > today)
    throw new RefusedFile('dayToCome', `Ngày chụp ${day} của tệp ${name} chưa tới. Hãy xem lại.`)
  return day
}

type Table = { header: string[]; rows: TableRow[] }

function tableOf(text: string, name: string): Table {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? ''
  const header = headerOf(firstLine)
  const missing = NEEDED_COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0)
    throw new RefusedFile(
      'foreignTable',
      `Tệp ${name} không phải danh mục thủ tục: thiếu cột ${missing.join(', ')}.`,
    )
  const rows = parsedRows(text, name)
  if (rows.length === 0)
    throw new RefusedFile('noRows', `Tệp ${name} chỉ có dòng tiêu đề, không có thủ tục nào.`)
  return { header, rows }
}

function headerOf(line: string): string[] {
  try {
    return (parse(line)[0] ?? []).map((cell) => cell.trim())
  } catch {
    return []
  }
}

function parsedRows(text: string, name: string): TableRow[] {
  try {
    return parse<TableRow>(text, {
      columns: (header: string[]) => header.map((cell) => cell.trim()),
      skip_empty_lines: true,
    })
  } catch (error) {
    const { lines } = error as { lines?: number }
    throw new RefusedFile(
      'brokenTable',
      `Tệp ${name} bị cắt giữa chừng hoặc hỏng ở dòng ${lines ?? '?'}. Hãy chép lại tệp gốc.`,
    )
  }
}

const PORTAL_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function listOf({ header, rows }: Table, name: string): Omit<ListSnapshot, 'sha256' | 'takenOn'> {
  const read = rows.map(listRow)
  const broken = read.findIndex(
    (row) => !PORTAL_ID.test(row.portalId) || row.code === '' || row.name === '',
  )
  if (broken >= 0)
    throw new RefusedFile(
      'brokenTable',
      `Tệp ${name}: thủ tục thứ ${broken + 1} thiếu mã, tên hoặc id của cổng. Tệp có thể bị cắt giữa chừng.`,
    )
  const { once, twins } = withoutTwins(read, ({ portalId }) => portalId, name)
  const raw = (row: TableRow) => row['ma'] ?? ''
  const spaced = rows.map(raw).filter((code) => code !== code.trim())
  const holes = rows
    .filter((row) => hasHole(row['co_quan_thuc_hien'] ?? ''))
    .map((row) => raw(row).trim())
  return {
    kind: 'list',
    name,
    rows: once,
    twins,
    columns: columnsOf(header),
    untidy: { spaced, holes },
  }
}

/** An empty name between the names of a cell; an empty cell names nobody and has no hole. */
function hasHole(cell: string): boolean {
  return cell.trim() !== '' && cell.split('|').some((each) => each.trim() === '')
}

/** Rows that are the same word for word are one; rows that contradict each other are refused. */
function withoutTwins<T>(rows: readonly T[], keyOf: (row: T) => string, name: string) {
  const seen = new Map<string, { row: T; text: string }>()
  for (const row of rows) {
    const key = keyOf(row)
    const text = canonical(row)
    const other = seen.get(key)
    if (other !== undefined && other.text !== text)
      throw new RefusedFile(
        'contradictoryRows',
        `Tệp ${name} có hai dòng khác nhau cho cùng một thủ tục (${key}). Hãy chụp lại.`,
      )
    seen.set(key, { row, text })
  }
  const once = [...seen.values()].map(({ row }) => row)
  return { once, twins: rows.length - once.length }
}

function recordsOf(text: string, name: string) {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map((each) => ({ ...each, body: parsedRecord(each, name) }))
  const bodies = lines.map(({ body }) => body)
  const kind = kindOf(bodies, name)
  const read = lines.map(({ line, body }): DetailRecord => {
    const detail = normalised(body, kind)
    return { code: detail.code, sha256: sha256Hex(line), json: line, detail }
  })
  const nameless = read.findIndex(({ detail }) => detail.code === '' || detail.name === '')
  if (nameless >= 0)
    throw new RefusedFile(
      'brokenRecord',
      `Tệp ${name}: bản ghi thứ ${nameless + 1} không có mã hoặc tên thủ tục.`,
    )
  const { once, twins } = onceByCode(read, name)
  const crawledOn = dayOf(objectOf(objectOf(bodies[0])['source'])['crawled_at']) ?? undefined
  return { kind, records: once, twins, columns: keysOf(bodies, kind), crawledOn }
}

/** Lines are compared by their hash. */
function onceByCode(read: readonly DetailRecord[], name: string) {
  const byCode = new Map<string, DetailRecord>()
  for (const record of read) {
    const other = byCode.get(record.code)
    if (other !== undefined && other.sha256 !== record.sha256)
      throw new RefusedFile(
        'contradictoryRows',
        `Tệp ${name} có hai bản ghi khác nhau cho cùng một thủ tục (${record.code}). Hãy chụp lại.`,
      )
    byCode.set(record.code, record)
  }
  return { once: [...byCode.values()], twins: read.length - byCode.size }
}

function parsedRecord({ line, number }: { line: string; number: number }, name: string): unknown {
  try {
    const record: unknown = JSON.parse(line)
    // Half characters and NUL are no text, and the database keeps neither.
    if (!/\\u(0000|d[89a-f])/i.test(line) || isText(record)) return record
    throw new TypeError('no text')
  } catch {
    throw new RefusedFile(
      'brokenRecord',
      `Tệp ${name} bị cắt giữa chừng hoặc hỏng ở dòng ${number}. Hãy chép lại tệp gốc.`,
    )
  }
}

function isText(record: unknown): boolean {
  return !/\\u(0000|d[89a-f])/i.test(JSON.stringify(record))
}
