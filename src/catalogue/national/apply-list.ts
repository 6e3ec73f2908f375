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
  const isOlder = newestOn !== undefined && given.takenOn < newestOn
  const table = new Map(known.map((row) => [row.portalId, row]))
  const find = finder(known, given.rows)
  const changes: ListChange[] = []
  const met = new Set<string>()
  for (const row of given.rows) {
    const old = find(row)
    if (old) met.add(old.portalId)
    const between = order(given.takenOn, old?.takenOn ?? newestOn)
    if (old && given.takenOn < old.takenOn) {
      changes.push(
        ...listDifferences(row, old).map((each) => ({ ...each, code: row.code, ...between })),
      )
      continue
    }
    if (old === undefined && isOlder) {
      changes.push({
        what: 'gone',
        place: row.portalId,
        before: row.name,
        after: '',
        code: row.code,
        ...between,
      })
      continue
    }
    const isBack = old?.goneOn != null && given.takenOn > old.goneOn
    if (newestOn !== undefined && (old === undefined || isBack))
      changes.push({
        what: 'new',
        place: row.portalId,
        before: '',
        after: row.name,
        code: row.code,
        ...between,
      })
    if (old && given.takenOn > old.takenOn)
      changes.push(
        ...listDifferences(old, row).map((each) => ({ ...each, code: row.code, ...between })),
      )
    // The portal gave the procedure a new id: the old row is not another procedure.
    if (old && old.portalId !== row.portalId)
      table.set(old.portalId, { ...old, goneOn: old.goneOn ?? given.takenOn })
    const base = old ?? NOTHING
    const source = given.isExtract && old ? old.source : given.source
    table.set(row.portalId, { ...base, ...row, takenOn: given.takenOn, source, goneOn: null })
  }
  if (!given.isExtract && newestOn !== undefined)
    changes.push(...unmet({ known, given, met, table, isOlder }))
  return { rows: [...table.values()], changes }
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

type Unmet = {
  known: readonly KnownRow[]
  given: GivenList
  met: ReadonlySet<string>
  table: Map<string, KnownRow>
  isOlder: boolean
}

/** What a whole list no longer holds is gone; what an older list did not hold yet is new. */
function unmet({ known, given, met, table, isOlder }: Unmet): ListChange[] {
  const missing = known.filter((row) => row.goneOn === null && !met.has(row.portalId))
  return missing.flatMap((row): ListChange[] => {
    if (row.takenOn === given.takenOn) return []
    const { code, name, portalId: place } = row
    const between = order(given.takenOn, row.takenOn)
    if (isOlder) return [{ what: 'new', place, before: '', after: name, code, ...between }]
    table.set(place, { ...row, goneOn: given.takenOn })
    return [{ what: 'gone', place, before: name, after: '', code, ...between }]
  })
}

function order(one: string, other: string | undefined): { olderOn: string; newerOn: string } {
  if (other === undefined) return { olderOn: one, newerOn: one }
  return one < other ? { olderOn: one, newerOn: other } : { olderOn: other, newerOn: one }
}
