import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar, citizen, filing, terms as ordinary } from '../../test/support/office.ts'
import type { Terms } from '../catalogue/terms.ts'
import { beginAt } from '../catalogue/flow.ts'
import type { Workflow } from '../catalogue/workflow.ts'
import { workflowFaults } from '../catalogue/workflow-faults.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import type { Facts } from './decision.ts'
import { evolve, type DossierState } from './dossier.ts'
import type { DossierEvent, NewEvent } from './events.ts'

const NOW = '2026-11-23T09:00' as LocalMinute

/** The steps of a birth registration, where the draft goes only to whoever asked to see it. */
function withWhen(when: Partial<Record<string, string>>): Terms {
  const steps = ordinary.workflow.steps.map((step) => {
    const condition = when[step.id]
    return condition === undefined ? step : { ...step, when: condition }
  })
  return { ...ordinary, workflow: { ...ordinary.workflow, steps } }
}

const facts = (terms: Terms, over: Partial<Facts> = {}): Facts => ({
  now: NOW,
  terms,
  calendar: calendar(),
  actor: 'staff:1',
  personId: 1,
  code: 'H26.101-20261123-0001',
  ...over,
})

function act(state: DossierState | null, command: Command, terms: Terms) {
  const decision = decide(state, command, facts(terms))
  assert.ok(decision.ok, decision.ok ? '' : decision.refusal.message)
  const [event] = decision.value as [NewEvent]
  const stored: DossierEvent = {
    ...event,
    seq: (state?.seq ?? 0) + 1,
    version: 2,
    occurredAt: toInstant(NOW),
    recordedAt: toInstant(NOW),
    actor: 'staff:1',
    officeId: 101,
    origin: 'live',
  }
  return { event, state: evolve(state, stored, terms) }
}

function accepted(answers: Record<string, unknown>, terms: Terms): DossierState {
  const filed = act(null, { ...filing(citizen()), answers }, terms)
  return act(filed.state, { type: 'accept', originals: [] }, terms).state
}

const examine: Command = { type: 'examine', checks: [] }
const wanted = { draft: 'draft.wanted == true', confirm: 'draft.wanted == true' }

describe('steps that only some answers need', () => {
  it('a step whose condition holds is waited for like any other', () => {
    const terms = withWhen(wanted)
    const state = act(accepted({ 'draft.wanted': true }, terms), examine, terms).state
    assert.deepEqual(state.active, ['draft'])
    assert.equal('skips' in state, false)
  })

  it('steps whose condition does not hold are passed over, and the history says which', () => {
    const terms = withWhen(wanted)
    const filed = act(null, { ...filing(citizen()), answers: { 'draft.wanted': false } }, terms)
    assert.deepEqual((filed.event.body as { skips?: string[] }).skips, ['draft', 'confirm'])
    const state = act(accepted({ 'draft.wanted': false }, terms), examine, terms).state
    assert.deepEqual(state.active, ['register'])
  })

  it('the first step may be passed over too', () => {
    const terms = withWhen({ examine: "situation.kind == 'unusual'" })
    assert.deepEqual(accepted({ 'situation.kind': 'ordinary' }, terms).active, ['draft'])
  })

  it('a workflow without conditions writes nothing of it', () => {
    const { event } = act(null, filing(citizen()), ordinary)
    assert.equal('skips' in event.body, false)
  })

  it('what is supplied decides a step anew when it holds what the condition asks for', () => {
    const terms = withWhen(wanted)
    const request: Command = {
      type: 'requestSupplement',
      faults: [{ paper: 'birth-notice', fault: 'mờ' }],
      reason: 'mờ',
      legalBasis: 'NĐ 118/2025, Điều 17',
    }
    const asked = act(accepted({ 'draft.wanted': false }, terms), request, terms).state
    const supplement = (answers?: Record<string, unknown>): DossierState => {
      const command: Command = {
        type: 'supplement',
        papers: [],
        fileNames: {},
        ...(answers && { answers }),
      }
      return act(asked, command, terms).state
    }
    assert.deepEqual(supplement({ 'draft.wanted': true }).skips, [])
    assert.deepEqual(supplement({ 'child.fullName': 'Nguyễn An' }).skips, ['draft', 'confirm'])
    assert.deepEqual(supplement().skips, ['draft', 'confirm'])
  })

  it('passing over never leads to a step that is skipped, nor to one twice, nor on for ever', () => {
    const ids = ordinary.workflow.steps.map(({ id }) => id)
    fc.assert(
      fc.property(fc.subarray(ids), fc.subarray(ids), (begun, skips) => {
        const needed = beginAt({ workflow: ordinary.workflow, skips }, begun).active
        assert.deepEqual([...new Set(needed)], needed)
        assert.ok(needed.every((id) => !skips.includes(id)))
        for (const id of begun) assert.ok(skips.includes(id) || needed.includes(id))
      }),
    )
    const circle: Workflow = {
      ...ordinary.workflow,
      steps: ordinary.workflow.steps.map((step) => ({ ...step, next: ids })),
    }
    assert.deepEqual(beginAt({ workflow: circle, skips: ids }, ids).active, [])
  })

  it('the step that ends a workflow may have no condition', () => {
    const { workflow } = withWhen({ deliver: 'copies.wanted == true' })
    assert.deepEqual(workflowFaults(workflow), [
      'step deliver ends the workflow, so it has no condition',
    ])
  })
})
