/** The legs of a dossier as every page tells them: whose, how far, until when, and which is late by itself. Pure. */
import { isPaused } from '../../calendar/clock.ts'
import type { Workflow } from '../../catalogue/workflow.ts'
import { endOfLeg, stepsOfLeg, type Leg } from '../../catalogue/workflow-legs.ts'
import type { LocalMinute } from '../../lib/time.ts'
import type { DossierState } from '../dossier.ts'
import { isLate, type LegState } from './leg.ts'

export const legStages = [
  'later',
  'sent',
  'running',
  'asked',
  'done',
  'refused',
  'stopped',
] as const
export type LegStage = (typeof legStages)[number]

export type LegView = {
  leg: Leg
  stage: LegStage
  /** Our office, once the leg has begun. */
  office: number | null
  dueAt: LocalMinute | null
  acknowledgeBy: LocalMinute | null
  answerBy: LocalMinute | null
  isPaused: boolean
  isLate: boolean
  /** Its own steps are done, so that it may end. */
  isAtEnd: boolean
  /** The agency has not said that it has it, and its time for that is over. */
  isUnacknowledged: boolean
  result: LegState['result']
  isReturned: boolean
}

/** In the order of the workflow; those that the answers do not need are left out. */
export function legViews(state: DossierState, workflow: Workflow, now: LocalMinute): LegView[] {
  const { legs = [], skips = [] } = state
  return (workflow.legs ?? []).flatMap((leg) => {
    const open = legs.find((each) => each.leg === leg.id)
    const isAtEnd = state.active.includes(endOfLeg(workflow, leg.id)?.id ?? '')
    if (open) return [{ ...viewOf(leg, open, now), isAtEnd }]
    const isNeeded = stepsOfLeg(workflow, leg.id).some(({ id }) => !skips.includes(id))
    return isNeeded ? [comingLater(leg)] : []
  })
}

function viewOf(leg: Leg, open: LegState, now: LocalMinute): Omit<LegView, 'isAtEnd'> {
  const { clock, acknowledgeBy, acknowledgedAt } = open
  return {
    leg,
    stage: stageOf(open),
    office: open.office,
    dueAt: clock?.dueAt ?? null,
    acknowledgeBy,
    answerBy: open.asked?.answerBy ?? null,
    isPaused: clock !== null && open.ended === null && isPaused(clock),
    isLate: isLate(open, now),
    isUnacknowledged:
      open.ended === null &&
      acknowledgedAt === null &&
      acknowledgeBy !== null &&
      now > acknowledgeBy,
    result: open.result,
    isReturned: open.returnedAt !== null,
  }
}

function stageOf({ ended, asked, acknowledgedAt }: LegState): LegStage {
  if (ended !== null) return ended
  if (asked !== null) return 'asked'
  return acknowledgedAt === null ? 'sent' : 'running'
}

function comingLater(leg: Leg): LegView {
  return {
    leg,
    stage: 'later',
    office: null,
    dueAt: null,
    acknowledgeBy: null,
    answerBy: null,
    isPaused: false,
    isLate: false,
    isAtEnd: false,
    isUnacknowledged: false,
    result: null,
    isReturned: false,
  }
}
