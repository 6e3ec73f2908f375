/** The time that a workflow gives to its steps against the time that the law gives to the whole. Pure. */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Mark } from './mark.ts'
import { onward, stepOf, type Workflow } from './workflow.ts'

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

/** The most that the budgets of one way from the start to an end add up to; a loop is gone through once. */
function longestHours(workflow: Workflow): number {
  const onWay = new Set<string>()
  const from = (id: string): number => {
    if (onWay.has(id)) return 0
    onWay.add(id)
    const step = stepOf(workflow, id)
    const counts = step.budget !== undefined && step.budgetMark !== 'toBeConfirmed'
    const own = counts ? (workingHours(step.budget!) ?? 0) : 0
    const rest = Math.max(0, ...onward(step).map(from))
    onWay.delete(id)
    return own + rest
  }
  return from(workflow.start)
}
