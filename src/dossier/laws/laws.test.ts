/** Moved to a version with another workflow: where the work stands, who waits, and that every fold says the same. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { calendar, terms } from '../../../test/support/office.ts'
import type { Terms } from '../../catalogue/terms.ts'
import type { Workflow, WorkflowStep } from '../../catalogue/workflow.ts'
import { statesAfter } from '../../exchange/status-message.ts'
import { toInstant, type LocalMinute } from '../../lib/time.ts'
import { decide } from '../decide.ts'
import { evolve, type DossierState } from '../dossier.ts'
import type { DossierEvent, NewEvent } from '../events.ts'
import type { LawCommand } from './commands.ts'
import { procedureAfter } from './evolve.ts'

const hanoi = calendar()
const step = (id: string, task: WorkflowStep['task'], next: string[], over = {}): WorkflowStep => ({
  id,
  title: { vi: `Bước ${id}`, en: id },
  task,
  waitsFor: task === 'sign' ? 'leader' : task === 'seal' ? 'clerk' : 'officer',
  office: 'competent',
  manner: 'digital',
  next,
  ...over,
})
const flow = (version: number, steps: WorkflowStep[]): Workflow => ({
  id: 'thử',
  version,
  decision: { number: 'thử', mark: 'toBeConfirmed' },
  start: steps[0]!.id,
  steps,
})
const end = [
  step('submit', 'submit', ['sign']),
  step('sign', 'sign', ['seal']),
  step('seal', 'seal', []),
]
const before: Terms = {
  ...terms,
  limit: { value: 5, unit: 'workingDay' },
  clockPolicy: 'pause',
  workflow: flow(1, [
    step('look', 'examine', ['ask', 'visit']),
    step('ask', 'consult', ['gather'], { asks: 102 }),
    step('visit', 'work', ['gather']),
    step('gather', 'work', ['submit'], { join: 'all' }),
    ...end,
  ]),
}
const after: Terms = {
  ...before,
  procedureVersion: 2,
  formVersion: 2,
  limit: { value: 8, unit: 'workingDay' },
  workflow: flow(2, [
    step('look', 'examine', ['visit-site']),
    step('visit-site', 'work', ['collect']),
    step('opinion', 'consult', ['collect'], { asks: 103 }),
    step('collect', 'work', ['submit'], { join: 'all' }),
    ...end,
  ]),
}
const termsOf = ({ version }: { version: number }): Terms => (version === 1 ? before : after)

const at = (now: string) => ({
  now: now as LocalMinute,
  calendar: hanoi,
  actor: 'staff:1',
  personId: 1,
  code: 'H26.101-20261123-0001',
})

type Told = { state: DossierState; history: DossierEvent[] }

function tell(
  { state, history }: { state: DossierState | null; history: DossierEvent[] },
  event: NewEvent,
  now: string,
): Told {
  const moment = toInstant(now as LocalMinute)
  const stored: DossierEvent = {
    ...event,
    seq: (state?.seq ?? 0) + 1,
    version: 1,
    occurredAt: moment,
    recordedAt: moment,
    actor: 'staff:1',
    officeId: 101,
    origin: 'live',
  }
  const next = evolve(state, stored, termsOf(procedureAfter(state, stored)))
  return { state: next, history: [...history, stored] }
}

/** Accepted on Monday 23/11 at 09:00; looked at, so that another ward is asked and the site is to be visited. */
function working(): Told {
  const filed: NewEvent = {
    kind: 'filed',
    body: {
      code: 'H26.101-20261123-0001',
      procedure: { code: '1.001193', version: 1, caseCode: '1.001193.01', name: 'Thử' },
      form: { id: 'khai-sinh', version: 1 },
      workflow: { id: 'thử', version: 1 },
      source: 'counter',
      kindOfFiling: 'counter',
      helper: null,
      offices: { receiving: 101, competent: 101, returning: 101 },
      applicantPersonId: null,
      papers: [],
      result: { manner: 'counter', copies: 0 },
    },
  }
  let told = tell({ state: null, history: [] }, filed, '2026-11-23T08:30')
  const facts = { ...at('2026-11-23T09:00'), terms: before }
  const accepted = decide(told.state, { type: 'accept', originals: [] }, facts)
  assert.ok(accepted.ok)
  told = tell(told, accepted.value[0]!, '2026-11-23T09:00')
  told = tell(told, { kind: 'claimed', body: { holder: 1 } }, '2026-11-23T09:10')
  return tell(told, { kind: 'examined', body: { checks: [] } }, '2026-11-23T10:00')
}

