/** A joint procedure for tests: the ward registers, then the police and the insurance at once, a fee office of ours on demand. */
import type { Terms } from '../../src/catalogue/terms.ts'
import type { Workflow, WorkflowStep } from '../../src/catalogue/workflow.ts'
import type { Leg } from '../../src/catalogue/workflow-legs.ts'
import type { SystemActor } from '../../src/office/actor.ts'
import { CITY, OTHER_WARD, terms, THIRD_WARD, workflow } from './office.ts'

export const partner: SystemActor = { kind: 'system', name: 'partner', scopes: [CITY] }

const test = { source: 'căn cứ của thử nghiệm', mark: 'toBeConfirmed' } as const
const usual = {
  acknowledgeWithin: { value: { value: 2, unit: 'workingHour' }, ...test },
  noticeWithin: { value: { value: 24, unit: 'hour' }, ...test },
  missingPapers: { value: { value: 7, unit: 'workingDay' }, ...test },
  ifNotDone: { value: 'othersGoOn', ...test },
} as const

function leg(id: string, days: number, over: Partial<Leg>): Leg {
  return {
    id,
    title: { vi: `Chặng ${id}`, en: `Leg ${id}` },
    where: 'inside',
    limit: { value: { value: days, unit: 'workingDay' }, ...test },
    makes: { vi: `Kết quả ${id}`, en: `Result of ${id}` },
    ...usual,
    ...over,
  }
}

export const legs: readonly Leg[] = [
  leg('birth', 1, { office: { by: 'competence' } }),
  leg('residence', 2, {
    where: 'outside',
    partner: 'police',
    agency: { vi: 'Công an', en: 'Police' },
  }),
  leg('insurance', 2, {
    where: 'outside',
    partner: 'insurance',
    agency: { vi: 'Bảo hiểm xã hội', en: 'Social insurance' },
  }),
  leg('support', 3, { office: { by: 'address', answer: 'residence.address' }, apart: 'thử' }),
  leg('fixed', 2, { office: { by: 'fixed', office: THIRD_WARD }, makes: null }),
]

const AFTER = ['residence', 'insurance', 'look', 'fixed']

function legStep(
  id: string,
  waitsFor: 'partner' | 'officer',
  over: Partial<WorkflowStep> = {},
): WorkflowStep {
  return {
    id,
    title: { vi: id, en: id },
    task: 'leg',
    waitsFor,
    office: 'competent',
    leg: id,
    manner: 'digital',
    next: ['deliver'],
    ...over,
  }
}

/**
 * The birth workflow with its own steps as the first leg, then four legs side by side. Kept histories verify against it
 * (test/fixtures/history/legs.json): its steps stay as they are.
 */
export const jointWorkflow: Workflow = {
  ...workflow,
  id: 'lien-thong-thu',
  legs: [...legs],
  wholePause: { value: 'whenNoLegRuns', ...test },
  steps: [
    ...workflow.steps.map((step) => ({
      ...step,
      ...(step.id === 'deliver' ? { join: 'all' as const } : { leg: 'birth' }),
      ...(step.id === 'seal' && { next: AFTER }),
    })),
    legStep('residence', 'partner'),
    legStep('insurance', 'partner'),
    {
      ...legStep('support', 'officer', {
        next: ['support'],
        task: 'work',
        when: 'support.wanted == true',
      }),
      id: 'look',
    },
    legStep('support', 'officer', { when: 'support.wanted == true' }),
    legStep('fixed', 'officer', { when: 'fixed.wanted == true' }),
  ],
}

export const jointTerms: Terms = {
  ...terms,
  procedureVersion: 3,
  workflow: jointWorkflow,
  limit: { value: 3, unit: 'workingDay' },
  clockPolicy: 'pause',
}

/** The communes of the tests' answers and our offices there. */
export const communeOffice = (commune: string): number | null =>
  commune === '00102' ? OTHER_WARD : null
