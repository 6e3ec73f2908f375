/** Which groups of people need not pay a fee, by what data says of it. Nobody is exempt before an official has decided so. Pure. */
import type { Words } from '../catalogue/shape.ts'
import type { ExemptionRule } from './exemption-rules.ts'
import { isOwed, openClaim, type LineStanding, type Standing } from './standing.ts'

export type Claimable = {
  line: LineStanding
  groups: readonly { id: string; name: Words }[]
  ground: string
}

/** Lines that somebody may still claim not to owe, with the groups that the law names for them. */
export function claimable(
  rules: readonly ExemptionRule[],
  procedureCode: string,
  standing: Standing,
): Claimable[] {
  return standing.lines.flatMap((line) => {
    const rule = rules.find(
      ({ procedures, fees }) => procedures.includes(procedureCode) && fees.includes(line.key),
    )
    if (!rule || !isOwed(line) || openClaim(standing, line.id)) return []
    return [{ line, groups: rule.groups, ground: rule.source }]
  })
}
