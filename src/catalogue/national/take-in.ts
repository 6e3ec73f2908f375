/** Takes snapshots of the national catalogue in, within the import's transaction: facts, differences, findings. */
import type { Tx } from '../../db/connect.ts'
import { targets, writeRows } from '../import-store.ts'
import type { TableCount } from '../import-report.ts'
import { applyList, isExtract, type KnownRow } from './apply-list.ts'
import { readingCorrections } from './catalogue-report.ts'
import type { Columns } from './list-rows.ts'
import {
  listAnomalies,
  receivedByLevel,
  withReceivers,
  type ReceivedRow,
} from './list-receivers.ts'
import type { ListSnapshot, Snapshot } from './snapshot-file.ts'
import { takeInDetails } from './take-in-details.ts'
import { takeInNames } from './take-in-names.ts'
import {
  bringFindings,
  knownList,
  knownSnapshots,
  learnSizes,
  levelsOfAll,
  proposeChanges,
  writeList,
  type FoundChange,
} from './take-in-store.ts'

export type TakenSnapshot = {
  name: string
  kind: Snapshot['kind']
  takenOn: string
  rows: number
  twins: number
  columns: Columns
  isExtract: boolean
  /** the same content had been read before */
  isKnown: boolean
}
export type TakenIn = {
  snapshots: TakenSnapshot[]
  tables: TableCount[]
  /** every difference that these snapshots showed, known before or not */
  changes: FoundChange[]
  rows: ReceivedRow[]
  spaced: string[]
  holes: string[]
  byLevel: string[]
  /** legal basis with glued letters, and rows of papers that are notes */
  glued: string[]
  notes: string[]
}

/** `elsewhere`: folded names of other provinces. Repeatable: what is known already writes nothing. */
export async function takeIn(
  tx: Tx,
  snapshots: readonly Snapshot[],
  elsewhere: readonly string[],
): Promise<TakenIn> {
  const inOrder = snapshots.toSorted((a, b) => a.takenOn.localeCompare(b.takenOn))
  const before = await knownSnapshots(tx)
  const details = await takeInDetails(tx, inOrder)
  const lists = applyLists(await knownList(tx), {
    lists: inOrder.filter((each) => each.kind === 'list'),
    newestOn: before.findLast(({ kind, isExtract: isPart }) => kind === 'list' && !isPart)?.takenOn,
  })
  const rows = withReceivers(lists.rows, await levelsOfAll(tx), elsewhere)
  const listChanged = await writeList(tx, rows)
  const listFindings = listAnomalies(rows)
  const names = await takeInNames(tx, rows)
  const findingsFound = listFindings.length + details.findings.read + names.read
  const findingsChanged =
    details.findings.changed +
    (await bringFindings(tx, listFindings, {
      source: 'danh_muc',
      kinds: ['sharedCode', 'malformedCode', 'noPerformer', 'unclearReceiver'],
    })) +
    names.changed
  const changes = [...details.changes, ...lists.changes]
  const proposed = await proposeChanges(tx, changes)
  const taken = inOrder.map((each) => takenSnapshot(each, { before, extracts: lists.extracts }))
  const kept = await writeRows(
    tx,
    targets.snapshot,
    taken.map(snapshotRow(inOrder)).filter((_row, index) => !taken[index]!.isKnown),
  )
  if (listChanged + details.changed + findingsChanged + proposed > 0) await learnSizes(tx)
  const goneRows = rows.filter(({ goneOn }) => goneOn !== null).length
  return {
    snapshots: taken,
    tables: [
      { table: 'procedure', read: rows.length - goneRows, changed: listChanged, gone: goneRows },
      { table: 'procedure_source', read: details.read, changed: details.changed, gone: 0 },
      count('catalogue_finding', findingsFound, findingsChanged),
      count('catalogue_change', changes.length, proposed),
      count('catalogue_snapshot', taken.length, kept),
    ],
    changes,
    rows,
    spaced: inOrder.flatMap((each) => (each.kind === 'list' ? each.untidy.spaced : [])),
    holes: inOrder.flatMap((each) => (each.kind === 'list' ? each.untidy.holes : [])),
    byLevel: receivedByLevel(rows),
    ...readingCorrections(inOrder),
  }
}

function count(table: string, read: number, changed: number): TableCount {
  return { table, read, changed, gone: 0 }
}

type Lists = { lists: readonly ListSnapshot[]; newestOn: string | undefined }

/** One list after the other, the oldest first; the whole ones before extracts of the same day. */
function applyLists(known: readonly KnownRow[], { lists, newestOn }: Lists) {
  const extracts = new Set<string>()
  const changes: FoundChange[] = []
  let rows = [...known]
  let newest = newestOn
  const wholeFirst = lists.toSorted(
    (a, b) =>
      a.takenOn.localeCompare(b.takenOn) || a.columns.missing.length - b.columns.missing.length,
  )
  for (const list of wholeFirst) {
    const isPart = isExtract(list.rows.length, list.columns.missing.length, rows)
    if (isPart) extracts.add(list.sha256)
    const source = list.name.replace(/\.csv(\.gz)?$/, '')
    const given = { rows: list.rows, takenOn: list.takenOn, source, isExtract: isPart }
    const applied = applyList(rows, given, newest)
    rows = applied.rows
    changes.push(...applied.changes.map((each) => ({ ...each, ...LIST_NAMES, updatedOn: null })))
    if (!isPart && (newest === undefined || list.takenOn > newest)) newest = list.takenOn
  }
  return { rows, changes, extracts }
}

const LIST_NAMES = { olderSource: 'danh_muc', newerSource: 'danh_muc' }

function takenSnapshot(
  snapshot: Snapshot,
  known: { before: readonly { sha256: string }[]; extracts: ReadonlySet<string> },
): TakenSnapshot {
  const { name, kind, takenOn, twins, columns, sha256 } = snapshot
  return {
    name,
    kind,
    takenOn,
    rows: snapshot.kind === 'list' ? snapshot.rows.length : snapshot.records.length,
    twins,
    columns,
    isExtract: known.extracts.has(sha256),
    isKnown: known.before.some((each) => each.sha256 === sha256),
  }
}

/** The first name and day under which a content was read stay. */
function snapshotRow(snapshots: readonly Snapshot[]) {
  return ({ name, kind, takenOn, rows, isExtract: is_extract }: TakenSnapshot, index: number) => ({
    sha256: snapshots[index]!.sha256,
    kind,
    name,
    taken_on: takenOn,
    rows,
    is_extract,
  })
}
