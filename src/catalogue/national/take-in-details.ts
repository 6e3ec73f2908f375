/** Detail records: the newest of each source is the fact, every other version is kept, and what differs is proposed. */
import type { Tx } from '../../db/connect.ts'
import { targets, writeJson } from '../import-store.ts'
import { anomaliesOf } from './anomalies.ts'
import { detailDifferences } from './compare.ts'
import {
  isFeeKnown,
  isLimitKnown,
  isOfferedOnline,
  normalised,
  type NationalDetail,
} from './detail.ts'
import { FOUND_KINDS, isFoundKind, type FoundKind } from './finding-kinds.ts'
import type { DetailRecord, DetailSnapshot, Snapshot } from './snapshot-file.ts'
import {
  bodiesOf,
  bringFindings,
  keepPast,
  knownDetails,
  type FoundChange,
  type KeptBody,
  type KnownDetail,
} from './take-in-store.ts'

export type TakenDetails = {
  read: number
  changed: number
  findings: { read: number; changed: number }
  changes: FoundChange[]
}

/** Rows of one statement: bounds what is held as text at once. */
const AT_ONCE = 500

/** What the list finds by itself; everything else is found in detail records. */
const NOT_IN_DETAILS: readonly FoundKind[] = [
  'sharedCode',
  'malformedCode',
  'noPerformer',
  'unclearReceiver',
  'otherProcedure',
  'notInList',
]
const IN_DETAILS = Object.keys(FOUND_KINDS)
  .filter(isFoundKind)
  .filter((kind) => !NOT_IN_DETAILS.includes(kind))

/** The snapshots in the order of their days. */
export async function takeInDetails(tx: Tx, snapshots: readonly Snapshot[]): Promise<TakenDetails> {
  const taken: TakenDetails = {
    read: 0,
    changed: 0,
    findings: { read: 0, changed: 0 },
    changes: [],
  }
  for (const snapshot of snapshots) {
    if (snapshot.kind === 'list') continue
    const one = await takeInOne(tx, snapshot)
    taken.read += snapshot.records.length
    taken.changed += one.changed
    taken.findings.read += one.findings.read
    taken.findings.changed += one.findings.changed
    taken.changes.push(...one.changes)
  }
  return taken
}

async function takeInOne(tx: Tx, snapshot: DetailSnapshot): Promise<Omit<TakenDetails, 'read'>> {
  const known = await knownDetails(tx, snapshot.kind)
  const older = snapshot.records.filter((each) => isOlder(snapshot, known.get(each.code)))
  const current = snapshot.records.filter((each) => !isOlder(snapshot, known.get(each.code)))
  const isOther = ({ code, sha256 }: DetailRecord) => known.get(code)?.sha256 !== sha256
  const changes = await differencesOf(tx, snapshot, snapshot.records.filter(isOther))
  const replaced = current.filter((each) => known.has(each.code) && isOther(each))
  await keepPast(
    tx,
    snapshot.kind,
    replaced.map(({ code }) => code),
  )
  const pastChanged = await writeInParts(older.filter(isOther), (part) =>
    writeJson(tx, targets.procedureSourcePast, jsonRows(part, pastRow(snapshot))),
  )
  const changed = await writeInParts(current, (part) =>
    writeJson(tx, targets.procedureSource, jsonRows(part, sourceRow(snapshot))),
  )
  const findings = current.flatMap(({ code, detail }) =>
    anomaliesOf(detail).map((anomaly) => ({ ...anomaly, code })),
  )
  const scope = { source: snapshot.kind, kinds: IN_DETAILS, codes: current.map(({ code }) => code) }
  return {
    changed: changed + pastChanged,
    findings: { read: findings.length, changed: await bringFindings(tx, findings, scope) },
    changes,
  }
}

function isOlder({ takenOn }: DetailSnapshot, known: KnownDetail | undefined): boolean {
  return known !== undefined && takenOn < known.takenOn
}

async function writeInParts<T>(
  rows: readonly T[],
  write: (part: readonly T[]) => Promise<number>,
): Promise<number> {
  let changed = 0
  for (let from = 0; from < rows.length; from += AT_ONCE)
    changed += await write(rows.slice(from, from + AT_ONCE))
  return changed
}

/** Each record against what is known of its code from the same source and from the other. */
async function differencesOf(
  tx: Tx,
  snapshot: DetailSnapshot,
  records: readonly DetailRecord[],
): Promise<FoundChange[]> {
  const kept = await bodiesOf(
    tx,
    records.map(({ code }) => code),
  )
  const byCode = Map.groupBy(kept, ({ code }) => code)
  return records.flatMap((record) =>
    (byCode.get(record.code) ?? []).flatMap((other) => differences(snapshot, record, other)),
  )
}

/** Two records of the same day tell nothing about which came first. */
function differences(
  { kind, takenOn }: DetailSnapshot,
  { code, detail }: DetailRecord,
  other: KeptBody,
): FoundChange[] {
  if (other.takenOn === takenOn) return []
  const mine = { source: kind, takenOn, detail }
  const theirs = {
    source: other.source,
    takenOn: other.takenOn,
    detail: normalised(other.body, other.source),
  }
  const [older, newer] = takenOn < other.takenOn ? [mine, theirs] : [theirs, mine]
  const found = detailDifferences(older.detail, newer.detail, kind === other.source)
  return found.map((each) => ({
    ...each,
    code,
    olderSource: older.source,
    olderOn: older.takenOn,
    newerSource: newer.source,
    newerOn: newer.takenOn,
    updatedOn: newer.detail.updatedOn,
  }))
}

/** The record goes in as it stood in the file: it is not taken apart and put together once more. */
function jsonRows(part: readonly DetailRecord[], row: (record: DetailRecord) => object): string {
  const rows = part.map(
    (record) => `${JSON.stringify(row(record)).slice(0, -1)},"body":${record.json}}`,
  )
  return `[${rows.join(',')}]`
}

function pastRow({ kind, takenOn }: DetailSnapshot) {
  return ({ code, sha256, detail }: DetailRecord) => ({
    code,
    source: kind,
    sha256,
    taken_on: takenOn,
    decision_number: detail.decisionNumber,
  })
}

function sourceRow({ kind, takenOn }: DetailSnapshot) {
  return ({ code, sha256, detail }: DetailRecord) => ({
    code,
    source: kind,
    sha256,
    taken_on: takenOn,
    ...columnsOf(detail),
  })
}

/** What lists and filters ask of a record. */
function columnsOf(detail: NationalDetail) {
  return {
    name: detail.name,
    field: detail.field,
    issued_by: detail.issuedBy,
    levels: detail.levels,
    decision_number: detail.decisionNumber,
    is_limit_known: isLimitKnown(detail),
    is_fee_known: isFeeKnown(detail),
    is_online: isOfferedOnline(detail),
  }
}
