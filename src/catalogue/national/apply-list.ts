/**
 * What a list of procedures changes in what is known: pure. A newer list replaces facts, an older one only tells what differed;
 * an extract says nothing about what it leaves out.
 */
import { listDifferences, type Difference } from './compare.ts'
import type { ListRow } from './list-rows.ts'

/** A procedure as it is known now. */
export type KnownRow = Required<ListRow> & {
  takenOn: string
  goneOn: string | null
  source: string
}
export type ListChange = Difference & { code: string; olderOn: string; newerOn: string }
export type GivenList = {
  rows: readonly ListRow[]
  takenOn: string
  source: string
  isExtract: boolean
}
export type Applied = { rows: KnownRow[]; changes: ListChange[] }

/** Fewer rows than this share of what is known: somebody gave us a part of the list. */
const WHOLE_SHARE = 0.8

export function isExtract(
  rows: number,
  missingColumns: number,
  known: readonly KnownRow[],
): boolean {
  const present = known.filter(({ goneOn }) => goneOn === null).length
  return missingColumns > 0 || rows < present * WHOLE_SHARE
}

/** `newestOn`: the day of the newest whole list that was read before; undefined at the first import. */
export function applyList(
  known: readonly KnownRow[],
  given: GivenList,
  newestOn: string | undefined,
): Applied {
  const table = new Map(known.map((row) => [row.portalId, row]))
  const find = finder(known, given.rows)
  const met = new Set<string>()
  const changes: ListChange[] = []
  for (const row of given.rows) {
    const old = find(row)
    if (old) met.add(old.portalId)
    changes.push(...rowChanges({ row, old, given, newestOn }))
    for (const kept of keptRows({ row, old, given, newestOn })) table.set(kept.portalId, kept)
  }
  if (!given.isExtract && newestOn !== undefined) {
    const missing = known.filter(({ goneOn, portalId }) => goneOn === null && !met.has(portalId))
    const { gone, found } = unmet(missing, given, newestOn)
    for (const row of gone) table.set(row.portalId, row)
    changes.push(...found)
  }
  return { rows: [...table.values()], changes }
}

type Meeting = {
  row: ListRow
  /** the same procedure as it is known */
  old: KnownRow | undefined
  given: GivenList
  newestOn: string | undefined
}

/** The older of the two is always told first, whichever was read first. */
function rowChanges({ row, old, given, newestOn }: Meeting): ListChange[] {
  const between = order(given.takenOn, old?.takenOn ?? newestOn)
  const told = (each: Difference): ListChange => ({ ...each, code: row.code, ...between })
  const place = row.portalId
  const appeared = told({ what: 'new', place, before: '', after: row.name })
  if (old === undefined) {
    if (newestOn === undefined) return []
    const disappeared = told({ what: 'gone', place, before: row.name, after: '' })
    return [given.takenOn < newestOn ? disappeared : appeared]
  }
  if (given.takenOn === old.takenOn) return []
  if (given.takenOn < old.takenOn) return listDifferences(row, old).map(told)
  const isBack = old.goneOn !== null && given.takenOn > old.goneOn
  return [...(isBack ? [appeared] : []), ...listDifferences(old, row).map(told)]
}

/** What is known of the procedure from now on; nothing when the given row is older than what is known. */
function keptRows({ row, old, given, newestOn }: Meeting): KnownRow[] {
  const { takenOn } = given
  if (takenOn < (old?.takenOn ?? newestOn ?? '')) return []
  const source = given.isExtract && old ? old.source : given.source
  const kept = { ...(old ?? NOTHING), ...row, takenOn, source, goneOn: null }
  // The portal gave the procedure a new id: the old row is not another procedure.
  const replaced =
    old && old.portalId !== row.portalId ? [{ ...old, goneOn: old.goneOn ?? takenOn }] : []
  return [kept, ...replaced]
}

const NOTHING: Omit<KnownRow, 'portalId' | 'code' | 'name'> = {
  field: '',
  performedBy: [],
  issuedBy: '',
  subjects: [],
  portalState: '',
  portalKind: '',
  takenOn: '',
  goneOn: null,
  source: '',
}

/** By the portal's id, else by the code where it belongs to one procedure alone on both sides. */
function finder(known: readonly KnownRow[], given: readonly ListRow[]) {
  const byId = new Map(known.map((row) => [row.portalId, row]))
  const present = known.filter(({ goneOn }) => goneOn === null)
  const codes = tally(present.map(({ code }) => code))
  const givenCodes = tally(given.map(({ code }) => code))
  const byCode = new Map(present.map((row) => [row.code, row]))
  return (row: ListRow): KnownRow | undefined => {
    const isAlone = codes.get(row.code) === 1 && givenCodes.get(row.code) === 1
    return byId.get(row.portalId) ?? (isAlone ? byCode.get(row.code) : undefined)
  }
}

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** What a whole list no longer holds is gone; what an older list did not hold yet is new. */
function unmet(missing: readonly KnownRow[], given: GivenList, newestOn: string) {
  const gone: KnownRow[] = []
  const found: ListChange[] = []
  for (const row of missing) {
    if (row.takenOn === given.takenOn) continue
    const { code, name, portalId: place } = row
    const between = order(given.takenOn, row.takenOn)
    if (given.takenOn < newestOn) {
      found.push({ what: 'new', place, before: '', after: name, code, ...between })
    } else {
      gone.push({ ...row, goneOn: given.takenOn })
      found.push({ what: 'gone', place, before: name, after: '', code, ...between })
    }
  }
  return { gone, found }
}

function order(one: string, other: string | undefined): { olderOn: string; newerOn: string } {
  if (other === undefined) return { olderOn: one, newerOn: one }
  return one < other ? { olderOn: one, newerOn: other } : { olderOn: other, newerOn: one }
}
