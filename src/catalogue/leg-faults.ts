/** What is wrong with the legs of a joint workflow, as sentences. Pure. */
import { onward, stepsAfter, type Workflow, type WorkflowStep } from './workflow.ts'
import { stepsOfLeg, type Leg } from './workflow-legs.ts'

/** Empty when it may be published. */
export function legFaults(workflow: Workflow): string[] {
  const { legs = [], steps } = workflow
  const ids = legs.map(({ id }) => id)
  const known = new Set(ids)
  return [
    ...ids
      .filter((each, i) => ids.indexOf(each) !== i)
      .map((id) => `leg ${id}: two legs have the same id`),
    ...steps
      .filter(({ leg }) => leg !== undefined && !known.has(leg))
      .map(({ id, leg }) => `step ${id} belongs to leg ${leg}, which does not exist`),
    ...steps.flatMap((step) => stepFaults(workflow, step)),
    ...legs.flatMap((leg) => faultsOf(workflow, leg)),
    ...(legs.length > 0 && workflow.wholePause === undefined
      ? ['legs: nothing says when the clock of the whole stands (wholePause)']
      : []),
  ]
}

/** A step of an office by rule is one without an act of its own: the others are done where the dossier stands. */
function stepFaults({ legs = [] }: Workflow, step: WorkflowStep): string[] {
  const { id, task, leg, officeRule } = step
  const of = legs.find((each) => each.id === leg)
  const isOwn = of === undefined || of.office?.by === 'competence'
  const isPlaced = task === 'work' || task === 'consult' || task === 'leg'
  const who = of?.where === 'outside' ? 'partner' : 'officer'
  const faults: [boolean, string][] = [
    [task === 'leg' && leg === undefined, 'ends a leg, but belongs to none'],
    [
      task === 'leg' && of !== undefined && step.waitsFor !== who,
      `waits for ${step.waitsFor}; the one who ends leg ${leg} is ${who}`,
    ],
    [task !== 'leg' && step.waitsFor === 'partner', 'waits for partner, which only a leg does'],
    [!isOwn && !isPlaced, `is an act of the competent office, but leg ${leg} is of another`],
    [officeRule !== undefined && !isPlaced, 'has an office rule, which only work and consult have'],
    [officeRule !== undefined && step.asks !== undefined, 'has an office rule beside asks'],
    [of?.where === 'outside' && task !== 'leg', `is no act of the partner of leg ${leg}`],
  ]
  return faults.filter(([isWrong]) => isWrong).map(([, words]) => `step ${id} ${words}`)
}

function faultsOf(workflow: Workflow, leg: Leg): string[] {
  const own = stepsOfLeg(workflow, leg.id)
  const ends = own.filter(({ task }) => task === 'leg' || task === 'seal')
  const inside = new Set(own.map(({ id }) => id))
  const entries = own.filter(
    ({ id }) =>
      id === workflow.start ||
      workflow.steps.some((step) => !inside.has(step.id) && onward(step).includes(id)),
  )
  const [end] = ends
  const faults: [boolean, string][] = [
    [own.length === 0, 'has no step'],
    [leg.where === 'outside' && leg.partner === undefined, 'is outside, but names no partner'],
    [leg.where === 'outside' && leg.agency === undefined, 'is outside, but names no agency'],
    [leg.where === 'outside' && leg.office !== undefined, 'is outside, but has an office of ours'],
    [leg.where === 'outside' && own.length > 1, 'is outside, so it is one step'],
    [leg.where === 'inside' && leg.office === undefined, 'is inside, but no rule names its office'],
    [leg.where === 'inside' && leg.partner !== undefined, 'is inside, but names a partner'],
    [own.length > 0 && ends.length !== 1, 'needs exactly one step that ends it (leg or seal)'],
    [entries.length > 1, `begins at several steps: ${entries.map(({ id }) => id).join(', ')}`],
    [
      end !== undefined && onward(end).some((id) => inside.has(id)),
      'goes on within itself after the step that ends it',
    ],
    [
      end !== undefined &&
        entries.some(({ id }) => id !== end.id && !stepsAfter(workflow, id).has(end.id)),
      'has no way to the step that ends it',
    ],
    [
      own.some((step) => step.id !== end?.id && onward(step).some((id) => !inside.has(id))),
      'is left by another step than the one that ends it',
    ],
  ]
  return faults.filter(([isWrong]) => isWrong).map(([, words]) => `leg ${leg.id} ${words}`)
}
