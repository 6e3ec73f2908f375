/** The one legal clock of a joint dossier: it stands while nobody but the citizen is waited for, and stops with the last leg. Pure. */
import { endPause, pauseClock, stopClock, type Clock } from '../../calendar/clock.ts'
import { stepOf, stepsAfter, type Workflow } from '../../catalogue/workflow.ts'
import { legOf } from '../../catalogue/workflow-legs.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Facts } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import type { EventBodies, NewEvent } from '../events.ts'
import { isRunning } from './leg.ts'

/** How the history names the reason of such a pause: only these are ended by a leg. */
export const LEG_PAUSE = 'leg'

/** What the clock of the whole still lacks, or that all legs have ended; null when nothing. */
export function wholeClock(state: DossierState, facts: Facts): Result<NewEvent | null> {
  const { clock } = state
  const { workflow } = facts.terms
  const runs = clock !== null && clock.stoppedAt === undefined
  if (runs && !isWholeLeft(state, workflow)) {
    const stopped = stopClock(clock, facts.now)
    return stopped.ok ? ok(changed('stopped', stopped.value)) : stopped
  }
  if (!isAnyLeft(state, workflow)) return ok({ kind: 'legsFinished', body: { clock } })
  if (!runs) return ok(null)
  const wants = citizenAlone(state, workflow)
  if (wants === standsForLegs(clock)) return ok(null)
  return wants ? pause(clock, facts) : resume(clock, facts)
}

function pause(clock: Clock, { now, terms }: Facts): Result<NewEvent> {
  const legalBasis = terms.workflow.wholePause!.source
  const paused = pauseClock(clock, { from: now, reason: LEG_PAUSE, legalBasis })
  return paused.ok ? ok(changed('paused', paused.value)) : paused
}

/** Another cause for which it stands is ended by whoever began it. */
function standsForLegs({ pauses }: Clock): boolean {
  return pauses.some(({ reason, to }) => reason === LEG_PAUSE && to === undefined)
}

function resume(clock: Clock, { now, calendar }: Facts): Result<NewEvent> {
  const resumed = endPause(calendar, clock, { to: now, reason: LEG_PAUSE })
  if (!resumed.ok) return resumed
  const { pause: dueIfPaused, restart: dueIfRestarted } = resumed.value
  return ok(changed('resumed', resumed.value.clock, { dueIfPaused, dueIfRestarted }))
}

type Both = Pick<EventBodies['wholeClockChanged'], 'dueIfPaused' | 'dueIfRestarted'>

function changed(
  change: EventBodies['wholeClockChanged']['change'],
  clock: Clock,
  both: Both = { dueIfPaused: null, dueIfRestarted: null },
): NewEvent {
  return { kind: 'wholeClockChanged', body: { change, clock, ...both } }
}

/** Whether legs wait for the citizen so that the whole stands, by the rule of the workflow. */
function citizenAlone({ active, legs = [] }: DossierState, workflow: Workflow): boolean {
  if (!workflow.wholePause || !legs.some(({ ended, asked }) => ended === null && asked))
    return false
  if (workflow.wholePause.value === 'withAnyLeg') return true
  const isOffice = (id: string) => {
    const { leg, task } = stepOf(workflow, id)
    return leg === undefined && task !== 'deliver'
  }
  // A join that waits is nobody's work yet.
  return !legs.some(isRunning) && !active.some(isOffice)
}

function isAnyLeft(state: DossierState, workflow: Workflow): boolean {
  return left(state, workflow, ({ task }) => task !== 'deliver')
}

/** Whether anything is left whose time lies inside the limit of the whole. */
function isWholeLeft(state: DossierState, workflow: Workflow): boolean {
  return left(
    state,
    workflow,
    ({ task, leg }) =>
      task !== 'deliver' && (leg === undefined || legOf(workflow, leg).apart === undefined),
  )
}

type Step = ReturnType<typeof stepOf>

/** Whether such a step is under way or still to come. */
function left(
  { active, joining = [], skips = [] }: DossierState,
  workflow: Workflow,
  isSuch: (step: Step) => boolean,
): boolean {
  const now = [...active, ...joining]
  const ahead = new Set([...now, ...now.flatMap((id) => [...stepsAfter(workflow, id)])])
  return [...ahead].some((id) => !skips.includes(id) && isSuch(stepOf(workflow, id)))
}
