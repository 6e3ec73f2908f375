/** What the step at which the work stands allows beside itself. Pure. */
import { stepOf, type StepAct, type Workflow } from '../catalogue/workflow.ts'
import { refuse } from '../lib/result.ts'
import type { Decision } from './decision.ts'

/** The no when every step under way (of that leg, or of the whole) excludes the act; null when one allows it. */
export function notAllowedHere(
  { active }: { active: readonly string[] },
  workflow: Workflow,
  { act, leg }: { act: StepAct; leg?: string },
): Decision | null {
  const steps = active
    .map((id) => stepOf(workflow, id))
    .filter((step) => leg === undefined || step.leg === leg)
  if (steps.length === 0 || steps.some(({ allows }) => allows?.includes(act) ?? true)) return null
  return refuse('notAtThisStep', 'Quy trình không cho phép việc này ở bước hiện tại.')
}
