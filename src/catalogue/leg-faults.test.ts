import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jointWorkflow } from '../../test/support/joint.ts'
import { budgetsOverLimit } from './workflow-budget.ts'
import { checkWorkflow } from './workflow-check.ts'
import { runWorkflowTests } from './workflow-tests.ts'
import type { Workflow, WorkflowStep } from './workflow.ts'
import type { Leg } from './workflow-legs.ts'

type Change<T> = { [K in keyof T]?: T[K] | undefined }

/** Members given as undefined are left out. */
function merged<T extends { id: string }>(each: T, change: Change<T> = {}): T {
  const all = Object.entries({ ...each, ...change })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as T
}

function broken(of: {
  legs?: Record<string, Change<Leg>>
  steps?: Record<string, Change<WorkflowStep>>
  over?: Partial<Workflow>
}): Workflow {
  return {
    ...jointWorkflow,
    legs: jointWorkflow.legs!.map((leg) => merged(leg, of.legs?.[leg.id])),
    steps: jointWorkflow.steps.map((step) => merged(step, of.steps?.[step.id])),
    ...of.over,
  }
}

function faultsOf(document: unknown): readonly string[] {
  try {
    checkWorkflow(document, 'thu')
    return []
  } catch (error) {
    return (error as { faults: string[] }).faults
  }
}

const verified = (value: number, unit: 'workingDay' | 'workingHour' = 'workingDay') => ({
  value: { value, unit },
  source: 'luật thử',
  mark: 'verified' as const,
})

describe('a joint workflow is checked as a whole', () => {
  it('one without a fault is taken', () => {
    assert.deepEqual(faultsOf(jointWorkflow), [])
  })

  const cases: [string, Workflow, string][] = [
    [
      'a leg without a step',
      broken({ steps: { residence: { leg: 'insurance' } } }),
      'leg residence has no step',
    ],
    [
      'a step of an unknown leg',
      broken({ steps: { residence: { leg: 'x' } } }),
      'step residence belongs to leg x, which does not exist',
    ],
    [
      'a missing partner',
      broken({ legs: { residence: { partner: undefined } } }),
      'leg residence is outside, but names no partner',
    ],
    [
      'an office of ours at a leg outside',
      broken({ legs: { residence: { office: { by: 'competence' } } } }),
      'leg residence is outside, but has an office of ours',
    ],
    [
      'no office at a leg inside',
      broken({ legs: { fixed: { office: undefined } } }),
      'leg fixed is inside, but no rule names its office',
    ],
    [
      'nobody who may end it',
      broken({ steps: { fixed: { waitsFor: 'partner' } } }),
      'step fixed waits for partner; the one who ends leg fixed is officer',
    ],
    [
      'a partner’s leg that an officer would end',
      broken({ steps: { residence: { waitsFor: 'officer' } } }),
      'step residence waits for officer; the one who ends leg residence is partner',
    ],
    [
      'a leg that no step ends',
      broken({ steps: { fixed: { task: 'work' } } }),
      'leg fixed needs exactly one step that ends it (leg or seal)',
    ],
    [
      'a leg that is left by another step',
      broken({ steps: { look: { next: ['support', 'deliver'] } } }),
      'leg support is left by another step than the one that ends it',
    ],
    [
      'a leg entered in two places',
      broken({ steps: { seal: { next: ['residence', 'insurance', 'look', 'support', 'fixed'] } } }),
      'leg support begins at several steps: look, support',
    ],
    [
      'an act of the deciding office in the leg of another',
      broken({ legs: { birth: { office: { by: 'fixed', office: 103 } } } }),
      'step examine is an act of the competent office, but leg birth is of another',
    ],
    [
      'an office rule at an act of its own',
      broken({ steps: { examine: { officeRule: { by: 'competence' } } } }),
      'step examine has an office rule, which only work and consult have',
    ],
    [
      'no word on when the whole stands',
      broken({ over: { wholePause: undefined as never } }),
      'legs: nothing says when the clock of the whole stands (wholePause)',
    ],
    [
      'steps longer than their leg',
      broken({
        legs: { support: { limit: verified(1) } },
        steps: {
          look: { budget: { value: 9, unit: 'workingHour' }, budgetMark: 'verified' },
        },
      }),
      'leg support: its steps take 9 working hours, its own limit is 8',
    ],
    [
      'the same act allowed twice',
      broken({ steps: { examine: { allows: ['stop', 'stop'] } } }),
      'step examine allows the same act twice',
    ],
  ]
  for (const [what, document, fault] of cases)
    it(`${what} is refused`, () => {
      const found = faultsOf(JSON.parse(JSON.stringify(document)))
      assert.ok(found.includes(fault), found.join('\n'))
    })

  it('legs one after the other add up, side by side the longest counts, one apart from the whole does not', () => {
    const limits = {
      birth: { limit: verified(8, 'workingHour') },
      residence: { limit: verified(2) },
      insurance: { limit: verified(2) },
      fixed: { limit: verified(1) },
      support: { limit: verified(9) },
    }
    const limited = (days: number) => [{ code: '2', limit: verified(days) }]
    assert.deepEqual(budgetsOverLimit(broken({ legs: limits }), limited(3)), [])
    assert.match(
      budgetsOverLimit(broken({ legs: limits }), limited(2))[0]!,
      /take 24 working hours/,
    )
    const after = broken({ legs: limits, steps: { residence: { next: ['insurance'] } } })
    assert.match(budgetsOverLimit(after, limited(3))[0]!, /take 40 working hours/)
    const counted = broken({
      legs: { ...limits, support: { ...limits.support, apart: undefined } },
    })
    assert.match(budgetsOverLimit(counted, limited(3))[0]!, /take 80 working hours/)
  })
})

