/** What a step allows beside itself, and whose it is by rule: decided from the workflow alone. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { jointTerms, jointWorkflow } from '../../test/support/joint.ts'
import {
  acceptedWith,
  acknowledge,
  ask,
  elsewhere,
  given,
  officer,
  refuseLeg,
  sealedWith,
  when,
  type Act,
} from '../../test/support/joint-life.ts'
import { OTHER_WARD, terms, THIRD_WARD, workflow } from '../../test/support/office.ts'
import { canRead, scopesOfState } from './access.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { StepAct, WorkflowStep } from '../catalogue/workflow.ts'

const why = { reason: 'Lý do', legalBasis: 'Luật thử' }
const ACTS: Readonly<Record<StepAct, Act>> = {
  supplement: [officer, { type: 'requestSupplement', faults: [], ...why }],
  stop: [officer, { type: 'stop', ...why }],
  withdraw: [acceptedWith()[0]![0], { type: 'requestWithdrawal', reason: 'Nộp nhầm' }],
}
const CLAIMED: Act[] = [...acceptedWith(), [officer, { type: 'claim' }]]

function allowing(allows: StepAct[] | undefined, of: string): Terms {
  const steps = workflow.steps.map((step) =>
    step.id === of && allows ? { ...step, allows } : step,
  )
  return { ...terms, workflow: { ...workflow, steps } }
}

describe('a step says what may be done beside it', () => {
  it('everything that the law allows, when it says nothing', () => {
    for (const act of Object.values(ACTS)) {
      const of = allowing(undefined, 'examine')
      assert.notEqual(when(given(CLAIMED, of), act, of), 'notAtThisStep')
    }
  })

  it('only what it names, or nothing at all', () => {
    for (const allowed of ['supplement', 'stop', 'withdraw'] as const) {
      const of = allowing([allowed], 'examine')
      for (const [name, act] of Object.entries(ACTS))
        assert.equal(when(given(CLAIMED, of), act, of) === 'notAtThisStep', name !== allowed, name)
    }
    const none = allowing([], 'examine')
    for (const act of Object.values(ACTS))
      assert.equal(when(given(CLAIMED, none), act, none), 'notAtThisStep')
  })

  it('not before acceptance, when the work stands at no step', () => {
    const none = allowing([], 'examine')
    const filed = given(acceptedWith().slice(0, 1), none)
    assert.notEqual(when(filed, ACTS.withdraw, none), 'notAtThisStep')
  })

  it('on a leg its own step counts, not those of the others', () => {
    const strict: Terms = {
      ...jointTerms,
      workflow: {
        ...jointWorkflow,
        steps: jointWorkflow.steps.map((step) =>
          step.id === 'residence' ? { ...step, allows: [] } : step,
        ),
      },
    }
    const state = given(
      [
        ...sealedWith(),
        acknowledge('residence', '2026-11-30T10:00'),
        acknowledge('insurance', '2026-11-30T10:00'),
      ],
      strict,
    )
    assert.equal(when(state, ask('residence', '2026-12-01T09:00'), strict), 'notAtThisStep')
    assert.equal(when(state, refuseLeg('residence', '2026-12-01T09:00'), strict), 'notAtThisStep')
    assert.deepEqual(when(state, ask('insurance', '2026-12-01T09:00'), strict), ['legAsked'])
  })
})

describe('a step without an act of its own is an office’s by rule', () => {
  const extra = (officeRule: WorkflowStep['officeRule']): Terms => {
    const look: WorkflowStep = {
      id: 'look',
      title: { vi: 'Xem', en: 'Look' },
      task: 'work',
      waitsFor: 'officer',
      office: 'receiving',
      manner: 'digital',
      next: ['examine'],
      ...(officeRule && { officeRule }),
    }
    return { ...terms, workflow: { ...workflow, start: 'look', steps: [look, ...workflow.steps] } }
  }
  const officeOf = (of: Terms, answers = {}) =>
    given(acceptedWith(answers), of).waiting?.map(({ office }) => office)

  it('fixed, by the address that was declared, by competence, or one of the dossier’s three', () => {
    const address = extra({ by: 'address', answer: 'home.address' })
    assert.deepEqual(officeOf(extra({ by: 'fixed', office: THIRD_WARD })), [THIRD_WARD])
    assert.deepEqual(officeOf(address, { 'home.address': { commune: '00102' } }), [OTHER_WARD])
    assert.deepEqual(officeOf(address, { 'home.address': { commune: '99999' } }), [101])
    assert.deepEqual(officeOf(extra({ by: 'competence' })), [101])
    assert.deepEqual(officeOf(extra(undefined)), [101])
  })

  it('whose officer, and nobody else, completes it', () => {
    const of = extra({ by: 'address', answer: 'home.address' })
    const state = given(acceptedWith({ 'home.address': { commune: '00102' } }), of)
    const done = { type: 'completeStep', step: 'look' } as const
    assert.equal(
      canRead(
        elsewhere,
        scopesOfState(state, () => []),
      ),
      true,
    )
    assert.deepEqual(when(state, [elsewhere, done], of), ['stepCompleted'])
    assert.equal(when(state, [officer, done], of), 'notAllowed')
  })
})
