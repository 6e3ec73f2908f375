/** Every act on the legal clock, given a dossier in every phase: what happens, or which refusal. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar, citizen, filing, terms as birth } from '../../../test/support/office.ts'
import { loadCalendar } from '../../calendar/calendar.ts'
import { isPaused, promiseOf, reprojectClock, startClock } from '../../calendar/clock.ts'
import type { Terms } from '../../catalogue/terms.ts'
import { dayNumber, localMinute, toInstant, type LocalMinute } from '../../lib/time.ts'
import { projectRow, waitsFor } from '../project.ts'
import type { Command } from '../commands.ts'
import { decide } from '../decide.ts'
import type { Facts } from '../decision.ts'
import { evolve, statusOf, type DossierState } from '../dossier.ts'
import type { DossierEvent, EventBodies, EventKind, NewEvent } from '../events.ts'
import type { LegState } from '../legs/leg.ts'
import { firstNewDay, isApologyDue } from './apology.ts'

const hanoi = calendar()
const MONDAY = '2026-11-09T09:00' as LocalMinute
/** Three working days, so that there is time to apologise; the supplement restarts, all else pauses. */
const terms: Terms = { ...birth, limit: { value: 3, unit: 'workingDay' } }
const paper = { documentId: 'd1', sha256: 'aa' }
const why = { reason: 'r', legalBasis: 'NĐ 61/2018 Đ19' }

const facts = (now: LocalMinute = MONDAY, over: Partial<Facts> = {}): Facts => ({
  now,
  terms,
  calendar: hanoi,
  actor: 'staff:1',
  personId: 1,
  code: 'H26.101-20261123-0001',
  ...over,
})

function fold(state: DossierState | null, events: NewEvent[], given: Facts): DossierState {
  const at = toInstant(given.now)
  const folded = events.reduce<DossierState | null>((before, event) => {
    const stored = { ...event, seq: (before?.seq ?? 0) + 1, version: 1 }
    const told = { occurredAt: at, recordedAt: at, actor: given.actor, officeId: 101 }
    const whole: DossierEvent = { ...stored, ...told, origin: 'live' }
    return evolve(before, whole, given.terms)
  }, state)
  assert.ok(folded)
  return folded
}

function act(state: DossierState | null, command: Command, given = facts()): DossierState {
  const decision = decide(state, command, given)
  assert.ok(decision.ok, decision.ok ? '' : decision.refusal.message)
  return fold(state, decision.value, given)
}

function refusal(state: DossierState, command: Command, given = facts()): string | null {
  const decision = decide(state, command, given)
  return decision.ok ? null : decision.refusal.code
}

function eventOf<K extends EventKind>(
  state: DossierState,
  command: Command,
  { kind, given }: { kind: K; given: Facts },
): EventBodies[K] {
  const decision = decide(state, command, given)
  assert.ok(decision.ok && decision.value.length === 1)
  const [event] = decision.value
  assert.ok(event && isOf(event, kind))
  return event.body
}

function isOf<K extends EventKind>(
  event: NewEvent,
  kind: K,
): event is NewEvent & { kind: K; body: EventBodies[K] } {
  return event.kind === kind
}

const suspend = (reference = 'o1', cause: 'outage' | 'verification' = 'outage'): Command => ({
  type: 'suspendClock',
  cause,
  reference,
  ...why,
})
const resume = (reference = 'o1', cause: 'outage' | 'verification' = 'outage'): Command => ({
  type: 'resumeSuspended',
  cause,
  reference,
})
const askFeeOf = (amount: number): Command => ({
  type: 'requestFee',
  amount,
  currency: 'VND',
  ...why,
})
const askFee = askFeeOf(100_000)
const payFee: Command = { type: 'recordFee', reference: 'BL 12', amount: 100_000 }
const askPapers: Command = {
  type: 'requestSupplement',
  faults: [{ paper: 'a', fault: 'mờ' }],
  ...why,
}
const askPapersAgain: Command = {
  type: 'requestSupplement',
  faults: [{ paper: 'a', fault: 'mờ' }],
  ground: 'Luật Hộ tịch',
  ...why,
}
const bringPapers: Command = { type: 'supplement', papers: [], fileNames: {} }
const apologise = (to: `${number}-${number}-${number}` = '2026-11-16'): Command => ({
  type: 'apologise',
  to,
  paper,
  ...why,
})

