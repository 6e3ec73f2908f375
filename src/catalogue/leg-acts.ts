/** Acts on the legs in the examples beside a joint workflow: what they do to the way of the work and to the whole. Pure. */
import { ok, refuse, type Result } from '../lib/result.ts'
import { goOn, type Course, type FlowState } from './flow.ts'
import { stepOf, type Workflow } from './workflow.ts'
import { endOfLeg, exitsOf, legOf, stepsOfLeg } from './workflow-legs.ts'

export const legDeeds = ['acknowledge', 'ask', 'answer', 'done', 'refused', 'stopped'] as const
export type LegDeed = (typeof legDeeds)[number]

type Leg = { isAcknowledged: boolean; isAsked: boolean; isEnded: boolean }
/** Where the work stands, and each leg that has begun. */
export type Played = { flow: FlowState; legs: ReadonlyMap<string, Leg>; isStopped?: true }

/** With the legs to which the work has come, and without those whose steps are done. */
export function withLegs(workflow: Workflow, { flow, legs }: Played): Played {
  const now = new Map(legs)
  const at = new Set(
    [...flow.active, ...(flow.joining ?? [])].map((id) => stepOf(workflow, id).leg),
  )
  for (const id of flow.active) {
    const { leg } = stepOf(workflow, id)
    if (leg === undefined || now.get(leg)?.isEnded === false) continue
    const isAcknowledged = legOf(workflow, leg).office?.by === 'competence'
    now.set(leg, { isAcknowledged, isAsked: false, isEnded: false })
  }
  for (const [id, leg] of now) if (!at.has(id)) now.set(id, { ...leg, isEnded: true })
  return { flow, legs: now }
}

/** As a dossier does it; the codes of the refusals are those of the dossier. */
export function performOnLeg(
  course: Course,
  played: Played,
  { leg: id, does }: { leg: string; does: LegDeed },
): Result<Played> {
  const leg = played.legs.get(id)
  if (leg === undefined || leg.isEnded || played.isStopped)
    return refuse('wrongState', 'This leg is not under way.')
  const changed = (over: Partial<Leg>): Result<Played> =>
    ok({ ...played, legs: new Map([...played.legs, [id, { ...leg, ...over }]]) })
  if (does === 'acknowledge')
    return leg.isAcknowledged
      ? refuse('alreadyAcknowledged', 'It was acknowledged.')
      : changed({ isAcknowledged: true })
  if (!leg.isAcknowledged) return refuse('notAcknowledged', 'It was not acknowledged.')
  if (does === 'ask')
    return leg.isAsked ? refuse('wrongState', 'It waits already.') : changed({ isAsked: true })
  if (does === 'answer')
    return leg.isAsked ? changed({ isAsked: false }) : refuse('wrongState', 'It waits for nothing.')
  return ended(course, played, { leg: id, does })
}

function ended(
  course: Course,
  { flow, legs }: Played,
  { leg, does }: { leg: string; does: 'done' | 'refused' | 'stopped' },
): Result<Played> {
  const { workflow } = course
  const end = endOfLeg(workflow, leg)
  if (end === undefined) return refuse('wrongState', 'No step ends it.')
  if (does === 'done' && end.task !== 'leg') return refuse('wrongState', 'Its seal ends it.')
  if (does === 'done' && !flow.active.includes(end.id))
    return refuse('stepsOpen', 'Steps of it are open.')
  const over = new Map([...legs, [leg, { isAcknowledged: true, isAsked: false, isEnded: true }]])
  if (does !== 'done' && legOf(workflow, leg).ifNotDone.value === 'stopsWhole')
    return ok({ flow: { active: [] }, legs: over, isStopped: true })
  const own = new Set(stepsOfLeg(workflow, leg).map(({ id }) => id))
  const without = (ids: readonly string[] = []) => ids.filter((id) => !own.has(id))
  const before = {
    active: without(flow.active),
    joining: without(flow.joining),
    joined: without(flow.joined),
  }
  const gone = { done: end.id, next: exitsOf(workflow, leg) }
  return ok(withLegs(workflow, { flow: goOn(course, before, gone), legs: over }))
}

/** Whether the clock of the whole stands: by the rule of the workflow, legs wait for the citizen and nobody else works. */
export function doesWholeStand(workflow: Workflow, { flow, legs }: Played): boolean {
  const open = [...legs.values()].filter(({ isEnded }) => !isEnded)
  if (!open.some(({ isAsked }) => isAsked)) return false
  if (workflow.wholePause?.value === 'withAnyLeg') return true
  const isOffice = (id: string): boolean => {
    const { leg, task } = stepOf(workflow, id)
    return leg === undefined && task !== 'deliver'
  }
  return open.every(({ isAsked }) => isAsked) && !flow.active.some(isOffice)
}
