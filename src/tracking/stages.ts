/** The way of a dossier as a citizen sees it: at most five stages, taken from its workflow. Pure. */
import type { Task, Workflow } from '../catalogue/workflow.ts'

export type Stage = 'accept' | 'examine' | 'confirm' | 'sign' | 'deliver'

/** The stages that this workflow has. */
export function stagesOf(workflow: Workflow): Stage[] {
  const hasDraft = workflow.steps.some(({ task }) => task === 'confirm')
  return ['accept', 'examine', ...(hasDraft ? ['confirm' as const] : []), 'sign', 'deliver']
}

/** Where a task belongs; the applicant need not know the steps inside the house. */
export function stageOf(task: Task): Stage {
  switch (task) {
    case 'examine':
    case 'draft':
    case 'work':
    case 'consult':
    case 'leg':
      return 'examine'
    case 'confirm':
      return 'confirm'
    case 'register':
    case 'submit':
    case 'sign':
    case 'seal':
      return 'sign'
    case 'deliver':
      return 'deliver'
  }
}

export type Standing = {
  /** The official status, 1–10. */
  status: number
  /** The step that is active; null before acceptance and after the end. */
  step: string | null
}

/** What agencies do is where the office's own work before it had come to; a look-up before the draft is examination. */
function stageOfStep({ steps }: Workflow, step: string): Stage {
  const at = steps.findIndex(({ id }) => id === step)
  const task = steps[at]?.task
  if (task === undefined) return 'accept'
  if (task === 'register' && steps.slice(at).some((each) => each.task === 'confirm'))
    return 'examine'
  const own =
    task === 'leg' ? steps.slice(0, at).findLast((each) => each.task !== 'leg') : steps[at]
  return own === undefined ? 'examine' : stageOf(own.task)
}

/** The stage it stands in, counted from 0; the number of stages when all are done; null when it ended otherwise. */
export function stageNow(workflow: Workflow, { status, step }: Standing): number | null {
  const stages = stagesOf(workflow)
  if (status === 3 || status === 7 || status === 8) return null
  if (status === 10) return stages.length
  if (status === 9) return stages.indexOf('deliver')
  return step === null ? 0 : stages.indexOf(stageOfStep(workflow, step))
}
