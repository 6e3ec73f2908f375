/** Given–when–then of steps without an act of their own. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asking, opinion } from '../../test/support/consultation.ts'
import {
  calendar,
  citizen,
  clock,
  filing,
  OTHER_WARD,
  staff,
  workflow,
} from '../../test/support/office.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { WorkflowStep } from '../catalogue/workflow.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'
import { actorKey, type Actor } from '../office/actor.ts'
import { canRead, refusalToAct, scopesOfState } from './access.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import type { Facts } from './decision.ts'
import { evolve, statusOf, type DossierState } from './dossier.ts'
import type { DossierEvent } from './events.ts'
import { projectRow } from './project.ts'

const hanoi = calendar()
const officer = staff('officer')
const asked = staff('officer', OTHER_WARD)
const mother = citizen()
/** A Monday. */
const MONDAY = '2026-11-23T09:00' as LocalMinute
const draft: Command = { type: 'sendDraft', documentId: 'd', sha256: 'aa' }
const answer: Command = { type: 'completeStep', step: 'opinion', note: 'Đồng ý' }

type Given = [by: Actor, command: Command, at?: LocalMinute]

function outcome(state: DossierState | null, [by, command, at = MONDAY]: Given, terms: Terms) {
  const refusal = refusalToAct(by, command, state)
  if (refusal) return { ok: false as const, refusal }
  const facts: Facts = {
    now: at,
    terms,
    calendar: hanoi,
    actor: actorKey(by),
    personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
    code: 'H26.101-20261123-0001',
  }
  return decide(state, command, facts)
}

/** The dossier after these, each lawful. */
function given(acts: readonly Given[], terms: Terms = asking): DossierState {
  let state: DossierState | null = null
  for (const act of acts) {
    const decision = outcome(state, act, terms)
    assert.ok(decision.ok, `${act[1].type}: ${decision.ok ? '' : decision.refusal.message}`)
    for (const event of decision.value) {
      const at = toInstant(act[2] ?? MONDAY)
      const stored: DossierEvent = {
        ...event,
        seq: (state?.seq ?? 0) + 1,
        version: 1,
        occurredAt: at,
        recordedAt: at,
        actor: actorKey(act[0]),
        officeId: 101,
        origin: 'live',
      }
      state = evolve(state, stored, terms)
    }
  }
  return state!
}

function refused(state: DossierState, act: Given, terms: Terms = asking): string {
  const decision = outcome(state, act, terms)
  return decision.ok ? 'done' : decision.refusal.code
}

const ACCEPTED: Given[] = [
  [mother, filing(mother)],
  [staff('receptionist'), { type: 'accept', originals: [] }],
]
const EXAMINED: Given[] = [
  ...ACCEPTED,
  [officer, { type: 'claim' }],
  [officer, { type: 'examine', checks: [] }],
]
const CONFIRMED: Given[] = [
  ...EXAMINED,
  [officer, draft],
  [mother, { type: 'confirmDraft', by: 'applicant' }],
]

describe('another office is asked beside the work', () => {
  it('both steps wait, and the list shows the office’s own', () => {
    const state = given(EXAMINED)
    assert.deepEqual(state.active, ['draft', 'opinion'])
    const { step, waits_for } = projectRow('x', state, asking)
    assert.deepEqual({ step, waits_for }, { step: 'draft', waits_for: 'officer' })
  })

  it('answered first or last, the register begins once both are there', () => {
    const first = given([...EXAMINED, [asked, answer], [officer, draft]])
    assert.deepEqual(first.active, ['confirm'])
    const last = given(CONFIRMED)
    assert.deepEqual(last.active, ['opinion'])
    assert.deepEqual(last.joining, ['register'])
    assert.equal(projectRow('x', last, asking)['waits_for'], 'otherOffice')
    const both = given([...CONFIRMED, [asked, answer]])
    assert.deepEqual(
      [both.active, both.joining, both.waiting],
      [['register'], undefined, undefined],
    )
  })

  it('no answer within its two working days is consent, not a minute earlier, and only the clock’s', () => {
    const state = given(CONFIRMED)
    const silent: Command = { type: 'completeStep', step: 'opinion' }
    const at = (text: string): Given => [clock, silent, text as LocalMinute]
    assert.equal(refused(state, at('2026-11-25T17:00')), 'tooEarly')
    assert.equal(refused(state, at('2026-11-26T17:00')), 'tooEarly')
    assert.equal(refused(state, at('2026-11-26T17:01')), 'done')
    const over = given([...CONFIRMED, at('2026-11-27T08:00')])
    assert.deepEqual(over.active, ['register'])
    assert.equal(refused(over, [asked, answer, '2026-11-27T09:00']), 'wrongStep')
  })

  it('where the workflow takes no silence for consent, the clock waits for ever', () => {
    const { silence: _silence, legalBasis: _basis, ...bare } = opinion
    const steps = asking.workflow.steps.map((step) => (step.id === 'opinion' ? bare : step))
    const strict: Terms = { ...asking, workflow: { ...asking.workflow, steps } }
    const late: Given = [clock, { type: 'completeStep', step: 'opinion' }, '2026-12-23T09:00']
    assert.equal(refused(given(CONFIRMED, strict), late, strict), 'wrongState')
  })

  it('only the role that is asked, at the office that is asked, answers', () => {
    const state = given(EXAMINED)
    for (const by of [
      officer,
      staff('leader', OTHER_WARD),
      staff('officer', 103),
      mother,
      staff('admin'),
    ])
      assert.equal(refused(state, [by, answer]), 'notAllowed', actorKey(by))
  })

  it('after a supplement all begins anew, the time to answer too', () => {
    const request: Command = {
      type: 'requestSupplement',
      faults: [{ paper: 'birth-notice', fault: 'mờ' }],
      reason: 'mờ',
      legalBasis: 'NĐ 118/2025, Điều 17',
    }
    const waiting = given([...EXAMINED, [officer, request]])
    assert.equal(refused(waiting, [asked, answer]), 'awaitingSupplement')
    const tuesday = '2026-11-24T09:00' as LocalMinute
    const back = given([
      ...EXAMINED,
      [officer, request],
      [mother, { type: 'supplement', papers: [], fileNames: {} }, tuesday],
      [officer, { type: 'examine', checks: [] }, tuesday],
    ])
    assert.equal(back.waiting?.[0]?.since, toInstant(tuesday).toISOString())
  })

  it('an applicant who wants it back holds the answer up', () => {
    const state = given([...EXAMINED, [mother, { type: 'requestWithdrawal', reason: 'nhầm' }]])
    assert.equal(refused(state, [asked, answer]), 'withdrawalAsked')
  })
})

