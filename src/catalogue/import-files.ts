/** The state's tables as rows of ours. Corrections are counted, never silent. */
import { join } from 'node:path'
import { cleanLine, fold } from '../lib/text.ts'
import { communeName } from './code-list-files.ts'
import type { Correction } from './import-report.ts'
import { readTable, type TableRow } from './table.ts'

/** The two-level government began on this day; the old communes ended the day before. */
export const NEW_UNITS_FROM = '2025-07-01'
export const OLD_UNITS_TO = '2025-06-30'

export type Places = {
  provinces: { code: string; name: string; full_name: string; kind: string }[]
  communes: {
    code: string
    valid_from: string
    name: string
    kind: string
    province_code: string
  }[]
  former: { code: string; name: string; district: string; valid_to: string; is_split: boolean }[]
  successors: { former_code: string; code: string }[]
}

export function readPlaces(dataDir: string): Places {
  const units = (name: string) => readTable(join(dataDir, 'units', name))
  const changes = units('hanoi_chuyen_doi_cu_moi.csv.gz')
  const former = new Map(changes.map((row) => [text(row, 'ma_xa_cu'), row]))
  return {
    provinces: units('tinh_34.csv').map((row) => ({
      code: text(row, 'ma_tinh'),
      name: text(row, 'ten'),
      full_name: text(row, 'ten_day_du'),
      kind: text(row, 'loai'),
    })),
    communes: units('xa_3321.csv.gz').map((row) => ({
      code: text(row, 'ma_xa'),
      valid_from: NEW_UNITS_FROM,
      name: communeName(row),
      kind: text(row, 'loai'),
      province_code: text(row, 'ma_tinh'),
    })),
    former: [...former.values()].map((row) => ({
      code: text(row, 'ma_xa_cu'),
      name: text(row, 'xa_cu'),
      district: text(row, 'huyen_cu'),
      valid_to: OLD_UNITS_TO,
      is_split: row['bi_chia'] === '1',
    })),
    successors: changes.map((row) => ({
      former_code: text(row, 'ma_xa_cu'),
      code: text(row, 'ma_xa_moi'),
    })),
  }
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

function text(row: TableRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`a row has no column ${column}`)
  return cleanLine(value)
}
