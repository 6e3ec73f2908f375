/** Steps of a dossier that wait for somebody to say that they are done: for whom, where, since when. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { dueAt } from '../calendar/deadline.ts'
import {
  isPlain,
  stepOf,
  type PlainTask,
  type WaitsFor,
  type Workflow,
  type WorkflowStep,
} from '../catalogue/workflow.ts'
import { toLocalMinute, type LocalMinute } from '../lib/time.ts'
import type { DossierEvent, Offices } from './events.ts'
import { officeOfStep } from './legs/office.ts'

export type WaitingStep = {
  step: string
  task: PlainTask
  waitsFor: WaitsFor
  office: number
  since: string
}

type Standing = {
  active: readonly string[]
  offices: Offices
  officesByAnswer?: Record<string, number>
  waiting?: readonly WaitingStep[]
}

/** Those active after the event: a step that goes on keeps its beginning, one that begins again has a new one. */
export function waitingAfter(
  { active, waiting = [], ...placed }: Standing,
  event: DossierEvent,
  workflow: Workflow,
): WaitingStep[] {
  const begunAnew = beginsAnew(event)
  return active.flatMap((id) => {
    const step = stepOf(workflow, id)
    const { task, waitsFor } = step
    if (!isPlain(task)) return []
    const before = waiting.find(({ step }) => step === id)
    if (before && !begunAnew(id)) return [before]
    const since = event.occurredAt.toISOString()
    const office = officeOfStep(workflow, step, placed)
    return [{ step: id, task, waitsFor, office, since }]
  })
}

function beginsAnew(event: DossierEvent): (id: string) => boolean {
  if (event.kind === 'supplemented') return () => true
  return (id) => event.kind === 'stepCompleted' && event.body.step === id
}

/** The offices that the workflow names for consultation, where they read the dossier from the beginning. */
export function consultedIn({ steps, consultedRead }: Workflow): { consulted?: number[] } {
  if (consultedRead === 'whenAsked') return {}
  const named = steps.flatMap(({ asks = [] }) => asks)
  const consulted = [...new Set(named)].sort((a, b) => a - b)
  return consulted.length > 0 ? { consulted } : {}
}

/** With the offices elsewhere that a step waits for now: whoever was asked once reads what became of it. */
export function consultedAfter({
  offices,
  consulted = [],
  waiting = [],
}: {
  offices: Offices
  consulted?: number[]
  waiting?: readonly WaitingStep[]
}): { consulted?: number[] } {
  const own = Object.values(offices)
  const asked = waiting.map(({ office }) => office).filter((office) => !own.includes(office))
  const all = [...new Set([...consulted, ...asked])].sort((a, b) => a - b)
  return all.length > 0 ? { consulted: all } : {}
}

/** The last minute of the step's own time; null where it has none or the calendar does not reach so far. */
export function stepDue(
  { budget }: WorkflowStep,
  { since }: WaitingStep,
  calendar: Calendar,
): LocalMinute | null {
  if (budget === undefined) return null
  const due = dueAt(calendar, toLocalMinute(new Date(since)), budget)
  return due.ok ? due.value.dueAt : null
}