const submitted = act(null, filing(citizen()))
const accepted = act(submitted, { type: 'accept', originals: [] })
const held = act(accepted, { type: 'claim' })
const awaiting = act(held, askPapers)
const owing = act(held, askFee)
const finished: DossierState = {
  ...held,
  phase: { at: 'finished' },
  clock: { ...held.clock!, stoppedAt: MONDAY },
}
const openLeg = (clock: DossierState['clock']): LegState => ({
  leg: 'x',
  where: 'inside',
  office: 102,
  partner: null,
  openedAt: '2026-11-09T02:00:00.000Z',
  acknowledgeBy: null,
  acknowledgedAt: '2026-11-09T02:00:00.000Z',
  reference: null,
  status: null,
  clock,
  asked: null,
  ended: null,
  result: null,
  returnedAt: null,
})
const ended: [string, DossierState][] = (
  ['delivered', 'refused', 'withdrawn', 'stopped'] as const
).map((at) => [at, { ...held, phase: { at } }])

describe('which act is lawful in which phase', () => {
  const reproject: Command = {
    type: 'reprojectClock',
    calendarVersion: hanoi.document.version,
    reason: 'r',
  }
  const table: [string, DossierState, (string | null)[]][] = [
    [
      'submitted',
      submitted,
      ['noClock', 'noClock', 'wrongState', 'wrongState', 'wrongState', 'wrongState'],
    ],
    ['accepted', accepted, [null, 'running', null, 'wrongState', null, 'sameClock']],
    ['held', held, [null, 'running', null, 'wrongState', null, 'sameClock']],
    [
      'awaitingSupplement',
      awaiting,
      [null, 'running', 'awaitingSupplement', 'wrongState', 'awaitingSupplement', 'sameClock'],
    ],
    ['awaitingFee', owing, [null, 'running', 'awaitingFee', null, 'awaitingFee', 'sameClock']],
    [
      'suspended',
      act(held, suspend()),
      ['paused', null, null, 'wrongState', 'paused', 'sameClock'],
    ],
    [
      'finished',
      finished,
      ['stopped', 'stopped', 'wrongState', 'wrongState', 'wrongState', 'wrongState'],
    ],
    ...ended.map(([at, state]): [string, DossierState, string[]] => [
      at,
      state,
      ['closed', 'closed', 'closed', 'closed', 'closed', 'closed'],
    ]),
  ]
  for (const [name, state, expected] of table)
    it(`${name}: suspend, resume, ask a fee, record it, apologise, count anew`, () => {
      const acts = [suspend(), resume(), askFee, payFee, apologise(), reproject]
      assert.deepEqual(
        acts.map((command) => refusal(state, command)),
        expected,
      )
    })

  it('nobody asks a fee or apologises while the applicant wants it back', () => {
    const leaving = act(held, { type: 'requestWithdrawal', reason: 'r' })
    assert.equal(refusal(leaving, askFee), 'withdrawalAsked')
    assert.equal(refusal(leaving, apologise()), 'withdrawalAsked')
  })
})

describe('a fee', () => {
  it('makes the status 6, waits for the applicant and stops the clock; paid, the work goes on where it was', () => {
    assert.equal(statusOf(owing), 6)
    assert.equal(waitsFor(owing, terms), 'applicant')
    assert.equal(projectRow('x', owing, terms)['paused_at'], '2026-11-09T02:00:00.000Z')
    const given = facts('2026-11-11T10:00')
    const body = eventOf(owing, payFee, { kind: 'feeRecorded', given })
    assert.deepEqual(
      [body.dueIfPaused, body.dueIfRestarted, body.clock.dueAt],
      ['2026-11-16T17:00', '2026-11-16T17:00', '2026-11-16T17:00'],
    )
    const paid = act(owing, payFee, given)
    assert.equal(statusOf(paid), 4)
    assert.deepEqual(paid.active, held.active)
    assert.equal(paid.clock?.firstDueAt, '2026-11-12T17:00')
  })

  it('is a whole number of đồng above nothing, and is paid as asked', () => {
    for (const amount of [0, -1, 1.5, Number.NaN])
      assert.equal(refusal(held, askFeeOf(amount)), 'amount')
    assert.equal(
      refusal(owing, { type: 'recordFee', reference: 'BL 12', amount: 99_999 }),
      'otherAmount',
    )
  })

  it('is no more asked once the result is signed', () => {
    const result = {
      documentId: 'd',
      documentHash: 'a',
      signedHash: 'b',
      signedBy: 1,
      sealedHash: null,
      number: null,
      on: null,
    }
    assert.equal(refusal({ ...held, result }, askFee), 'wrongState')
  })

  it('may be followed by withdrawal and stop', () => {
    assert.equal(act(owing, { type: 'stop', ...why }).phase.at, 'stopped')
    const leaving = act(owing, { type: 'requestWithdrawal', reason: 'r' })
    assert.equal(waitsFor(leaving, terms), 'receptionist')
    assert.equal(act(leaving, { type: 'confirmWithdrawal' }).phase.at, 'withdrawn')
  })

  it('restarts the limit where the procedure version says so', () => {
    const strict = { ...terms, pausePolicies: { fee: 'restart' as const } }
    const asked = act(held, askFee, facts('2026-11-10T10:00', { terms: strict }))
    const given = facts('2026-11-11T10:00', { terms: strict })
    const body = eventOf(asked, payFee, { kind: 'feeRecorded', given })
    assert.deepEqual(
      [body.dueIfPaused, body.dueIfRestarted, body.clock.dueAt],
      ['2026-11-13T17:00', '2026-11-16T17:00', '2026-11-16T17:00'],
    )
  })
})

