/** The state's tables as rows of ours. Corrections are counted, never silent. */
import { join } from 'node:path'
import { cleanLine, fold } from '../lib/text.ts'
import type { Correction, Finding } from './import-report.ts'
import { receivedBy } from './received-by.ts'
import { twins } from './shape.ts'
import { readTable, type TableRow } from './table.ts'

export type ProcedureRow = {
  code: string
  name: string
  field: string
  performed_by: string[]
  issued_by: string
  subjects: string[]
  portal_state: string
  portal_kind: string
  portal_id: string
  received_by: string[]
  not_received: string | null
  source: string
}
export type ListedProcedures = {
  rows: ProcedureRow[]
  corrections: Correction[]
  findings: Finding[]
}

export const LIST_FILE = 'danh_muc_2026-07-18.csv.gz'

/** The national list. Rows that share a code once it is cleaned are all kept; none of them is received until an editor decides. */
export function readProcedures(dataDir: string): ListedProcedures {
  const table = readTable(join(dataDir, 'procedures', LIST_FILE))
  const elsewhere = otherProvinces(dataDir)
  const levels = readLevels(dataDir)
  const read = table.map((row) => procedureRow(row, elsewhere, levels))
  const shared = new Set(twins(read.map((row) => row.code)))
  const rows = read.map((row) => (shared.has(row.code) ? ambiguous(row) : row))
  const spaced = table.map((row) => row['ma'] ?? '').filter((code) => code !== cleanLine(code))
  const holes = table.filter((row) =>
    (row['co_quan_thuc_hien'] ?? '').split('|').some((name) => name.trim() === ''),
  )
  return {
    rows,
    corrections: [
      correction('straySpace', spaced),
      correction('levelUsed', byLevelOf(rows)),
      correction(
        'emptyPerformer',
        holes.map((row) => text(row, 'ma')),
      ),
    ],
    findings: [finding('sharedCode', [...shared]), ...procedureFindings(rows)],
  }
}

type Levels = ReadonlyMap<string, readonly string[]>

/** The levels that the detail records give, by code. */
function readLevels(dataDir: string): Levels {
  const rows = readTable(join(dataDir, 'procedures', 'cap_thuc_hien_2642.csv.gz'))
  return new Map(rows.map((row) => [text(row, 'ma'), parts(row, 'cap_thuc_hien')]))
}

function procedureRow(row: TableRow, elsewhere: readonly string[], levels: Levels): ProcedureRow {
  const code = text(row, 'ma')
  const performed_by = [...new Set(parts(row, 'co_quan_thuc_hien'))]
  const issued_by = text(row, 'co_quan_ban_hanh')
  const portal_kind = text(row, 'loai')
  const received = receivedBy(
    {
      code,
      portalKind: portal_kind,
      issuedBy: issued_by,
      performedBy: performed_by,
      field: text(row, 'linh_vuc'),
      levels: levels.get(code) ?? [],
    },
    elsewhere,
  )
  return {
    code,
    name: text(row, 'ten'),
    field: text(row, 'linh_vuc'),
    performed_by,
    issued_by,
    subjects: parts(row, 'doi_tuong'),
    portal_state: text(row, 'trang_thai'),
    portal_kind,
    portal_id: text(row, 'id_cong'),
    received_by: received.receivedBy,
    not_received: received.notReceived,
    source: LIST_FILE.replace('.csv.gz', ''),
  }
}

function byLevelOf(rows: readonly ProcedureRow[]): string[] {
  const decided = rows.filter((row) => row.performed_by.length === 0 && row.received_by.length > 0)
  return decided.map((row) => row.code)
}

function ambiguous(row: ProcedureRow): ProcedureRow {
  return { ...row, received_by: [], not_received: row.not_received ?? 'unknown' }
}

function procedureFindings(rows: readonly ProcedureRow[]): Finding[] {
  const malformed = rows.filter((row) => !/^\d\.\d{6}$/.test(row.code))
  const nobody = rows.filter(
    (row) => row.not_received === 'unknown' && row.performed_by.length === 0,
  )
  const unsure = rows.filter((row) => row.not_received === 'unknown' && row.performed_by.length > 0)
  return [
    finding(
      'malformedCode',
      malformed.map((row) => row.code),
    ),
    finding(
      'noPerformer',
      nobody.map((row) => row.code),
    ),
    finding(
      'unclearReceiver',
      unsure.map((row) => row.code),
    ),
  ]
}

/** Names of all provinces but ours, old and new, folded: they mark what belongs elsewhere. */
export function otherProvinces(dataDir: string): string[] {
  const now = readTable(join(dataDir, 'units', 'tinh_34.csv')).map((row) => text(row, 'ten'))
  const before = readTable(join(dataDir, 'codelists', 'cccd_ma_tinh_63.csv')).map((row) =>
    text(row, 'tinh_cu'),
  )
  const names = [...now, ...before].map((name) =>
    fold(name)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  )
  return [...new Set(names)].filter((name) => name !== 'ha noi')
}

export function correction(rule: Correction['rule'], places: readonly string[]): Correction {
  return { rule, rows: places.length, examples: places.slice(0, 5) }
}

function finding(kind: Finding['kind'], places: readonly string[]): Finding {
  return { kind, rows: places.length, examples: places.slice(0, 5) }
}

function text(row: TableRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`a row has no column ${column}`)
  return cleanLine(value)
}

function parts(row: TableRow, column: string): string[] {
  return text(row, column)
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
