/** A named decision moved the dossier to another version of the law. */
import type { Clock } from '../../calendar/clock.ts'

type Version = { id: string; version: number }

export type LawBodies = {
  movedToLaw: {
    /** The migration decision: its own id, the number of its paper. */
    decision: { id: string; number: string }
    procedure: { code: string; version: number; caseCode: string; name: string }
    form: Version
    workflow: Version
    /** What was decided for its clock, and the clock after it; null when none runs. */
    clock: { how: 'keepRemaining' | 'restart'; clock: Clock } | null
    /** Steps of the new workflow at which the work stands. */
    active: string[]
  }
}

export const lawVersions: Record<keyof LawBodies, number> = { movedToLaw: 1 }
