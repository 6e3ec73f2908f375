import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { checkout } from '../checkout.ts'
import { openLaw, readDocuments, readExamples } from './law.ts'
import { packageFaults } from './publication/check.ts'
import { budgetsOverLimit, type Limited } from './workflow-budget.ts'
import { checkWorkflow } from './workflow-check.ts'
import { runWorkflowTests } from './workflow-tests.ts'
import type { Workflow, WorkflowStep } from './workflow.ts'

/** Looked into, asked elsewhere beside it, then decided; each test breaks one thing. */
const steps = {
  look: step('look', { next: ['weigh', 'ask'] }),
  weigh: step('weigh', { choose: ['decide', 'look'] }),
  ask: step('ask', {
    task: 'consult',
    asks: 102,
    next: ['decide'],
    budget: { value: 2, unit: 'workingDay' },
    budgetMark: 'verified',
    silence: 'consent',
    legalBasis: 'căn cứ thử',
  }),
  decide: step('decide', { join: 'all', waitsFor: 'leader', next: ['hand'] }),
  hand: step('hand', { waitsFor: 'clerk' }),
}

function step(id: string, over: Partial<WorkflowStep>): WorkflowStep {
  const plain = { id, title: { vi: id, en: id }, task: 'work', waitsFor: 'officer' } as const
  return { ...plain, office: 'competent', manner: 'digital', next: [], ...over }
}

/** Members given as undefined are left out. */
type Change = {
  [S in keyof typeof steps]?: { [K in keyof WorkflowStep]?: WorkflowStep[K] | undefined }
}

