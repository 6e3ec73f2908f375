/** Reads a CSV file row by row, gzipped or not, without holding it in memory. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { Unstartable } from '../db/unstartable.ts'

export type TableRow = { line: number; cells: readonly string[] }

/** Told the header once, then every row; what they throw ends the reading. Throws Unstartable with one sentence. */
export async function readTable(
  file: string,
  told: { header(names: string[]): void; row(row: TableRow): void },
): Promise<void> {
  const parser = parse({ bom: true, skip_empty_lines: true, info: true, relax_column_count: false })
  let hasHeader = false
  try {
    const isPacked = await isGzip(file)
    const each = async (rows: AsyncIterable<unknown>): Promise<void> => {
      for await (const read of rows) {
        const { record, info } = read as { record: string[]; info: { lines: number } }
        if (hasHeader) told.row({ line: info.lines, cells: record })
        else told.header(record.map((name) => name.trim()))
        hasHeader = true
      }
    }
    if (isPacked) await pipeline(createReadStream(file), createGunzip(), parser, each)
    else await pipeline(createReadStream(file), parser, each)
  } catch (error) {
    throw new Unstartable(`${file}: ${sentenceOf(error)}`)
  }
  if (!hasHeader) throw new Unstartable(`${file}: tệp trống, không có dòng tên cột. (Empty file.)`)
}

function sentenceOf(error: unknown): string {
  if (error instanceof Unstartable) return error.message
  if (error instanceof CsvError)
    return `không đọc được CSV ở dòng ${String(error['lines'])}: ${error.message} (Not readable as CSV.)`
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ENOENT') return 'không có tệp này. (No such file.)'
  if (code?.startsWith('Z_')) return 'tệp nén gzip bị hỏng. (Broken gzip file.)'
  return `không đọc được tệp: ${message ?? String(error)} (Not readable.)`
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
