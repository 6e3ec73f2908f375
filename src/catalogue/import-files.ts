/** The state's tables as rows of ours. Corrections are counted, never silent. */
import { join } from 'node:path'
import { cleanLine, fold } from '../lib/text.ts'
import type { Correction } from './import-report.ts'
import { readTable, type TableRow } from './table.ts'

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