describe('examples of a joint workflow say what is done on its legs', () => {
  const UP_TO_SEAL = ['examine', 'draft', 'confirm', 'register', 'submit', 'sign']
  const acts = (of: readonly object[]) => ({
    workflow: 'lien-thong-thu',
    version: 1,
    today: '2026-11-30',
    examples: [
      {
        name: 'Hai cơ quan cùng lúc',
        begins: ['examine'],
        acts: [
          ...UP_TO_SEAL.map((step, nth) => ({
            step,
            active: [[...UP_TO_SEAL, 'seal'][nth + 1]],
          })),
          { step: 'seal', active: ['residence', 'insurance'] },
          ...of,
        ],
      },
    ],
  })
  const BOTH = ['residence', 'insurance']
  const good = [
    { leg: 'residence', does: 'done', refused: 'notAcknowledged' },
    { leg: 'residence', does: 'acknowledge', active: BOTH },
    { leg: 'residence', does: 'acknowledge', refused: 'alreadyAcknowledged' },
    { leg: 'insurance', does: 'acknowledge', active: BOTH },
    { leg: 'residence', does: 'ask', active: BOTH, wholeStands: false },
    { leg: 'insurance', does: 'done', active: ['residence'], wholeStands: true },
    { leg: 'residence', does: 'answer', active: ['residence'], wholeStands: false },
    { step: 'residence', refused: 'wrongStep' },
    { leg: 'residence', does: 'refused', active: ['deliver'] },
    { leg: 'residence', does: 'done', refused: 'wrongState' },
    { step: 'deliver', active: [] },
  ]

  it('and come out as written, or say where they do not', () => {
    assert.deepEqual(runWorkflowTests(jointWorkflow, acts(good)), [])
    const wrong = [
      { leg: 'residence', does: 'acknowledge', active: ['residence'] },
      { leg: 'residence', does: 'ask', active: BOTH, wholeStands: true },
    ]
    assert.deepEqual(runWorkflowTests(jointWorkflow, acts(wrong)), [
      'example "Hai cơ quan cùng lúc": act 8 (residence acknowledge): insurance, residence wait, not residence wait',
      'example "Hai cơ quan cùng lúc": act 9 (residence ask): the clock of the whole runs',
    ])
  })
})
