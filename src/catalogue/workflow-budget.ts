/** The time that a workflow gives to its steps against the time that the law gives to the whole. Pure. */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Mark } from './mark.ts'
import { onward, stepOf, type Workflow, type WorkflowStep } from './workflow.ts'
import { endOfLeg, legOf, stepsOfLeg } from './workflow-legs.ts'

type Sourced = { value: TimeLimit | null; mark: Mark }
/** The limits of a case of a procedure. */
export type Limited = { code: string; limit: Sourced; byChannel?: readonly { limit: Sourced }[] }

const HOURS_A_WORKING_DAY = 8

/** In hours of work; null for what is counted by the calendar, which is another measure. */
function workingHours({ value, unit }: TimeLimit): number | null {
  if (unit === 'workingDay') return value * HOURS_A_WORKING_DAY
  return unit === 'workingHour' ? value : null
}

/** Only what has a source on both sides is compared: a budget to be confirmed says nothing yet. */
export function budgetsOverLimit(workflow: Workflow, cases: readonly Limited[]): string[] {
  const longest = longestHours(workflow)
  const limits = cases.flatMap(({ code, limit, byChannel = [] }) =>
    [limit, ...byChannel.map((each) => each.limit)].map((each) => ({ code, ...each })),
  )
  return limits.flatMap(({ code, value, mark }) => {
    const limit = value === null || mark === 'toBeConfirmed' ? null : workingHours(value)
    return limit === null || longest <= limit
      ? []
      : [
          `workflow ${workflow.id}: its steps take ${longest} working hours, the limit of case ${code} is ${limit}`,
        ]
  })
}

type Way = { from: string; inside?: ReadonlySet<string> }

/** The most that the budgets of one way from there to an end add up to; a loop is gone through once. */
function longestHours(workflow: Workflow, way: Way = { from: workflow.start }): number {
  const { inside } = way
  const onWay = new Set<string>()
  const from = (id: string): number => {
    if (onWay.has(id)) return 0
    onWay.add(id)
    const step = stepOf(workflow, id)
    const own = inside ? hoursOf(step) : hoursInWhole(workflow, step)
    const next = onward(step).filter((each) => inside?.has(each) ?? true)
    const rest = Math.max(0, ...next.map(from))
    onWay.delete(id)
    return own + rest
  }
  return from(way.from)
}

/** A leg counts with its own limit, at the step that ends it; one that lies apart from the whole does not. */
function hoursInWhole(workflow: Workflow, step: WorkflowStep): number {
  if (step.leg === undefined) return hoursOf(step)
  const { apart, limit } = legOf(workflow, step.leg)
  if (apart !== undefined) return 0
  if (limit.value === null || limit.mark === 'toBeConfirmed') return hoursOf(step)
  return endOfLeg(workflow, step.leg)?.id === step.id ? (workingHours(limit.value) ?? 0) : 0
}

function hoursOf({ budget, budgetMark }: WorkflowStep): number {
  return budget === undefined || budgetMark === 'toBeConfirmed' ? 0 : (workingHours(budget) ?? 0)
}

/** Steps that together take longer than the leg to which they belong. */
export function budgetsOverLeg(workflow: Workflow): string[] {
  return (workflow.legs ?? []).flatMap(({ id, limit: { value, mark } }) => {
    const limit = value === null || mark === 'toBeConfirmed' ? null : workingHours(value)
    const own = stepsOfLeg(workflow, id)
    const inside = new Set(own.map((step) => step.id))
    const longest = Math.max(
      0,
      ...own.map((step) => longestHours(workflow, { from: step.id, inside })),
    )
    return limit === null || longest <= limit
      ? []
      : [`leg ${id}: its steps take ${longest} working hours, its own limit is ${limit}`]
  })
}
