/** Who need not pay, by the catalogue's own words of the dossier's version. Nobody is exempt before an official has decided so. Pure. */
import type { Procedure } from '../catalogue/procedure.ts'
import type { Words } from '../catalogue/shape.ts'
import { isOwed, openClaim, type LineStanding, type Standing } from './standing.ts'

export type Claimable = {
  lines: readonly LineStanding[]
  /** The groups that the law names, each with its ground. */
  groups: readonly { id: string; who: Words; ground: string }[]
}

/** Lines that somebody may still claim not to owe: once each, since an official's no stands until a complaint. */
export function claimable(procedure: Procedure | undefined, standing: Standing): Claimable {
  const groups = (procedure?.feeExemptions ?? []).map(({ who, source }, at) => ({
    id: String(at + 1),
    who,
    ground: source,
  }))
  if (groups.length === 0) return { lines: [], groups }
  const lines = standing.lines.filter(
    (line) =>
      line.moment !== 'processing' &&
      isOwed(line) &&
      !openClaim(standing, line.id) &&
      !standing.claims.some(({ lineId, outcome }) => lineId === line.id && outcome === 'refused'),
  )
  return { lines, groups }
}
