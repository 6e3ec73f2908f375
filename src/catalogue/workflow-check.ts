import { Type } from 'typebox'
import { readingFaults } from './expression-check.ts'
import {
  Code,
  Condition,
  DocumentFault,
  exact,
  list,
  Mark,
  shapeFaults,
  TimeLimit,
  Words,
} from './shape.ts'
import { LegShape, OfficeRule, WholePauseShape } from './leg-shape.ts'
import { actors, stepActs, tasks, type Workflow } from './workflow.ts'
import { runWorkflowTests, needsExamples } from './workflow-tests.ts'
import { budgetsOverLeg } from './workflow-budget.ts'
import { workflowFaults } from './workflow-faults.ts'

const Step = exact({
  id: Code,
  title: Words,
  task: Type.Enum(tasks),
  waitsFor: Type.Enum(actors),
  office: Type.Enum(['receiving', 'competent', 'returning'] as const),
  asks: Type.Optional(Type.Integer({ minimum: 1 })),
  officeRule: Type.Optional(OfficeRule),
  leg: Type.Optional(Code),
  allows: Type.Optional(list(Type.Enum(stepActs))),
  budget: Type.Optional(TimeLimit),
  budgetMark: Type.Optional(Mark),
  manner: Type.Enum(['paper', 'contact', 'digital'] as const),
  when: Type.Optional(Condition),
  next: list(Code),
  choose: Type.Optional(list(Code, 2)),
  join: Type.Optional(Type.Enum(['all', 'any'] as const)),
  silence: Type.Optional(Type.Enum(['consent'] as const)),
  legalBasis: Type.Optional(Type.String({ minLength: 1 })),
  presence: Type.Optional(Type.Enum(['bothParties'] as const)),
  back: Type.Optional(list(Code)),
})
export const WorkflowShape = exact({
  id: Code,
  version: Type.Integer({ minimum: 1 }),
  decision: exact({ number: Type.String({ minLength: 1 }), mark: Mark }),
  start: Code,
  steps: list(Step, 1),
  consultedRead: Type.Optional(Type.Enum(['whenAsked'] as const)),
  legs: Type.Optional(list(LegShape, 1)),
  wholePause: Type.Optional(WholePauseShape),
})

/** The workflow, when the document is one; throws DocumentFault naming everything to mend. */
export function checkWorkflow(document: unknown, name: string): Workflow {
  const shape = shapeFaults(WorkflowShape, document)
  if (shape.length > 0) throw new DocumentFault(name, shape)
  const workflow = document as Workflow
  const faults = [
    ...workflowFaults(workflow),
    ...budgetFaults(workflow),
    ...legBudgetFaults(workflow),
    ...conditionFaults(workflow),
  ]
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return workflow
}

/** As `checkWorkflow`, with its examples, without which a workflow that branches is not published. */
export function checkWorkflowWithTests(document: unknown, name: string, tests: unknown): Workflow {
  const workflow = checkWorkflow(document, name)
  const faults =
    tests === null || tests === undefined
      ? needsExamples(workflow)
        ? ['tests: there are none; a workflow that branches is published with its examples']
        : []
      : runWorkflowTests(workflow, tests)
  if (faults.length > 0) throw new DocumentFault(name, faults)
  return workflow
}

/** A condition must at least read; its names are looked at together with the form of a procedure. */
function conditionFaults({ steps }: Workflow): string[] {
  return steps.flatMap(({ id, when }) =>
    when === undefined ? [] : readingFaults(when).map((fault) => `step ${id}: ${fault}`),
  )
}

/** Looked at only where every leg has steps and every step is known. */
function legBudgetFaults(workflow: Workflow): string[] {
  return workflowFaults(workflow).length > 0 ? [] : budgetsOverLeg(workflow)
}

/** A budget without a mark would pass for decided law. */
function budgetFaults({ steps }: Workflow): string[] {
  return steps
    .filter((step) => (step.budget === undefined) !== (step.budgetMark === undefined))
    .map((step) => `step ${step.id}: a budget and its mark stand together or not at all`)
}
