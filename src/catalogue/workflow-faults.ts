/** What is wrong with a workflow as a whole, as sentences. Pure. */
import { legFaults } from './leg-faults.ts'
import { isPlain, onward, stepsAfter, type Workflow, type WorkflowStep } from './workflow.ts'

/** Empty when it may be published. */
export function workflowFaults(workflow: Workflow): string[] {
  const faults = [
    ...referenceFaults(workflow),
    ...workflow.steps.flatMap(stepFaults),
    ...allowFaults(workflow),
  ]
  const legs = faults.length > 0 ? [] : legFaults(workflow)
  faults.push(...legs)
  return faults.length > 0 ? faults : [...wayFaults(workflow), ...joinFaults(workflow)]
}

function referenceFaults({ start, steps }: Workflow): string[] {
  const ids = steps.map(({ id }) => id)
  const known = new Set(ids)
  return [
    ...ids
      .filter((each, i) => ids.indexOf(each) !== i)
      .map((id) => `step ${id}: two steps have the same id`),
    ...(known.has(start) ? [] : [`the start step ${start} does not exist`]),
    ...steps.flatMap(({ id, next, choose = [], back = [] }) =>
      [...next, ...choose, ...back]
        .filter((target) => !known.has(target))
        .map((target) => `step ${id} leads to ${target}, which does not exist`),
    ),
  ]
}

const ROLES: ReadonlySet<string> = new Set(['receptionist', 'officer', 'leader', 'clerk'])

/** What is wrong with one step by itself. */
function stepFaults(step: WorkflowStep): string[] {
  const { id, choose, next, back = [] } = step
  const faults: [boolean, string][] = [
    [
      step.when !== undefined && onward(step).length === 0,
      'ends the workflow, so it has no condition',
    ],
    [
      choose !== undefined && next.length > 0,
      'has both next and choose; only one of them says what begins',
    ],
    [choose !== undefined && step.when !== undefined, 'leaves a choice, so it has no condition'],
    [
      choose !== undefined && !isPlain(step.task),
      'leaves a choice, which only work and consult have',
    ],
    [
      choose?.some((target) => back.includes(target)) === true,
      'has the same step in choose and back',
    ],
    [
      isPlain(step.task) && !ROLES.has(step.waitsFor),
      `waits for ${step.waitsFor}, which is no role of an office`,
    ],
    [
      step.asks !== undefined && step.task !== 'consult',
      'asks another office, which only consult does',
    ],
    [
      step.silence !== undefined && step.task !== 'consult',
      'takes silence for consent, which only consult does',
    ],
    [
      step.presence !== undefined && step.task !== 'deliver',
      'says who must be present, which only deliver does',
    ],
    [
      step.silence !== undefined && step.budget === undefined,
      'takes silence for consent, but has no time to answer in',
    ],
    [
      step.silence !== undefined && step.legalBasis === undefined,
      'takes silence for consent without a legal basis',
    ],
    [
      step.silence !== undefined && choose !== undefined,
      'leaves a choice, which silence cannot make',
    ],
  ]
  return faults.filter(([isWrong]) => isWrong).map(([, words]) => `step ${id} ${words}`)
}

/** Acts are taken away only where all steps that can stand together agree; a step that allows nothing says so by an empty list. */
function allowFaults({ steps }: Workflow): string[] {
  return steps
    .filter(({ allows = [] }) => new Set(allows).size < allows.length)
    .map(({ id }) => `step ${id} allows the same act twice`)
}

/** Every step is reached, and from every step the work comes to an end. */
function wayFaults(workflow: Workflow): string[] {
  const reached = new Set([workflow.start, ...stepsAfter(workflow, workflow.start)])
  const last = new Set(
    workflow.steps.filter((step) => onward(step).length === 0).map(({ id }) => id),
  )
  return [
    ...workflow.steps.flatMap(({ id }) => [
      ...(reached.has(id) ? [] : [`step ${id} is never reached`]),
      ...([id, ...stepsAfter(workflow, id)].some((each) => last.has(each))
        ? []
        : [`step ${id}: the work never comes to an end from here`]),
    ]),
    ...(last.size > 0 ? [] : ['no step ends the workflow']),
  ]
}

/** A join waits for others to come: there must be others, and none of them only through itself. */
function joinFaults(workflow: Workflow): string[] {
  return workflow.steps
    .filter(({ join }) => join !== undefined)
    .flatMap(({ id, join }) => {
      const before = workflow.steps.filter((step) => onward(step).includes(id))
      const own = before.filter((step) => onlyThrough(workflow, id, step.id))
      return [
        ...(before.length > 1 ? [] : [`step ${id} joins, but only one step leads to it`]),
        ...own.map((step) => `step ${id} joins, but ${step.id} begins only after it`),
        ...(join === 'any' && own.length === 0 && stepsAfter(workflow, id).has(id)
          ? [`step ${id} begins with the first that comes, so the work may not come round to it`]
          : []),
      ]
    })
}

/** Whether the work comes to `target` only through `gate`. */
function onlyThrough(workflow: Workflow, gate: string, target: string): boolean {
  const byId = new Map(workflow.steps.map((step) => [step.id, step]))
  const seen = new Set<string>([gate])
  const open = gate === workflow.start ? [] : [workflow.start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return false
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...onward(byId.get(id)!))
  }
  return true
}
