import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { terms, workflow } from '../../../test/support/office.ts'
import type { Closing } from '../../office/reorganisation.ts'
import { decide } from '../decide.ts'
import { evolve, type DossierState } from '../dossier.ts'
import { waitingAfter } from '../waiting-steps.ts'
import type { DossierEvent } from '../events.ts'
import { officeNow } from './evolve.ts'
import { following, type Mapping } from './follow.ts'
import { evidenceOf, NO_EVIDENCE, type Evidence } from './split-rule.ts'

const [OLD, NEW, OTHER, DEPARTMENT] = [4, 10, 11, 50]

const whole = (office: number, into: number): Closing => ({
  office,
  into: [into],
  default: into,
  rule: 'whole',
})
const divided = (rule: 'byAddress' | 'byPerson' = 'byAddress'): Closing => ({
  office: OLD,
  into: [NEW, OTHER],
  default: NEW,
  rule,
})

function mapping(...closings: Closing[]): Mapping {
  return {
    reorganisation: { id: '019a0000-0000-7000-8000-000000000001', number: '1/NQ' },
    closings: new Map(closings.map((each) => [each.office, each])),
    fields: new Map([[`${DEPARTMENT} Hộ tịch`, NEW]]),
    ancestorsOf: () => [1],
  }
}

const filed: DossierEvent = {
  kind: 'filed',
  version: 3,
  seq: 1,
  occurredAt: new Date('2025-06-20T02:00:00Z'),
  recordedAt: new Date('2025-06-20T02:00:00Z'),
  actor: 'citizen:1000001',
  officeId: null,
  origin: 'live',
  body: {
    code: 'H26.T4-20250620-0001',
    procedure: { code: '1.001193', version: 1, caseCode: '1.001193.01', name: 'Khai sinh' },
    form: { id: 'khai-sinh', version: 1 },
    workflow: { id: '1.001193', version: 1 },
    source: 'ownPortal',
    kindOfFiling: 'selfOnline',
    helper: null,
    offices: { receiving: OLD, competent: OLD, returning: OLD },
    applicantPersonId: 1_000_001,
    papers: [],
    result: { manner: 'electronic', copies: 0 },
  },
}

function state(over: Partial<DossierState> = {}): DossierState {
  return { ...evolve(null, filed, terms), ...over }
}

const of = (over: Partial<DossierState> = {}, evidence: Evidence = NO_EVIDENCE) => ({
  state: state(over),
  workflow,
  field: 'Hộ tịch',
  evidence,
})

/** The state after the act, by the events that it decides. */
function after(before: DossierState, command: ReturnType<typeof following>): DossierState {
  assert.ok(command)
  const decision = decide(before, command, {
    now: '2025-07-01T08:00',
    terms,
    calendar: undefined as never,
    actor: 'system:clock',
    personId: null,
    code: null,
  })
  assert.ok(decision.ok)
  return decision.value.reduce<DossierState>(
    (now, event, nth) =>
      evolve(now, { ...filed, ...event, seq: now.seq + 1 + nth, version: 1 }, terms),
    before,
  )
}

