/** A birth registration in which another ward is asked while the draft is made; the register waits for both. */
import type { Terms } from '../../src/catalogue/terms.ts'
import type { Workflow, WorkflowStep } from '../../src/catalogue/workflow.ts'
import { OTHER_WARD, terms, workflow } from './office.ts'

export const opinion: WorkflowStep = {
  id: 'opinion',
  title: { vi: 'Lấy ý kiến phường Hai', en: 'Opinion of the other ward' },
  task: 'consult',
  waitsFor: 'officer',
  office: 'competent',
  asks: OTHER_WARD,
  budget: { value: 2, unit: 'workingDay' },
  budgetMark: 'toBeConfirmed',
  silence: 'consent',
  legalBasis: 'căn cứ của thử nghiệm',
  manner: 'digital',
  next: ['register'],
}

/** The next version of a birth workflow, in which `step` is asked beside the draft. */
export function withOpinion(flow: Workflow, step: WorkflowStep): Workflow {
  const steps = flow.steps.map((each) => ({
    ...each,
    ...(each.id === 'examine' && { next: ['draft', 'opinion'] }),
    ...(each.id === 'register' && { join: 'all' as const }),
  }))
  return { ...flow, version: 2, steps: [...steps, step] }
}

export const asking: Terms = {
  ...terms,
  procedureVersion: 2,
  workflow: withOpinion(workflow, opinion),
}
