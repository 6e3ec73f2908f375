/** Examples kept beside a workflow, as data: acts in order, and which steps wait after each, or why it is refused. Pure. */
import { Type, type Static } from 'typebox'
import { ok, refuse, type Result } from '../lib/result.ts'
import type { Day } from '../lib/time.ts'
import { chosenNext } from './chosen-next.ts'
import { beginAt, goOn, type Course, type FlowState } from './flow.ts'
import { Code, DayText, exact, list, shapeFaults } from './shape.ts'
import { skippedSteps } from './step-conditions.ts'
import { isPlain, stepOf, type Workflow } from './workflow.ts'

/** `step` is done, going on to `chosen` or as the workflow says; `silence`: its time is over without an answer. */
const Act = exact({
  step: Code,
  chosen: Type.Optional(Code),
  note: Type.Optional(Type.String({ minLength: 1 })),
  silence: Type.Optional(Type.Literal(true)),
  /** The steps that wait after it; absent when it is refused. */
  active: Type.Optional(list(Code)),
  refused: Type.Optional(Type.String({ minLength: 1 })),
})
const Example = exact({
  name: Type.String({ minLength: 1 }),
  answers: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  begins: list(Code),
  acts: list(Act, 1),
})
export const WorkflowExamples = exact({
  workflow: Code,
  version: Type.Integer({ minimum: 1 }),
  /** The day of the filing, for conditions on it. */
  today: DayText,
  examples: list(Example, 1),
})
export type WorkflowExamples = Static<typeof WorkflowExamples>
type Act = Static<typeof Act>

/** A workflow that branches by choice, by joins or to other offices is not published untried. */
export function needsExamples({ steps }: Workflow): boolean {
  return steps.some(
    ({ task, choose, join }) => isPlain(task) || choose !== undefined || join !== undefined,
  )
}

/** What does not come out as written; empty when all does. */
export function runWorkflowTests(workflow: Workflow, tests: unknown): string[] {
  const shape = shapeFaults(WorkflowExamples, tests)
  if (shape.length > 0) return shape.map((fault) => `tests: ${fault}`)
  const { workflow: id, version, today, examples } = tests as WorkflowExamples
  if (id !== workflow.id || version !== workflow.version)
    return [`tests: they are those of ${id} v${version}`]
  return examples.flatMap((example) =>
    runExample(workflow, example, today as Day).map(
      (fault) => `example "${example.name}": ${fault}`,
    ),
  )
}

function runExample(
  workflow: Workflow,
  { answers = {}, begins, acts }: WorkflowExamples['examples'][number],
  today: Day,
): string[] {
  const course = { workflow, skips: skippedSteps(workflow, { answers, today }) }
  let flow = beginAt(course, [workflow.start])
  const faults = differences('at the beginning', begins, flow.active)
  for (const [nth, act] of acts.entries()) {
    const where = `act ${nth + 1} (${act.step})`
    const after = perform(course, flow, act)
    if (after.ok) flow = after.value
    const found = after.ok ? after.value.active : after.refusal.code
    if (after.ok && act.refused === undefined)
      faults.push(...differences(where, act.active ?? [], after.value.active))
    else if (after.ok || act.refused !== after.refusal.code)
      faults.push(`${where}: ${told(found)}, not ${told(act.refused ?? act.active ?? [])}`)
  }
  return faults
}

/** As a dossier does it: only a step that waits is done, and it goes on as chosen, sent back or as the workflow says. */
function perform(course: Course, flow: FlowState, act: Act): Result<FlowState> {
  const { workflow } = course
  const { step, chosen, note, silence } = act
  if (!flow.active.includes(step)) return refuse('wrongStep', 'This step does not wait.')
  if (silence && stepOf(workflow, step).silence !== 'consent')
    return refuse('noConsent', 'Silence says nothing at this step.')
  const next = chosenNext(workflow, { step, chosen, note })
  return next.ok ? ok(goOn(course, flow, { done: step, next: next.value })) : next
}

function differences(where: string, expected: readonly string[], found: readonly string[]) {
  const isSame = [...expected].sort().join() === [...found].sort().join()
  return isSame ? [] : [`${where}: ${told(found)}, not ${told(expected)}`]
}

function told(what: string | readonly string[]): string {
  if (typeof what === 'string') return `refused as ${what}`
  return what.length === 0 ? 'nothing waits' : `${[...what].sort().join(', ')} wait`
}