/** A procedure of plain steps: looked into by the holder, weighed by a leader, who may send it back. */
const plain: Terms = {
  ...asking,
  workflow: {
    ...workflow,
    version: 3,
    start: 'look',
    steps: [
      work('look', 'officer', { next: ['weigh'] }),
      work('weigh', 'leader', { choose: ['grant', 'deny'], back: ['look'] }),
      work('grant', 'clerk', {}),
      work('deny', 'clerk', {}),
    ],
  },
}

function work(
  id: string,
  waitsFor: WorkflowStep['waitsFor'],
  over: Partial<WorkflowStep>,
): WorkflowStep {
  const plainStep = {
    id,
    title: { vi: id, en: id },
    task: 'work',
    manner: 'digital',
    next: [],
  } as const
  return { ...plainStep, waitsFor, office: 'competent', ...over, next: over.next ?? [] }
}

const done = (step: string, more: { chosen?: string; note?: string } = {}): Command => ({
  type: 'completeStep',
  step,
  ...more,
})

describe('steps of plain work', () => {
  const leader = staff('leader')
  const LOOKED: Given[] = [...ACCEPTED, [officer, { type: 'claim' }], [officer, done('look')]]

  it('an officer’s work is done by whoever holds the dossier', () => {
    const state = given([...ACCEPTED, [officer, { type: 'claim' }]], plain)
    assert.equal(refused(state, [staff('officer'), done('look')], plain), 'notHolder')
    assert.equal(projectRow('x', state, plain)['waits_for'], 'officer')
    assert.equal(projectRow('x', given(LOOKED, plain), plain)['waits_for'], 'assigned')
  })

  it('whoever filed it, or whose own matter it is, does not decide on it', () => {
    const own = { ...given(LOOKED, plain), applicantPersonId: leader.personId }
    assert.equal(refused(own, [leader, done('weigh', { chosen: 'grant' })], plain), 'selfDecides')
    const typed = { ...given(LOOKED, plain), filedBy: actorKey(leader) }
    assert.equal(refused(typed, [leader, done('weigh', { chosen: 'grant' })], plain), 'selfDecides')
  })

  it('exactly one of the choices begins; none, or one of another step, is refused', () => {
    const state = given(LOOKED, plain)
    assert.equal(refused(state, [leader, done('weigh')], plain), 'choiceNeeded')
    assert.equal(
      refused(state, [leader, done('weigh', { chosen: 'weigh' })], plain),
      'choiceUnknown',
    )
    const chosen = given([...LOOKED, [leader, done('weigh', { chosen: 'deny' })]], plain)
    assert.deepEqual(chosen.active, ['deny'])
  })

  it('back only with a reason, which stays in the private part', () => {
    const state = given(LOOKED, plain)
    assert.equal(refused(state, [leader, done('weigh', { chosen: 'look' })], plain), 'reasonNeeded')
    const back: Given = [leader, done('weigh', { chosen: 'look', note: 'Thiếu bản vẽ' })]
    const decision = outcome(state, back, plain)
    assert.ok(decision.ok)
    assert.deepEqual(decision.value, [
      {
        kind: 'stepCompleted',
        body: { step: 'weigh', next: ['look'], by: 'person', clock: null },
        private: { note: 'Thiếu bản vẽ' },
      },
    ])
    assert.deepEqual(given([...LOOKED, back], plain).active, ['look'])
  })

  it('the last step ends the work: status 9, and the clock stands', () => {
    const end: Given[] = [
      [leader, done('weigh', { chosen: 'grant' })],
      [staff('clerk'), done('grant')],
    ]
    const state = given([...LOOKED, ...end], plain)
    assert.equal(statusOf(state), 9)
    assert.notEqual(state.clock?.stoppedAt, undefined)
    assert.equal(refused(state, [staff('clerk'), done('grant')], plain), 'wrongState')
  })

  it('a step with an act of its own is not done by saying so', () => {
    const state = given([...ACCEPTED, [officer, { type: 'claim' }]])
    assert.equal(refused(state, [officer, done('examine')]), 'wrongStep')
  })
})

describe('an office that is asked by name', () => {
  const above = (): number[] => []
  const readsAfter = (acts: readonly Given[], terms: Terms): boolean =>
    canRead(asked, scopesOfState(given(acts, terms), above))

  it('reads the dossier from its filing on, as it always did', () => {
    assert.equal(readsAfter(ACCEPTED.slice(0, 1), asking), true)
  })

  it('reads it only once it is asked, where the workflow says so, and then for good', () => {
    const later = {
      ...asking,
      workflow: { ...asking.workflow, consultedRead: 'whenAsked' },
    } as const
    assert.equal(readsAfter(ACCEPTED, later), false)
    assert.equal(readsAfter(EXAMINED, later), true)
    assert.equal(readsAfter([...CONFIRMED, [asked, answer]], later), true)
  })
})
