/** Who receives each row of the list, and what an editor has to look at in it. Pure. */
import { receivedBy, type ReceivingKind, type NotReceived } from '../received-by.ts'
import { twins } from '../shape.ts'
import type { KnownRow } from './apply-list.ts'
import type { Anomaly } from './anomalies.ts'

export type ReceivedRow = KnownRow & {
  receivedBy: ReceivingKind[]
  notReceived: NotReceived | null
}
export type Levels = ReadonlyMap<string, readonly string[]>

/** Rows that share a code are all kept; none of them is received until an editor decides. */
export function withReceivers(
  rows: readonly KnownRow[],
  levels: Levels,
  elsewhere: readonly string[],
): ReceivedRow[] {
  const shared = sharedCodes(rows)
  return rows.map((row) => {
    if (row.goneOn !== null) return { ...row, receivedBy: [], notReceived: 'withdrawn' }
    const received = receivedBy({ ...row, levels: levels.get(row.code) ?? [] }, elsewhere)
    if (!shared.has(row.code)) return { ...row, ...received }
    return { ...row, receivedBy: [], notReceived: received.notReceived ?? 'unknown' }
  })
}

function sharedCodes(rows: readonly KnownRow[]): Set<string> {
  return new Set(twins(rows.filter(({ goneOn }) => goneOn === null).map(({ code }) => code)))
}

/** Without a performer the level of the detail record decided. */
export function receivedByLevel(rows: readonly ReceivedRow[]): string[] {
  const decided = rows.filter((row) => row.performedBy.length === 0 && row.receivedBy.length > 0)
  return decided.map(({ code }) => code)
}

export type ListAnomaly = Anomaly & { code: string }

export function listAnomalies(rows: readonly ReceivedRow[]): ListAnomaly[] {
  const present = rows.filter(({ goneOn }) => goneOn === null)
  const shared = sharedCodes(present)
  return present.flatMap((row) => {
    const odd = (kind: Anomaly['kind'], raw: string): ListAnomaly => ({
      kind,
      code: row.code,
      place: row.portalId,
      raw,
    })
    const isUnknown = row.notReceived === 'unknown'
    const names = row.performedBy.join('; ')
    return [
      ...(shared.has(row.code) ? [odd('sharedCode', `${row.name} (${row.issuedBy})`)] : []),
      ...(/^\d\.\d{6}$/.test(row.code) ? [] : [odd('malformedCode', `${row.code} ${row.name}`)]),
      ...(isUnknown && names === '' ? [odd('noPerformer', row.name)] : []),
      ...(isUnknown && names !== '' ? [odd('unclearReceiver', names)] : []),
    ]
  })
}
