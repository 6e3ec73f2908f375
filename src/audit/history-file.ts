/** Histories as lines of JSON, as they are hashed: for whoever wants to check them without our database. No answers, no names. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { GENESIS, hashRow, type ChainedRow } from '../dossier/chain.ts'
import { canonical } from '../lib/canonical.ts'
import type { RawEvent } from './store.ts'
import { chained } from './verify.ts'

/** One event of a file of histories. */
export type HistoryLine = ChainedRow & { hash: string }

export function historyLine(row: RawEvent): string {
  const line: HistoryLine = { ...chained(row), hash: row.hash }
  return canonical(line)
}

export type FileResult = { dossiers: number; events: number; faults: number }

/** Checks every chain of the file; needs no database. Faults are named by line. */
export async function verifyHistoryFile(
  file: string,
  onFault: (sentence: string) => void,
): Promise<FileResult> {
  const heads = new Map<string, { seq: number; hash: string }>()
  let [place, events, faults] = [0, 0, 0]
  const bad = (what: string): void => {
    faults += 1
    onFault(`LỖI dòng ${place} của tệp: ${what}.`)
  }
  for await (const text of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Infinity,
  })) {
    place += 1
    if (text.trim() === '') continue
    events += 1
    const line = lineOf(text)
    if (line === undefined) {
      bad('không đọc được')
      continue
    }
    const head = heads.get(line.dossierId) ?? { seq: 0, hash: GENESIS }
    const what = faultOf(line, head)
    if (what !== null) bad(`hồ sơ ${line.dossierId}, dòng ${line.seq}: ${what}`)
    heads.set(line.dossierId, { seq: line.seq, hash: line.hash })
  }
  return { dossiers: heads.size, events, faults }
}

function faultOf(line: HistoryLine, head: { seq: number; hash: string }): string | null {
  if (line.seq !== head.seq + 1) return `thiếu dòng ${head.seq + 1} của lịch sử`
  if (line.prevHash !== head.hash) return 'dấu của dòng trước không khớp'
  const { hash, ...row } = line
  return hashRow(row) === hash ? null : 'nội dung dòng này đã bị sửa'
}

function lineOf(text: string): HistoryLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<HistoryLine>
    const isWhole =
      typeof line.dossierId === 'string' &&
      typeof line.seq === 'number' &&
      typeof line.body === 'string' &&
      typeof line.prevHash === 'string' &&
      typeof line.hash === 'string'
    return isWhole ? (line as HistoryLine) : undefined
  } catch {
    return undefined
  }
}
