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
import { officeNow } from './reorganisation/evolve.ts'

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
  waiting?: readonly WaitingStep[]
  successors?: readonly { from: number; to: number }[]
}

/** Those active after the event: a step that goes on keeps its beginning, one that begins again has a new one. */
export function waitingAfter(
  { active, offices, waiting = [], successors = [] }: Standing,
  event: DossierEvent,
  workflow: Workflow,
): WaitingStep[] {
  const begunAnew = beginsAnew(event)
  return active.flatMap((id) => {
    const { task, waitsFor, office, asks } = stepOf(workflow, id)
    if (!isPlain(task)) return []
    const before = waiting.find(({ step }) => step === id)
    if (before && !begunAnew(id)) return [before]
    const since = event.occurredAt.toISOString()
    // What the workflow names may have been reorganised since: another office stands for it.
    const place = officeNow({ successors }, asks ?? offices[office])
    return [{ step: id, task, waitsFor, office: place, since }]
  })
}

function beginsAnew(event: DossierEvent): (id: string) => boolean {
  if (event.kind === 'supplemented') return () => true
  return (id) => event.kind === 'stepCompleted' && event.body.step === id
}

/** The offices that the workflow names for consultation. */
export function consultedIn({ steps }: Workflow): { consulted?: number[] } {
  const named = steps.flatMap(({ asks = [] }) => asks)
  const consulted = [...new Set(named)].sort((a, b) => a - b)
  return consulted.length > 0 ? { consulted } : {}
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