describe('an interruption or a verification', () => {
  it('stops the clock without changing what is worked on, and both figures stand in the event', () => {
    const standing = act(held, suspend(), facts('2026-11-10T08:00'))
    assert.deepEqual([standing.phase, standing.active], [held.phase, held.active])
    const body = eventOf(standing, resume(), {
      kind: 'clockResumed',
      given: facts('2026-11-11T08:00'),
    })
    assert.deepEqual(
      [body.dueIfPaused, body.dueIfRestarted, body.clock.dueAt],
      ['2026-11-13T17:00', '2026-11-16T17:00', '2026-11-13T17:00'],
    )
  })

  it('ends by its own cause and reference alone', () => {
    const standing = act(held, suspend('o1'))
    assert.equal(refusal(standing, resume('o2')), 'running')
    assert.equal(refusal(standing, resume('o1', 'verification')), 'running')
  })

  it('inside a supplement: the clock runs on only when neither is left, and the restart of the supplement holds', () => {
    const both = act(awaiting, suspend(), facts('2026-11-10T08:00'))
    const answered = act(both, bringPapers, facts('2026-11-11T09:00'))
    assert.equal(answered.phase.at, 'processing')
    assert.equal(projectRow('x', answered, terms)['paused_at'], '2026-11-09T02:00:00.000Z')
    assert.equal(answered.clock?.dueAt, '2026-11-12T17:00')
    const on = act(answered, resume(), facts('2026-11-13T09:00'))
    assert.equal(on.clock?.dueAt, '2026-11-18T17:00')
    assert.equal(projectRow('x', on, terms)['paused_at'], null)
  })

  it('that outlasts a fee subtracts the whole time in which either stood, once', () => {
    const both = act(owing, suspend(), facts('2026-11-10T08:00'))
    const paid = act(both, payFee, facts('2026-11-10T16:00'))
    const on = act(paid, resume(), facts('2026-11-11T08:00'))
    assert.equal(on.clock?.dueAt, '2026-11-16T17:00')
  })

  it('may stop the clock of one leg and leave the dossier its own', () => {
    const leg = {
      ...openLeg(held.clock),
      leg: 'residence',
    }
    const joint = { ...held, legs: [leg] }
    const onLeg = { ...suspend(), leg: 'residence' } as Command
    assert.equal(refusal(joint, { ...suspend(), leg: 'other' } as Command), 'noClock')
    const standing = act(joint, onLeg, facts('2026-11-10T08:00'))
    assert.deepEqual(standing.clock, held.clock)
    const on = act(
      standing,
      { ...resume(), leg: 'residence' } as Command,
      facts('2026-11-11T08:00'),
    )
    assert.deepEqual([on.clock, on.legs?.[0]?.clock?.dueAt], [held.clock, '2026-11-13T17:00'])
  })

  it('ends with the dossier', () => {
    const standing = act(held, suspend())
    const clock = decide(standing, { type: 'stop', ...why }, facts())
    assert.ok(clock.ok)
  })
})