describe('what a reorganisation asks of one dossier', () => {
  it('nothing, where none of its offices changes', () => {
    assert.equal(following(mapping(whole(99, NEW)), of()), null)
  })

  it('given a divided office, when the law’s address says which part, then that part decides', () => {
    const command = following(mapping(divided()), of({}, { law: [99, OTHER], applicant: [NEW] }))
    assert.equal(command?.to.competent, OTHER)
    assert.equal(command?.undecided, undefined)
  })

  it('given a silent law’s address, when the applicant’s says which part, then that part decides', () => {
    assert.equal(
      following(mapping(divided()), of({}, { law: [], applicant: [OTHER] }))?.to.competent,
      OTHER,
    )
  })

  it('given no address, then the default has it and a person is asked, with whoever stands above', () => {
    const command = following(mapping(divided()), of())
    assert.deepEqual(command?.to, { receiving: NEW, competent: NEW, returning: NEW })
    assert.deepEqual(command?.undecided, {
      from: OLD,
      default: NEW,
      places: ['receiving', 'competent', 'returning'],
      candidates: [
        { office: NEW, why: 'document' },
        { office: OTHER, why: 'document' },
      ],
      deciders: [1],
    })
  })

  it('given that the result is issued, then nobody is asked: the default part returns it', () => {
    const command = following(mapping(divided()), of({ phase: { at: 'finished' } }))
    assert.equal(command?.to.returning, NEW)
    assert.equal(command?.undecided, undefined)
  })

  it('given that no source says who takes it over, then no address decides; it only stands first', () => {
    const evidence = { law: [OTHER], applicant: [] }
    const command = following(mapping(divided('byPerson')), of({}, evidence))
    assert.equal(command?.to.competent, NEW)
    assert.deepEqual(command?.undecided?.candidates[0], { office: OTHER, why: 'address' })
  })

  it('a field moves with the dossiers of its procedures, and with no others', () => {
    const offices = { receiving: OLD, competent: DEPARTMENT, returning: OLD }
    assert.deepEqual(following(mapping(), of({ offices }))?.to, { ...offices, competent: NEW })
    assert.equal(following(mapping(), { ...of({ offices }), field: 'Đất đai' }), null)
  })

  it('a leg, a consultation and an original at a closed office go to its successor; so does what the workflow asks later', () => {
    const before = state({
      offices: { receiving: 7, competent: 7, returning: 7 },
      consulted: [OLD],
      custody: {
        'birth-notice': { at: OLD, isOnTheWay: false },
        other: { at: null, isOnTheWay: false },
      },
      legs: [
        {
          leg: 'residence',
          where: 'inside',
          office: OLD,
          partner: null,
          openedAt: '2025-06-20T02:00:00.000Z',
          acknowledgeBy: null,
          acknowledgedAt: null,
          reference: null,
          status: null,
          clock: null,
          asked: null,
          ended: null,
          result: null,
          returnedAt: null,
        },
      ],
    })
    const now = after(before, following(mapping(whole(OLD, NEW)), { ...of(), state: before }))
    assert.deepEqual(now.offices, before.offices)
    assert.deepEqual(now.consulted, [NEW])
    assert.equal(now.legs?.[0]?.office, NEW)
    assert.deepEqual(now.custody, {
      'birth-notice': { at: NEW, isOnTheWay: false },
      other: { at: null, isOnTheWay: false },
    })
    assert.equal(officeNow(now, OLD), NEW)
    const asking = {
      ...workflow,
      steps: [{ ...workflow.steps[0]!, id: 'ask', task: 'consult' as const, asks: OLD }],
    }
    const [step] = waitingAfter({ ...now, active: ['ask'], waiting: [] }, filed, asking)
    assert.equal(step?.office, NEW)
    const later = following(mapping(whole(NEW, OTHER)), { ...of(), state: now })
    assert.deepEqual(after(now, later).successors, [
      { from: OLD, to: OTHER },
      { from: NEW, to: OTHER },
    ])
  })

  it('the clock is the same before and after', () => {
    const clock = { dueAt: '2025-07-03T17:00' } as never
    const before = state({ clock })
    assert.equal(
      after(before, following(mapping(whole(OLD, NEW)), { ...of(), state: before })).clock,
      clock,
    )
  })

  it('a holder who is no officer of the new office leaves it to the queue', () => {
    const before = state({ holder: 1_000_007 })
    const command = following(mapping(whole(OLD, NEW)), { ...of(), state: before })!
    assert.equal(after(before, { ...command, officers: [1_000_008] }).holder, null)
    assert.equal(after(before, { ...command, officers: [1_000_007] }).holder, 1_000_007)
  })
})

describe('what an address says', () => {
  const told = (
    answers: Parameters<typeof evidenceOf>[0]['answers'],
    filedOn = '2025-06-20' as const,
  ) =>
    evidenceOf({
      procedure: { competence: { by: ['father.residence'] } } as never,
      form: { applicant: 'requester.fullName' } as never,
      answers,
      filedOn,
      readCommune: (typed) =>
        typed === 'Phường Một'
          ? { kind: 'found', code: '00010', by: [], house: '' }
          : {
              kind: 'split',
              former: undefined as never,
              house: '',
              choices: ['00010', '00011'].map((code) => ({
                value: code,
                former: undefined,
                code,
                said: undefined,
              })),
            },
      officeOf: (number) => Number(number),
    })

  it('a divided old name says nothing; an old name that went to one place says it', () => {
    assert.deepEqual(told({ 'father.residence': { detail: '1', commune: 'Phường Hai' } }).law, [])
    assert.deepEqual(told({ 'father.residence': { detail: '1', commune: 'Phường Một' } }).law, [10])
    assert.deepEqual(
      told({ 'requester.residence': { detail: '1', commune: 'Phường Một' } }).applicant,
      [10],
    )
  })

  it('whoever said which part of a divided name they mean is believed', () => {
    const answer = { detail: '1', commune: '00011', typed: 'Phường Hai', formerCode: '00002' }
    assert.deepEqual(told({ 'father.residence': answer }).law, [11])
  })

  it('an address written since the new names began is read as it stands', () => {
    const filedOn = '2025-07-02' as never
    assert.deepEqual(
      told({ 'father.residence': { detail: '1', commune: '00011' } }, filedOn).law,
      [11],
    )
  })
})
