/** How the work goes through a workflow: which steps wait to be done, and what begins when one is. Pure. */
import { leadsBack, onward, stepOf, stepsAfter, type Workflow } from './workflow.ts'

/** Where the work stands in its workflow. */
export type FlowState = {
  active: string[]
  /** Joins that wait until no step under way can still come to them; absent: none. */
  joining?: string[]
  /** Joins that began with the first step that came, while others may still come; absent: none. */
  joined?: string[]
}

/** Whatever it is whose work it is, with the work standing there. */
export function standing<S extends FlowState>(state: S, flow: FlowState): S {
  const { joining: _joining, joined: _joined, ...bare } = state
  return { ...bare, ...flow } as S
}

/** A workflow with the steps that these answers do not need. */
export type Course = { workflow: Workflow; skips: readonly string[] }

/** The work begins at these steps, and for each that is skipped at those after it. */
export function beginAt(course: Course, ids: readonly string[]): FlowState {
  return arrive(course, { active: [] }, ids)
}

/** That step is done: the work goes on to those named, which may lie before it. */
export function goOn(
  course: Course,
  before: FlowState,
  { done, next }: { done: string; next: readonly string[] },
): FlowState {
  const { workflow } = course
  const from = stepOf(workflow, done)
  const again = next.filter((id) => leadsBack(workflow, from, id))
  return arrive(
    course,
    {
      active: before.active.filter((id) => id !== done),
      joining: before.joining ?? [],
      joined: (before.joined ?? []).filter(
        (join) => !again.some((id) => id === join || stepsAfter(workflow, id).has(join)),
      ),
    },
    next,
  )
}

function arrive({ workflow, skips }: Course, before: FlowState, ids: readonly string[]): FlowState {
  const active = [...before.active]
  const joining = new Set(before.joining)
  const joined = new Set(before.joined)
  const passed = new Set<string>()
  const enter = (id: string): void => {
    if (!skips.includes(id)) {
      if (!active.includes(id)) active.push(id)
    } else if (!passed.has(id)) {
      passed.add(id)
      onward(stepOf(workflow, id)).forEach(come)
    }
  }
  const come = (id: string): void => {
    const { join } = stepOf(workflow, id)
    if (join === 'all') joining.add(id)
    else if (join !== 'any') enter(id)
    else if (!joined.has(id)) {
      joined.add(id)
      enter(id)
    }
  }
  ids.forEach(come)
  for (
    let ready = readyJoin(workflow, active, joining);
    ready !== undefined;
    ready = readyJoin(workflow, active, joining)
  ) {
    joining.delete(ready)
    enter(ready)
  }
  const late = [...joined].filter((id) => mayCome(workflow, [...active, ...joining], id))
  return {
    active,
    ...(joining.size > 0 && { joining: [...joining] }),
    ...(late.length > 0 && { joined: late }),
  }
}

/** A join to which nothing under way can still come; of two that wait for one another, the first. */
function readyJoin(
  workflow: Workflow,
  active: readonly string[],
  joining: ReadonlySet<string>,
): string | undefined {
  return [...joining].find(
    (join) =>
      !mayCome(workflow, active, join) &&
      ![...joining].some(
        (other) =>
          other !== join &&
          stepsAfter(workflow, other).has(join) &&
          !stepsAfter(workflow, join).has(other),
      ),
  )
}

function mayCome(workflow: Workflow, from: readonly string[], to: string): boolean {
  return from.some((id) => stepsAfter(workflow, id).has(to))
}