describe('an edit of the calendar', () => {
  const days = [
    ...hanoi.document.days,
    { on: '2026-11-11' as const, kind: 'local' as const, name: 'Nghỉ do bão', legalBasis: 'CĐ' },
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const edited = loadCalendar({ ...hanoi.document, version: 2, days })
  const command: Command = { type: 'reprojectClock', calendarVersion: 2, reason: 'Bão' }
  const given = facts(MONDAY, { calendar: edited })

  it('moves the due, tells what was promised before, and keeps the first promise', () => {
    const body = eventOf(held, command, { kind: 'clockReprojected', given })
    assert.deepEqual(
      [body.promisedBefore, body.clock.dueAt, body.clock.firstDueAt, body.legs],
      ['2026-11-12T17:00', '2026-11-13T17:00', '2026-11-12T17:00', undefined],
    )
    assert.equal(act(held, command, given).clock?.dueAt, '2026-11-13T17:00')
    assert.equal(refusal(act(held, command, given), command, given), 'sameClock')
  })

  it('is counted on the calendar that was looked at before, or not at all', () => {
    assert.equal(refusal(held, { ...command, calendarVersion: 3 }, given), 'otherCalendar')
  })

  it('moves the running legs with it, and tells of those alone that move', () => {
    const leg = (name: string, clock: DossierState['clock']) => ({ ...openLeg(clock), leg: name })
    const { clock } = held
    assert.ok(clock)
    const early = startClock(hanoi, {
      received: '2026-11-05T09:00',
      limit: { value: 1, unit: 'workingDay' },
      policy: 'pause',
    })
    assert.ok(early.ok)
    const done = { ...clock, stoppedAt: MONDAY }
    const legs = [leg('a', clock), leg('b', early.value), leg('c', done), leg('d', null)]
    const moved = act({ ...held, legs }, command, given)
    assert.deepEqual(
      moved.legs?.map((each) => each.clock?.dueAt),
      ['2026-11-13T17:00', '2026-11-06T17:00', '2026-11-12T17:00', undefined],
    )
    const body = eventOf({ ...held, legs }, command, { kind: 'clockReprojected', given })
    assert.deepEqual(
      body.legs?.map((each) => each.leg),
      ['a'],
    )
  })
})

describe('an apology', () => {
  it('moves what is promised now; the law’s due and the first promise stay', () => {
    const given = facts('2026-11-11T09:00')
    const body = eventOf(held, apologise(), { kind: 'apologised', given })
    assert.deepEqual([body.promisedBefore, body.to], ['2026-11-12T17:00', '2026-11-16'])
    const sorry = act(held, apologise(), given)
    assert.deepEqual(
      [sorry.clock?.promisedAt, sorry.clock?.dueAt, sorry.clock?.firstDueAt],
      ['2026-11-16T17:00', '2026-11-12T17:00', '2026-11-12T17:00'],
    )
    const row = projectRow('x', sorry, terms)
    assert.deepEqual(
      [row['promised_at'], row['due_at'], row['first_due_at']],
      ['2026-11-16T10:00:00.000Z', '2026-11-12T10:00:00.000Z', '2026-11-12T10:00:00.000Z'],
    )
  })

  it('may be sent once, unless the procedure version allows more', () => {
    const sorry = act(held, apologise(), facts('2026-11-11T09:00'))
    assert.equal(refusal(sorry, apologise('2026-11-18')), 'alreadyApologised')
    const twice = facts('2026-11-13T09:00', { terms: { ...terms, apologyRounds: 2 } })
    assert.equal(act(sorry, apologise('2026-11-18'), twice).clock?.promisedAt, '2026-11-18T17:00')
    const never = facts(MONDAY, { terms: { ...terms, apologyRounds: 0 } })
    assert.equal(refusal(held, apologise(), never), 'alreadyApologised')
  })

  it('comes before expiry, names a later working day, and one that the calendar knows', () => {
    assert.equal(refusal(held, apologise(), facts('2026-11-12T17:00')), null)
    assert.equal(refusal(held, apologise(), facts('2026-11-12T17:01')), 'expired')
    assert.equal(refusal(held, apologise('2026-11-12')), 'notLater')
    assert.equal(refusal(held, apologise('2026-11-14')), 'dayOff')
    assert.equal(refusal(held, apologise('2028-03-01')), 'beyondCalendar')
  })

  it('is asked for from one working day before the promise until it has passed', () => {
    const due = (now: LocalMinute) => isApologyDue(hanoi, held.clock!, now)
    assert.deepEqual(
      [due('2026-11-10T16:00'), due('2026-11-11T08:00'), due('2026-11-12T17:00')],
      [false, true, true],
    )
    assert.equal(due('2026-11-12T17:01'), false)
  })

  it('is first possible on the working day after the promise', () => {
    const at = (now: LocalMinute, clock = held.clock!) => firstNewDay(hanoi, clock, now)
    assert.equal(at(MONDAY), '2026-11-13')
    const friday = { ...held.clock!, dueAt: '2026-11-13T17:00' as LocalMinute }
    assert.equal(at(MONDAY, friday), '2026-11-16')
  })

  it('is carried along by a later pause, and never promises less than the law', () => {
    const sorry = act(held, apologise(), facts('2026-11-11T09:00'))
    const waiting = act(sorry, askPapers, facts('2026-11-12T09:00'))
    const on = act(waiting, bringPapers, facts('2026-11-13T09:00'))
    assert.deepEqual(
      [on.clock?.dueAt, on.clock?.promisedAt],
      ['2026-11-18T17:00', '2026-11-18T17:00'],
    )
    assert.equal(on.clock?.firstDueAt, '2026-11-12T17:00')
  })
})

describe('the office’s own limit', () => {
  const quick = { ...terms, internalLimit: { value: 2, unit: 'workingDay' as const } }
  const given = facts(MONDAY, { terms: quick })
  const started = act(submitted, { type: 'accept', originals: [] }, given)

  it('stands beside the law’s and is shorter', () => {
    assert.equal(started.clock?.internal?.dueAt, '2026-11-11T17:00')
    const row = projectRow('x', started, quick)
    assert.deepEqual(
      [row['internal_due_at'], row['due_at'], row['promised_at']],
      ['2026-11-11T10:00:00.000Z', '2026-11-12T10:00:00.000Z', null],
    )
    assert.equal(projectRow('x', accepted, terms)['internal_due_at'], null)
  })

  it('never lies after the law’s', () => {
    const slow = { ...terms, internalLimit: { value: 9, unit: 'workingDay' as const } }
    const late = act(submitted, { type: 'accept', originals: [] }, facts(MONDAY, { terms: slow }))
    assert.equal(late.clock?.internal?.dueAt, late.clock?.dueAt)
  })

  it('follows a pause as the law’s does', () => {
    const standing = act(started, suspend(), facts('2026-11-10T08:00', { terms: quick }))
    const on = act(standing, resume(), facts('2026-11-11T08:00', { terms: quick }))
    assert.deepEqual(
      [on.clock?.internal?.dueAt, on.clock?.dueAt],
      ['2026-11-12T17:00', '2026-11-13T17:00'],
    )
  })
})

describe('whatever happens to a clock', () => {
  const quick = { ...terms, internalLimit: { value: 2, unit: 'workingDay' as const } }
  const acts: Command[] = [
    suspend('o1'),
    resume('o1'),
    suspend('o2', 'verification'),
    resume('o2', 'verification'),
    askFee,
    payFee,
    askPapersAgain,
    bringPapers,
    apologise('2026-11-20'),
  ]

  it('the history told again gives the same state, the same dates counted anew, and the same row', () => {
    const steps = fc.array(
      fc.record({ act: fc.constantFrom(...acts), wait: fc.integer({ min: 0, max: 1500 }) }),
      { maxLength: 14 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        const told: { events: NewEvent[]; given: Facts }[] = []
        const play = (state: DossierState | null, command: Command, given: Facts) => {
          const decision = decide(state, command, given)
          if (!decision.ok) return state
          told.push({ events: decision.value, given })
          return fold(state, decision.value, given)
        }
        const start = facts(MONDAY, { terms: quick })
        let state = play(null, filing(citizen()), start)
        state = play(state, { type: 'accept', originals: [] }, start)
        let minutes = 9 * 60
        for (const { act: command, wait } of list) {
          minutes += wait
          const now = localMinute(dayNumber('2026-11-09'), minutes)
          state = play(state, command, facts(now, { terms: quick }))
        }
        assert.ok(state?.clock)
        const again = told.reduce<DossierState | null>(
          (before, { events, given }) => fold(before, events, given),
          null,
        )
        assert.deepEqual(again, state)
        assert.deepEqual(reprojectClock(hanoi, state.clock), { ok: true, value: state.clock })
        const row = projectRow('x', state, quick)
        const instant = (local: LocalMinute) => toInstant(local).toISOString()
        assert.deepEqual(
          [row['due_at'], row['first_due_at'], row['internal_due_at']],
          [state.clock.dueAt, state.clock.firstDueAt, state.clock.internal!.dueAt].map(instant),
        )
        assert.ok(state.clock.internal!.dueAt <= state.clock.dueAt)
        assert.ok(promiseOf(state.clock) >= state.clock.dueAt)
        assert.equal(row['paused_at'] !== null, isPaused(state.clock))
        assert.equal(statusOf(state) === 6, state.phase.at === 'awaitingFee')
      }),
      { numRuns: 200 },
    )
  })
})
