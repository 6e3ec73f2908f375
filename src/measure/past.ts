/** Figures of an office together with those that went wholly into it (kể cả đơn vị tiền thân). Pure. */
import type { Office } from '../office/directory.ts'
import { total, type OfficeFigures } from './figure.ts'

/**
 * The office and every one that went into it, however long ago. One that was divided is left out: of its figures nobody knows
 * which part they belong to.
 */
export function withPredecessors(id: number, all: readonly Office[]): number[] {
  const found = [id]
  for (const successor of found)
    for (const { id: old, closed } of all)
      if (closed?.successorId === successor && !closed.isDivided && !found.includes(old))
        found.push(old)
  return found
}

/** Offices whose figures stand in another one's line. */
export function countedElsewhere(offices: readonly Office[]): ReadonlySet<number> {
  const ids = new Set(offices.map(({ id }) => id))
  return new Set(
    offices.flatMap(({ id, closed }) =>
      closed !== undefined && !closed.isDivided && ids.has(closed.successorId ?? -1) ? [id] : [],
    ),
  )
}

/** One line for each of the offices, with what its predecessors did. */
export function joined(
  rows: readonly OfficeFigures[],
  offices: readonly Office[],
  all: readonly Office[],
): OfficeFigures[] {
  const byId = new Map(rows.map((row) => [row.officeId, row]))
  const hidden = countedElsewhere(offices)
  return offices.flatMap(({ id }) => {
    if (hidden.has(id)) return []
    const own = withPredecessors(id, all).flatMap((each) => byId.get(each) ?? [])
    return [{ officeId: id, values: total(own) }]
  })
}
