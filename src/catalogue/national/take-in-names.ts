/** Detail records against the list: a record of another procedure under a code, and a code that the list does not have. */
import type { Tx } from '../../db/connect.ts'
import type { KnownRow } from './apply-list.ts'
import type { ListAnomaly } from './list-receivers.ts'
import { isSameProcedure } from './same-procedure.ts'
import { bringFindings, detailNames } from './take-in-store.ts'
import { DETAIL_SOURCES } from './detail.ts'

/** Answers how many findings changed. */
export async function takeInNames(tx: Tx, list: readonly KnownRow[]): Promise<number> {
  const listed = Map.groupBy(list, ({ code }) => code)
  const details = await detailNames(tx)
  let changed = 0
  for (const source of DETAIL_SOURCES) {
    const found = details
      .filter((each) => each.source === source)
      .flatMap((each) => oddName(each, listed.get(each.code) ?? []))
    changed += await bringFindings(tx, found, { source, kinds: ['otherProcedure', 'notInList'] })
  }
  return changed
}

function oddName(
  { code, name }: { code: string; name: string },
  rows: readonly KnownRow[],
): ListAnomaly[] {
  if (rows.length === 0) return [{ kind: 'notInList', code, place: 'name', raw: name }]
  if (rows.some((row) => isSameProcedure(row.name, name))) return []
  const raw = `Chi tiết: ${name} – Danh mục: ${rows[0]!.name}`
  return [{ kind: 'otherProcedure', code, place: 'name', raw }]
}
