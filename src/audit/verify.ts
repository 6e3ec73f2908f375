/** Recomputes a dossier from its history and names the first row that is not as it was written. */
import type { Terms } from '../catalogue/terms.ts'
import { canonical } from '../lib/canonical.ts'
import { GENESIS, hashRow, privateHash, type ChainedRow } from '../dossier/chain.ts'
import { evolve, type DossierState, type Procedure } from '../dossier/dossier.ts'
import { procedureAfter } from '../dossier/laws/evolve.ts'
import { isKnown } from '../dossier/newer.ts'
import { projectFiling, projectRow } from '../dossier/project.ts'
import { unpack } from '../dossier/packing.ts'
import { eventFrom } from '../dossier/rows.ts'
import type { RawDossier, RawEvent } from './store.ts'

/** `seq` 0 means the dossier as a whole: its state, its projection or its code. */
export type Fault = { dossierId: string; code: string; seq: number; what: string }

export type TermsOf = (procedure: Procedure) => Terms

/** The first fault of one dossier, or null when everything agrees. */
export function verifyDossier(raw: RawDossier, termsOf: TermsOf): Fault | null {
  const fault = (seq: number, what: string): Fault => ({
    dossierId: raw.dossier_id,
    code: raw.code ?? '(không có mã)',
    seq,
    what,
  })
  if (raw.events.length === 0) return fault(0, 'không còn dòng lịch sử nào')
  let previous = GENESIS
  for (const [index, row] of raw.events.entries()) {
    const what = rowFault(row, index + 1, previous)
    if (what) return fault(Math.min(row.seq, index + 1), what)
    previous = row.hash
  }
  const newer = raw.events.find((row) => !isKnown(row))
  if (newer)
    return fault(
      newer.seq,
      'dòng này do bản mới hơn của chương trình ghi: hãy kiểm tra bằng bản đó',
    )
  return wholeFault(raw, previous, termsOf, fault)
}

function rowFault(row: RawEvent, expectedSeq: number, previous: string): string | null {
  if (row.seq !== expectedSeq) return `thiếu dòng ${expectedSeq} của lịch sử`
  if (row.prev_hash !== previous) return 'dấu của dòng trước không khớp'
  const hash = hashRow(chained(row))
  if (hash !== row.hash) return 'nội dung dòng này đã bị sửa'
  return privateFault(row)
}

/** The row as it is hashed. */
export function chained(row: RawEvent): ChainedRow {
  return {
    dossierId: row.dossier_id,
    seq: row.seq,
    kind: row.kind,
    version: row.version,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    actor: row.actor,
    officeId: row.office_id,
    origin: row.origin,
    body: row.body,
    prevHash: row.prev_hash,
  }
}

function privateFault(row: RawEvent): string | null {
  const { private: kept } = JSON.parse(row.body) as { private?: string }
  if (kept === undefined)
    return row.private_salt === null ? null : 'có phần riêng mà lịch sử không ghi'
  if (row.is_erased) return null
  if (row.private_salt === null || row.private_bytes === null)
    return 'mất phần riêng (câu trả lời, lý do)'
  const plain = plainOf(row.private_bytes)
  const isAsWritten =
    plain !== null && privateHash(Buffer.from(row.private_salt, 'hex'), plain) === kept
  return isAsWritten ? null : 'phần riêng (câu trả lời, lý do) đã bị sửa'
}

/** Null when it cannot be unpacked: then it is not what was written. */
function plainOf(bytes: string): Buffer | null {
  try {
    return unpack(Buffer.from(bytes, 'hex'))
  } catch {
    return null
  }
}

function wholeFault(
  raw: RawDossier,
  head: string,
  termsOf: TermsOf,
  fault: (seq: number, what: string) => Fault,
): Fault | null {
  const state = foldOf(raw.events, termsOf)
  if (raw.head_hash !== head)
    return fault(raw.events.length + 1, 'mất đuôi lịch sử: dấu cuối không khớp')
  if (raw.state_seq !== state.seq || canonical(raw.state) !== canonical(state))
    return fault(0, 'trạng thái lưu khác với lịch sử')
  if (!raw.codes.includes(state.code)) return fault(0, 'mã hồ sơ không trỏ về hồ sơ này')
  const column = projectionFault(raw, state, termsOf)
  return column ? fault(0, `cột ${column} của bảng hồ sơ khác với lịch sử`) : null
}

function foldOf(rows: RawEvent[], termsOf: TermsOf): DossierState {
  let state: DossierState | null = null
  for (const row of rows) {
    const event = eventFrom(row, JSON.parse(row.body))
    state = evolve(state, event, termsOf(procedureAfter(state, event)))
  }
  return state!
}

function projectionFault(raw: RawDossier, state: DossierState, termsOf: TermsOf): string | null {
  if (raw.row === null) return 'id'
  const expected: Record<string, unknown> = {
    ...projectRow(raw.dossier_id, state, termsOf(state.procedure)),
    ...projectFiling(state, raw.events[0]!.origin),
  }
  for (const [column, value] of Object.entries(expected)) {
    if (plain(raw.row[column]) !== plain(value)) return column
  }
  return null
}

/** Instants compare as instants, everything else as it is. */
function plain(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value))
    return new Date(value).getTime()
  return value ?? null
}
