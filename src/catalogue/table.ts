import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

export type TableRow = Readonly<Record<string, string>>

/** The rows of a CSV file (gzipped when its name says so), by column name. Every line must have every column. */
export function readTable(file: string): TableRow[] {
  return parse<TableRow>(readBytes(file), { columns: true, bom: true, skip_empty_lines: true })
}

/** The records of a JSON-lines file, gzipped when its name says so. */
export function readRecords(file: string): unknown[] {
  const lines = readBytes(file).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)
}

export function readBytes(file: string): Buffer {
  const bytes = readFileSync(file)
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
