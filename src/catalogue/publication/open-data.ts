/** Our document of a procedure for programs: every value with its source and mark, and what its publication says. */
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import type { Procedure } from '../procedure.ts'
import type { Shown, Standing } from './shown.ts'
import type { Timeliness, Timely } from './timeliness.ts'

export type OpenData = {
  readonly format: 'motcua procedure 1'
  readonly publication: {
    readonly version: number
    readonly standing: Standing
    readonly inForceFrom: string | null
    readonly inForceTo: string | null
    readonly decision: string | null
    readonly decisionSignedOn: string | null
    readonly postedAt: string | null
    readonly publishedOnTime: OnTime
    readonly updatedOnTime: OnTime
    readonly withdrawal: {
      readonly on: string
      readonly manner: string
      readonly reason: string
      readonly legalBasis: string
    } | null
    readonly versions: readonly {
      readonly version: number
      readonly from: string | null
      readonly to: string | null
    }[]
    readonly sha256: string
  }
  readonly procedure: Procedure
}
type OnTime = {
  readonly workingDays: number | null
  readonly rule: number | null
  readonly isOnTime: boolean | null
}

export function openDataOf(
  shown: Shown,
  { dates, publishedOnTime, updatedOnTime }: Timeliness,
): OpenData {
  const { version, procedure, postedAt, withdrawal, withdrawnOn } = shown.version
  return {
    format: 'motcua procedure 1',
    publication: {
      version,
      standing: shown.standing,
      inForceFrom: shown.span?.from ?? null,
      inForceTo: shown.span?.to ?? null,
      decision: dates.decision,
      decisionSignedOn: dates.signedOn,
      postedAt: postedAt?.toISOString() ?? null,
      publishedOnTime: onTime(publishedOnTime),
      updatedOnTime: onTime(updatedOnTime),
      withdrawal: withdrawal && withdrawnOn && { on: withdrawnOn, ...withdrawal },
      versions: shown.all.map(({ version: number, span }) => ({
        version: number,
        from: span?.from ?? null,
        to: span?.to ?? null,
      })),
      sha256: sha256Hex(canonical(procedure)),
    },
    procedure,
  }
}

function onTime({ days, rule, isOnTime }: Timely): OnTime {
  return { workingDays: days, rule: rule?.workingDays ?? null, isOnTime }
}

/** Changes when anything in it does. */
export function etagOf(data: OpenData): string {
  return `"${sha256Hex(canonical(data)).slice(0, 32)}"`
}
