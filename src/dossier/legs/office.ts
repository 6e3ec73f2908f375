/** Which office of ours a rule of the workflow means for this dossier. Pure. */
import type { Workflow, WorkflowStep } from '../../catalogue/workflow.ts'
import { addressAnswers, officeRuleOf, type OfficeRule } from '../../catalogue/workflow-legs.ts'
import type { NewEvent, Offices } from '../events.ts'

type Placed = { offices: Offices; officesByAnswer?: Readonly<Record<string, number>> }

/** Where a declared commune is none of ours, the competent office has it. */
export function officeByRule(rule: OfficeRule, { offices, officesByAnswer }: Placed): number {
  switch (rule.by) {
    case 'fixed':
      return rule.office
    case 'address':
      return officesByAnswer?.[rule.answer] ?? offices.competent
    case 'competence':
      return offices.competent
  }
}

export function officeOfStep(workflow: Workflow, step: WorkflowStep, placed: Placed): number {
  const rule = officeRuleOf(workflow, step)
  return step.asks ?? (rule === null ? placed.offices[step.office] : officeByRule(rule, placed))
}

type Answers = Readonly<Record<string, unknown>>

/** The offices that these answers name by their communes; null when they name none. */
export function officesResolved(
  workflow: Workflow,
  answers: Answers,
  officeOf: (commune: string) => number | null,
): NewEvent | null {
  const found = addressAnswers(workflow).flatMap((answer) => {
    const commune = communeIn(answers[answer])
    const office = commune === null ? null : officeOf(commune)
    return office === null ? [] : [[answer, office] as const]
  })
  return found.length === 0
    ? null
    : { kind: 'officesResolved', body: { offices: Object.fromEntries(found) } }
}

/** An address is { commune, detail }; a commune alone is its number. */
function communeIn(answer: unknown): string | null {
  if (typeof answer === 'string') return answer
  const commune = (answer as { commune?: unknown } | null | undefined)?.commune
  return typeof commune === 'string' ? commune : null
}
