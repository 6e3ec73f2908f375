/**
 * A workflow (quy trình nội bộ, later quy trình điện tử): ordered steps, each waiting for one role to do one task.
 * Published as data with the number of the approving decision (NĐ 61/2018 Đ36.4, TT 01/2018 Đ8); never edited in place.
 */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Mark } from './mark.ts'

/** What completes a step: the event of that name. */
export const tasks = [
  'examine',
  'draft',
  'confirm',
  'register',
  'submit',
  'sign',
  'seal',
  'deliver',
] as const
export type Task = (typeof tasks)[number]

/** Who a step waits for: a role of the office, the applicant, or another system. */
export const actors = [
  'receptionist',
  'officer',
  'leader',
  'clerk',
  'applicant',
  'civilRegister',
] as const
export type WaitsFor = (typeof actors)[number]

export type WorkflowStep = {
  id: string
  title: { vi: string; en: string }
  task: Task
  waitsFor: WaitsFor
  /** Which of the dossier's three offices does it. */
  office: 'receiving' | 'competent' | 'returning'
  /** Working time given to the step inside the legal limit; absent where no source has one. */
  budget?: TimeLimit
  budgetMark?: Mark
  manner: 'paper' | 'contact' | 'digital'
  /** Needed only while this condition on the answers holds; else those after it begin instead. */
  when?: string
  /** Ids of the steps that begin when this one ends; empty at the end of the workflow. */
  next: string[]
  /** Where the step may send the dossier back to, with a reason. */
  back?: string[]
}

export type Workflow = {
  id: string
  version: number
  decision: { number: string; mark: Mark }
  start: string
  steps: WorkflowStep[]
}

/** Faults of a workflow as sentences; empty when it may be published. */
export function workflowFaults(workflow: Workflow): string[] {
  const ids = workflow.steps.map((step) => step.id)
  const known = new Set(ids)
  const faults: string[] = []
  for (const id of ids.filter((each, i) => ids.indexOf(each) !== i))
    faults.push(`step ${id}: two steps have the same id`)
  if (!known.has(workflow.start)) faults.push(`the start step ${workflow.start} does not exist`)
  for (const step of workflow.steps) {
    for (const target of [...step.next, ...(step.back ?? [])]) {
      if (!known.has(target))
        faults.push(`step ${step.id} leads to ${target}, which does not exist`)
    }
  }
  for (const step of workflow.steps) {
    if (step.when !== undefined && step.next.length === 0)
      faults.push(`step ${step.id} ends the workflow, so it has no condition`)
  }
  if (faults.length > 0) return faults
  const reached = reachable(workflow, workflow.start)
  const isLast = new Map(workflow.steps.map(({ id, next }) => [id, next.length === 0]))
  for (const id of ids) {
    if (!reached.has(id)) faults.push(`step ${id} is never reached`)
    if (![...reachable(workflow, id)].some((each) => isLast.get(each)))
      faults.push(`step ${id}: the work never comes to an end from here`)
  }
  if (![...isLast.values()].includes(true)) faults.push('no step ends the workflow')
  return faults
}

/** Every step to which the work can go on from this one, and it. */
function reachable(workflow: Workflow, from: string): Set<string> {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...stepOf(workflow, id).next)
  }
  return seen
}

/** The step of that id; throws when the workflow does not have it (a dossier never points outside its workflow). */
export function stepOf(workflow: Workflow, id: string): WorkflowStep {
  const step = workflow.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`workflow ${workflow.id} v${workflow.version} has no step ${id}`)
  return step
}

/** These steps, and for each that is skipped those after it, until one is needed. Each once, in order. */
export function neededSteps(
  workflow: Workflow,
  ids: readonly string[],
  skips: readonly string[],
): string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const look = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    if (skips.includes(id)) stepOf(workflow, id).next.forEach(look)
    else found.add(id)
  }
  ids.forEach(look)
  return [...found]
}