const move = (over: Partial<LawCommand> = {}): LawCommand => ({
  type: 'moveToLaw',
  decision: { id: '01a1fd5a-8f48-7a69-9c66-14cf27a813d4', number: '1/QĐ' },
  to: { version: 2, caseCode: '1.001193.01' },
  clock: 'keepRemaining',
  steps: { ask: 'opinion', visit: 'visit-site', gather: 'collect' },
  reason: 'Luật mới',
  ...over,
})
const moving = (state: DossierState, command: LawCommand, now = '2026-11-25T09:00') =>
  decide(state, command, { ...at(now), terms: before, lawTerms: after })

describe('moved to another workflow', () => {
  it('each step goes where the decision says, joins and waiting with it, and the new office is consulted', () => {
    const told = working()
    const decision = moving(told.state, move())
    assert.ok(decision.ok)
    const { state, history } = tell(told, decision.value[0]!, '2026-11-25T09:00')
    assert.deepEqual(state.active, ['opinion', 'visit-site'])
    assert.deepEqual(state.joining, undefined)
    assert.deepEqual(
      state.waiting?.map((each) => [each.step, each.office, each.since]),
      [
        ['opinion', 103, '2026-11-25T02:00:00.000Z'],
        ['visit-site', 101, '2026-11-25T02:00:00.000Z'],
      ],
    )
    assert.deepEqual(state.consulted, [103])
    assert.deepEqual(
      [state.procedure.version, state.form.version, state.workflow.version],
      [2, 2, 2],
    )
    assert.equal(told.state.clock?.dueAt, '2026-12-01T17:00')
    assert.equal(state.clock?.dueAt, '2026-12-04T17:00')
    assert.equal(state.clock?.firstDueAt, '2026-12-01T17:00')
    assert.deepEqual(statesAfter(history, termsOf).get(state.seq), state, 'whoever folds it later')
    const on = tell(
      { state, history },
      {
        kind: 'stepCompleted',
        body: { step: 'opinion', next: ['collect'], by: 'person', clock: null },
      },
      '2026-11-26T09:00',
    )
    assert.deepEqual(on.state.active, ['visit-site'])
    assert.deepEqual(on.state.joining, ['collect'])
  })

  it('a step without a place in the new workflow is refused, never guessed', () => {
    const { state } = working()
    const decision = moving(state, move({ steps: { visit: 'visit-site' } }))
    assert.equal(decision.ok ? '' : decision.refusal.code, 'stepUnmapped')
    assert.match(decision.ok ? '' : decision.refusal.message, /“Bước ask”/)
    const lost = moving(state, move({ steps: { ask: 'opinion', visit: 'nowhere' } }))
    assert.equal(lost.ok ? '' : lost.refusal.code, 'stepUnmapped')
  })

  it('nobody signs by a mapping what was never prepared', () => {
    const { state } = working()
    const decision = moving(state, move({ steps: { ask: 'sign', visit: 'visit-site' } }))
    assert.equal(decision.ok ? '' : decision.refusal.code, 'stepUnmapped')
  })

  it('before acceptance only the versions change; the same version, a result, or a day to come is refused', () => {
    const told = working()
    const submitted = statesAfter(told.history, termsOf).get(1)!
    const early = moving(submitted, move())
    assert.ok(early.ok)
    const [event] = early.value
    assert.ok(event?.kind === 'movedToLaw' && event.body.clock === null)
    const same = { version: 1, caseCode: '1.001193.01' }
    const unchanged = decide(told.state, move({ to: same }), {
      ...at('2026-11-25T09:00'),
      terms: before,
      lawTerms: before,
    })
    assert.equal(unchanged.ok ? '' : unchanged.refusal.code, 'sameLaw')
    const finished: DossierState = { ...told.state, phase: { at: 'finished' } }
    const late = moving(finished, move())
    assert.equal(late.ok ? '' : late.refusal.code, 'hasResult')
    const ended: DossierState = { ...told.state, phase: { at: 'delivered' } }
    const closed = moving(ended, move())
    assert.equal(closed.ok ? '' : closed.refusal.code, 'closed')
    const future = moving(told.state, move({ effectAt: '2026-12-01T00:00' }))
    assert.equal(future.ok ? '' : future.refusal.code, 'notInEffect')
  })

  it('a restart counts from the day of effect, also when it is carried out later', () => {
    const { state } = working()
    const command = move({ clock: 'restart', effectAt: '2026-11-24T00:00' })
    const decision = moving(state, command, '2026-11-27T09:00')
    assert.ok(decision.ok)
    const [event] = decision.value
    assert.ok(event?.kind === 'movedToLaw')
    assert.equal(
      event.body.clock?.clock.dueAt,
      '2026-12-07T17:00',
      '8 working days from 25/11: the 24th is a holiday',
    )
  })
})