function workflow(change: Change = {}): Workflow {
  return {
    id: 'thu',
    version: 1,
    decision: { number: 'thử', mark: 'toBeConfirmed' },
    start: 'look',
    steps: Object.values(steps).map((each) => {
      const merged = { ...each, ...change[each.id as keyof typeof steps] }
      return Object.fromEntries(
        Object.entries(merged).filter(([, value]) => value !== undefined),
      ) as unknown as WorkflowStep
    }),
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

describe('a workflow is checked as a whole', () => {
  it('one without a fault is taken', () => {
    assert.deepEqual(faultsOf(workflow()), [])
  })

  const broken: [string, Change, string][] = [
    ['a step that nothing leads to', { look: { next: ['weigh'] } }, 'step ask is never reached'],
    [
      'a way that never ends',
      {
        decide: { next: ['weigh'] },
        weigh: { choose: ['decide', 'look'] },
        hand: { next: ['look'] },
      },
      'no step ends the workflow',
    ],
    [
      'next beside choose',
      { weigh: { next: ['decide'] } },
      'step weigh has both next and choose; only one of them says what begins',
    ],
    [
      'a choice that does not exist',
      { weigh: { choose: ['decide', 'x'] } },
      'step weigh leads to x, which does not exist',
    ],
    [
      'a choice at a step with an act of its own',
      { weigh: { task: 'examine' } },
      'step weigh leaves a choice, which only work and consult have',
    ],
    [
      'a choice on a condition',
      { weigh: { when: 'a.b == true' } },
      'step weigh leaves a choice, so it has no condition',
    ],
    [
      'the same step in choose and back',
      { weigh: { back: ['look'] } },
      'step weigh has the same step in choose and back',
    ],
    [
      'nobody of an office to do it',
      { hand: { waitsFor: 'applicant' } },
      'step hand waits for applicant, which is no role of an office',
    ],
    [
      'a join to which one step leads',
      { hand: { join: 'all' } },
      'step hand joins, but only one step leads to it',
    ],
    [
      'a join that waits for what follows it',
      { decide: { next: [], choose: ['hand', 'ask'] }, look: { next: ['weigh'] } },
      'step decide joins, but ask begins only after it',
    ],
    [
      'a first-come join in a loop',
      { decide: { join: 'any', next: [], choose: ['hand', 'look'] } },
      'step decide begins with the first that comes, so the work may not come round to it',
    ],
    [
      'another office asked by a step of work',
      { weigh: { asks: 102 } },
      'step weigh asks another office, which only consult does',
    ],
    [
      'silence at a step of work',
      { hand: { silence: 'consent' } },
      'step hand takes silence for consent, which only consult does',
    ],
    [
      'silence without a time',
      { ask: { budget: undefined, budgetMark: undefined } },
      'step ask takes silence for consent, but has no time to answer in',
    ],
    [
      'silence without a law',
      { ask: { legalBasis: undefined } },
      'step ask takes silence for consent without a legal basis',
    ],
    [
      'silence that would have to choose',
      { ask: { next: [], choose: ['decide', 'hand'] } },
      'step ask leaves a choice, which silence cannot make',
    ],
  ]
  for (const [what, change, fault] of broken)
    it(`${what} is refused`, () => {
      const found = faultsOf(workflow(change))
      assert.ok(found.includes(fault), found.join('\n'))
    })

  it('budgets of the longest way over the limit of the law are refused, where both have a source', () => {
    const limited = (value: number, mark: 'verified' | 'toBeConfirmed') =>
      [
        { code: '1.000001', limit: { value: { value, unit: 'workingDay' as const }, mark } },
      ] satisfies Limited[]
    const slow = workflow({
      weigh: { budget: { value: 20, unit: 'workingHour' }, budgetMark: 'verified' },
    })
    assert.deepEqual(budgetsOverLimit(slow, limited(2, 'verified')), [
      'workflow thu: its steps take 20 working hours, the limit of case 1.000001 is 16',
    ])
    assert.deepEqual(budgetsOverLimit(slow, limited(3, 'verified')), [])
    const online = limited(1, 'verified')
    const faster = limited(3, 'verified').map((each) => ({ ...each, byChannel: online }))
    assert.match(budgetsOverLimit(slow, faster)[0]!, /the limit of case 1\.000001 is 8$/)
    assert.deepEqual(budgetsOverLimit(slow, limited(2, 'toBeConfirmed')), [])
    const unsure = workflow({
      weigh: { budget: { value: 20, unit: 'workingHour' }, budgetMark: 'toBeConfirmed' },
    })
    assert.deepEqual(budgetsOverLimit(unsure, limited(2, 'verified')), [])
  })
})

const tests = {
  workflow: 'thu',
  version: 1,
  today: '2026-11-23',
  examples: [
    {
      name: 'Cơ quan được hỏi không trả lời',
      begins: ['look'],
      acts: [
        { step: 'look', active: ['weigh', 'ask'] },
        { step: 'weigh', refused: 'choiceNeeded' },
        { step: 'weigh', chosen: 'look', refused: 'reasonNeeded' },
        { step: 'weigh', chosen: 'decide', active: ['ask'] },
        { step: 'ask', silence: true, active: ['decide'] },
        { step: 'decide', silence: true, refused: 'noConsent' },
        { step: 'ask', refused: 'wrongStep' },
      ],
    },
  ],
}

describe('the examples beside a workflow', () => {
  it('come out as written, or say where they do not', () => {
    assert.deepEqual(runWorkflowTests(workflow(), tests), [])
    const alone = workflow({ decide: { join: undefined } })
    assert.deepEqual(runWorkflowTests(alone, tests), [
      'example "Cơ quan được hỏi không trả lời": act 4 (weigh): ask, decide wait, not ask wait',
    ])
    assert.deepEqual(
      runWorkflowTests(workflow({ ask: { silence: undefined, legalBasis: undefined } }), tests)
        .length,
      3,
    )
    assert.match(runWorkflowTests(workflow(), { ...tests, version: 2 })[0]!, /those of thu v2/)
    assert.match(runWorkflowTests(workflow(), { ...tests, examples: [] })[0]!, /tests: \/examples/)
  })

  it('are asked for at publication when the workflow branches, and run', () => {
    const law = openLaw(join(checkout, 'data'))
    const released = (body: Workflow, given: unknown) =>
      packageFaults([{ kind: 'workflow', code: 'thu', version: 1, body, tests: given }], law)[0]!
        .faults
    assert.deepEqual(released(workflow(), tests), [])
    assert.deepEqual(released(workflow(), null), [
      'tests: there are none; a workflow that branches is published with its examples',
    ])
    const alone = workflow({ decide: { join: undefined } })
    assert.match(released(alone, tests)[0]!, /act 4/)
  })

  it('stand beside every workflow that we ship, and were run when the law was read', () => {
    const data = join(checkout, 'data')
    const examples = readExamples(data, 'workflows')
    const shipped = readDocuments(data).workflows.map(({ id, version }) => `${id} v${version}`)
    assert.deepEqual([...examples.keys()].sort(), shipped.toSorted())
    assert.equal(readdirSync(join(data, 'workflows/tests')).length, shipped.length)
  })
})
