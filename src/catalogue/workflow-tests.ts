/** Examples kept beside a workflow, as data: acts in order, and which steps wait after each, or why it is refused. Pure. */
import { Type, type Static } from 'typebox'
import { ok, refuse, type Result } from '../lib/result.ts'
import type { Day } from '../lib/time.ts'
import { chosenNext } from './chosen-next.ts'
import { beginAt, goOn, type Course } from './flow.ts'
import { doesWholeStand, legDeeds, performOnLeg, withLegs, type Played } from './leg-acts.ts'
import { Code, DayText, exact, list, shapeFaults } from './shape.ts'
import { skippedSteps } from './step-conditions.ts'
import { isPlain, stepOf, type Workflow } from './workflow.ts'

/** `step` is done, going on to `chosen` or as the workflow says; `silence`: its time is over without an answer. */
const StepAct = exact({
  step: Code,
  chosen: Type.Optional(Code),
  note: Type.Optional(Type.String({ minLength: 1 })),
  silence: Type.Optional(Type.Literal(true)),
  /** The steps that wait after it; absent when it is refused. */
  active: Type.Optional(list(Code)),
  refused: Type.Optional(Type.String({ minLength: 1 })),
})
/** The agency of that leg does it; `wholeStands`: whether the clock of the whole stands after it; absent: not looked at. */
const LegAct = exact({
  leg: Code,
  does: Type.Enum(legDeeds),
  active: Type.Optional(list(Code)),
  wholeStands: Type.Optional(Type.Boolean()),
  refused: Type.Optional(Type.String({ minLength: 1 })),
})
const Act = Type.Union([StepAct, LegAct])
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
    ({ task, choose, join, leg }) =>
      isPlain(task) || leg !== undefined || choose !== undefined || join !== undefined,
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
  let played: Played = withLegs(workflow, {
    flow: beginAt(course, [workflow.start]),
    legs: new Map(),
  })
  const faults = differences('at the beginning', begins, played.flow.active)
  for (const [nth, act] of acts.entries()) {
    const where = `act ${nth + 1} (${'step' in act ? act.step : `${act.leg} ${act.does}`})`
    const after = 'step' in act ? perform(course, played, act) : performOnLeg(course, played, act)
    if (after.ok) played = after.value
    const found = after.ok ? after.value.flow.active : after.refusal.code
    if (after.ok && act.refused === undefined)
      faults.push(
        ...differences(where, act.active ?? [], after.value.flow.active),
        ...wholeFaults(workflow, played, { act, where }),
      )
    else if (after.ok || act.refused !== after.refusal.code)
      faults.push(`${where}: ${told(found)}, not ${told(act.refused ?? act.active ?? [])}`)
  }
  return faults
}

function wholeFaults(
  workflow: Workflow,
  played: Played,
  { act, where }: { act: Act; where: string },
): string[] {
  const wanted = 'leg' in act ? act.wholeStands : undefined
  const stands = doesWholeStand(workflow, played)
  return wanted === undefined || wanted === stands
    ? []
    : [`${where}: the clock of the whole ${stands ? 'stands' : 'runs'}`]
}

/** As a dossier does it: only a step that waits is done, and it goes on as chosen, sent back or as the workflow says. */
function perform(course: Course, played: Played, act: Static<typeof StepAct>): Result<Played> {
  const { workflow } = course
  const { flow, legs } = played
  const { step, chosen, note, silence } = act
  if (!flow.active.includes(step) || stepOf(workflow, step).task === 'leg')
    return refuse('wrongStep', 'This step does not wait.')
  if (silence && stepOf(workflow, step).silence !== 'consent')
    return refuse('noConsent', 'Silence says nothing at this step.')
  const next = chosenNext(workflow, { step, chosen, note })
  if (!next.ok) return next
  return ok(
    withLegs(workflow, { flow: goOn(course, flow, { done: step, next: next.value }), legs }),
  )
}

function differences(where: string, expected: readonly string[], found: readonly string[]) {
  const isSame = [...expected].sort().join() === [...found].sort().join()
  return isSame ? [] : [`${where}: ${told(found)}, not ${told(expected)}`]
}

function told(what: string | readonly string[]): string {
  if (typeof what === 'string') return `refused as ${what}`
  return what.length === 0 ? 'nothing waits' : `${[...what].sort().join(', ')} wait`
}
