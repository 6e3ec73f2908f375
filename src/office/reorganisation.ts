/**
 * A reorganisation of offices as a published document: what merges, divides, opens, gets another name or another field on a day.
 * Pure. Checked as a whole before anything is applied.
 */
import { dayFromNumber, dayNumber, type Day } from '../lib/time.ts'

export type OfficeKind = 'city' | 'centre' | 'department' | 'district' | 'commune'

/** An office that the document names anew: one that begins, or one that our tables had never heard of before it closed. */
export type NamedOffice = {
  id: number
  kind: OfficeKind
  name: string
  shortName: string
  parent: number | null
  /** GSO number from `from` on; numbers are reused, so it stands beside the day and is never an id. */
  number?: string
  agencyCode: string
  isStandIn: boolean
  address?: string
  from: Day
}

export type Act =
  /** Many become one. */
  | { act: 'merge'; offices: number[]; into: number; note?: string }
  /**
   * One becomes many. `byAddress`: the address in the dossier says which, where it says it with certainty; `byPerson`: always a
   * person. Until decided, and for everything but dossiers, `default` takes it.
   */
  | {
      act: 'split'
      office: number
      into: number[]
      default: number
      rule: 'byAddress' | 'byPerson'
      mark?: Mark
      note?: string
    }
  | { act: 'rename'; office: number; name: string; shortName: string; agencyCode?: string }
  /** A field (lĩnh vực) of procedures is decided by another office from the day on; neither of the two closes. */
  | { act: 'moveCompetence'; field: string; from: number; to: number }
  /** Somebody who does not go where the rule sends them; null: who does not come along. */
  | { act: 'person'; person: number; from: number; to: number | null }

export type Mark = 'verified' | 'secondHand' | 'toBeConfirmed'

export type Plan = {
  id: string
  number: string
  title: string
  decidedOn: Day
  effectiveOn: Day
  source: string
  mark: Mark
  offices: NamedOffice[]
  acts: Act[]
}

/** An office as the tables have it on the eve of the reorganisation. */
export type KnownOffice = {
  id: number
  kind: string
  name: string
  parent: number | null
  agencyCode: string
  number: string | null
  from: Day
  to: Day | null
}

/** What became of a closed office. */
export type Closing = {
  office: number
  into: readonly number[]
  default: number
  rule: 'whole' | 'byAddress' | 'byPerson'
}

export function closingsOf({ acts }: Plan): Closing[] {
  return acts.flatMap((act): Closing[] => {
    switch (act.act) {
      case 'merge':
        return act.offices.map((office) => ({
          office,
          into: [act.into],
          default: act.into,
          rule: 'whole',
        }))
      case 'split':
        return [{ office: act.office, into: act.into, default: act.default, rule: act.rule }]
      case 'rename':
      case 'moveCompetence':
      case 'person':
        return []
    }
  })
}

/** The last day of an office that closes. */
export function lastDayBefore(day: Day): Day {
  return dayFromNumber(dayNumber(day) - 1)
}
