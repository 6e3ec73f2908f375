/** A named decision moved the dossier to another version of the law. */
import type { Clock } from '../../calendar/clock.ts'
import type { LocalMinute } from '../../lib/time.ts'

type Version = { id: string; version: number }
type Procedure = { code: string; version: number; caseCode: string; name: string }

export type LawBodies = {
  movedToLaw: {
    /** The migration decision: its own id, the number of its paper. */
    decision: { id: string; number: string }
    procedure: Procedure
    form: Version
    workflow: Version
    /** What it had until then. */
    from?: { procedure: Procedure; form: Version; workflow: Version }
    /** What was decided for its clock, and the clock after it; null when none runs. */
    clock: { how: 'keepRemaining' | 'restart'; clock: Clock; dueBefore?: LocalMinute } | null
    /** Steps of the new workflow at which the work stands. */
    active: string[]
    /** Joins and skipped steps under their new names; absent: none. */
    joining?: string[]
    joined?: string[]
    skips?: string[]
  }
}

export const lawVersions: Record<keyof LawBodies, number> = { movedToLaw: 1 }
