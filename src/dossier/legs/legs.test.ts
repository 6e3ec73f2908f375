/** Given–when–then of every act on a leg of a joint procedure. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { legs, jointTerms, jointWorkflow, partner } from '../../../test/support/joint.ts'
import {
  acceptedWith,
  acknowledge,
  after,
  answer,
  ask,
  elsewhere,
  end,
  given,
  leg,
  mother,
  officer,
  outcome,
  receptionist,
  refuseLeg,
  result,
  sealedWith,
  when,
  type Act,
} from '../../../test/support/joint-life.ts'
import { clock, OTHER_WARD, staff, THIRD_WARD, WARD } from '../../../test/support/office.ts'
import { isPaused } from '../../calendar/clock.ts'
import { canRead, scopesOfState } from '../access.ts'
import { statusOf, type DossierState } from '../dossier.ts'

const WANTS = { 'support.wanted': true, 'residence.address': { commune: '00102', detail: 'số 5' } }
const SEALED = sealedWith()
const BOTH: Act[] = [
  ...SEALED,
  acknowledge('residence', '2026-11-30T10:00'),
  acknowledge('insurance', '2026-11-30T10:30'),
]

function kindsOf(act: Act, before: readonly Act[]): string[] | string {
  return when(given(before), act)
}

/** The part of the leg's state that its deadline hangs on. */
const dueOf = (state: DossierState, id: string) => leg(state, id).clock?.dueAt

describe('legs begin where the work arrives', () => {
  it('the competent office’s own leg begins with acceptance, which is its acknowledgment', () => {
    const [, accept] = acceptedWith() as [Act, Act]
    assert.deepEqual(kindsOf(accept, acceptedWith().slice(0, 1)), [
      'accepted',
      'legOpened',
      'legAcknowledged',
    ])
    const state = given(acceptedWith())
    assert.equal(leg(state, 'birth').office, WARD)
    assert.equal(dueOf(state, 'birth'), '2026-12-01T17:00')
    assert.equal(state.clock?.dueAt, '2026-12-03T17:00')
  })

  it('the seal ends it with its result, and opens the two outside at once; the clock of the whole runs on', () => {
    const seal = SEALED.at(-1)!
    assert.deepEqual(kindsOf(seal, SEALED.slice(0, -1)), [
      'resultSealed',
      'legEnded',
      'legOpened',
      'legOpened',
    ])
    const state = given(SEALED)
    assert.equal(state.phase.at, 'processing')
    assert.equal(statusOf(state), 4)
    assert.equal(state.clock?.stoppedAt, undefined)
    assert.deepEqual(state.active, ['residence', 'insurance'])
    const { ended, result: made } = leg(state, 'birth')
    assert.deepEqual([ended, made?.number, made?.name], ['done', '7', 'Kết quả birth'])
    const { where, partner: whose, acknowledgeBy } = leg(state, 'residence')
    assert.deepEqual([where, whose, acknowledgeBy], ['outside', 'police', '2026-11-30T11:00'])
  })

  it('an inside leg by address begins at the office of the commune that was declared, kept in the history', () => {
    const [file] = acceptedWith(WANTS) as [Act, Act]
    const filed = outcome(null, file)
    assert.ok(filed.ok)
    assert.deepEqual(filed.value[1], {
      kind: 'officesResolved',
      body: { offices: { 'residence.address': OTHER_WARD } },
    })
    const state = given(sealedWith(WANTS))
    assert.deepEqual(state.active, ['residence', 'insurance', 'look'])
    assert.equal(leg(state, 'support').office, OTHER_WARD)
    assert.deepEqual(
      state.waiting?.map(({ step, office }) => [step, office]),
      [['look', OTHER_WARD]],
    )
  })

  it('a fixed office, and a commune that is none of ours falls to the competent office', () => {
    const answers = { 'fixed.wanted': true, 'support.wanted': true, 'residence.address': '99999' }
    const state = given(sealedWith(answers))
    assert.equal(leg(state, 'fixed').office, THIRD_WARD)
    assert.equal(leg(state, 'support').office, WARD)
  })

  it('its office reads the dossier from then on, and not before', () => {
    const above = (id: number): number[] => (id === 1 ? [] : [1])
    const answers = { ...WANTS, 'fixed.wanted': true }
    const before = scopesOfState(given(acceptedWith(answers)), above)
    const then = scopesOfState(given(sealedWith(answers)), above)
    for (const reader of [elsewhere, staff('officer', THIRD_WARD)]) {
      assert.equal(canRead(reader, before), false)
      assert.equal(canRead(reader, then), true)
    }
  })
})

describe('acknowledgment', () => {
  it('starts the leg’s own clock, and changes no other', () => {
    const before = given(SEALED)
    const state = given([...SEALED, acknowledge('residence', '2026-12-01T10:00')])
    assert.equal(dueOf(state, 'residence'), '2026-12-03T17:00')
    assert.equal(leg(state, 'residence').reference, 'CA-1')
    assert.equal(leg(state, 'insurance').clock, null)
    assert.deepEqual(state.clock, before.clock)
  })

  it('is given once, by the agency itself', () => {
    const state = given(BOTH)
    assert.equal(when(state, acknowledge('residence', '2026-12-01T10:00')), 'alreadyAcknowledged')
    const open = given(sealedWith(WANTS))
    const at = '2026-11-30T10:00'
    assert.equal(when(open, acknowledge('residence', at, officer)), 'notAllowed')
    assert.equal(when(open, acknowledge('support', at, partner)), 'notAllowed')
    assert.equal(when(open, acknowledge('support', at, officer)), 'notAllowed')
    assert.deepEqual(when(open, acknowledge('support', at, elsewhere)), ['legAcknowledged'])
    const desk = staff('receptionist', OTHER_WARD)
    assert.deepEqual(when(open, acknowledge('support', at, desk)), ['legAcknowledged'])
  })

  it('of a leg that has not begun, or that the workflow does not have, is refused', () => {
    const state = given(acceptedWith())
    assert.equal(when(state, acknowledge('residence', '2026-11-30T10:00')), 'wrongState')
    assert.equal(when(state, acknowledge('x', '2026-11-30T10:00')), 'wrongState')
  })

  it('a leg whose time no source gives runs without a clock', () => {
    const without = {
      ...jointTerms,
      workflow: {
        ...jointWorkflow,
        legs: legs.map((each) => ({ ...each, limit: { ...each.limit, value: null } })),
      },
    }
    const acts = [...SEALED, acknowledge('residence', '2026-11-30T10:00')]
    assert.equal(leg(given(acts, without), 'residence').clock, null)
  })
})

describe('what the other system says', () => {
  it('its own status is kept as it said it, also before acknowledgment', () => {
    const report: Act = [partner, { type: 'reportLeg', leg: 'residence', status: '3' }]
    assert.equal(leg(given([...SEALED, report]), 'residence').status, '3')
  })
})

describe('missing papers', () => {
  it('the leg’s clock stands, the citizen has seven working days, the other leg and the whole run on', () => {
    const before = given(BOTH)
    const state = given([...BOTH, ask('residence', '2026-12-01T09:00')])
    const asked = leg(state, 'residence')
    assert.equal(asked.asked?.answerBy, '2026-12-10T17:00')
    assert.ok(asked.clock && isPaused(asked.clock))
    assert.deepEqual(leg(state, 'insurance'), leg(before, 'insurance'))
    assert.ok(state.clock && !isPaused(state.clock))
  })

  it('the whole stands only while no leg runs, and runs again with the first that does', () => {
    const one = [...BOTH, ask('residence', '2026-12-01T09:00')]
    assert.deepEqual(kindsOf(ask('insurance', '2026-12-01T10:00'), one), [
      'legAsked',
      'wholeClockChanged',
    ])
    const both = [...one, ask('insurance', '2026-12-01T10:00')]
    const standing = given(both)
    assert.ok(standing.clock && isPaused(standing.clock))
    const resumed = given([...both, answer('insurance', '2026-12-03T10:00')])
    // From the 1st to the 3rd: two working days more than the 3rd.
    assert.equal(resumed.clock?.dueAt, '2026-12-07T17:00')
    assert.equal(dueOf(resumed, 'insurance'), '2026-12-04T17:00')
    assert.equal(statusOf(resumed), 4)
  })

  it('an interruption meanwhile keeps neither the pause of the legs nor is kept by it', () => {
    const outage = { cause: 'outage', reference: 'mất điện', legalBasis: 'NĐ 301/2026' } as const
    const asked: Act[] = [
      ...BOTH,
      ask('residence', '2026-11-30T11:00'),
      ask('insurance', '2026-11-30T11:00'),
      [clock, { type: 'suspendClock', ...outage, reason: 'Cả phường' }, '2026-11-30T14:00'],
      answer('residence', '2026-12-01T09:00'),
    ]
    const open = (state: DossierState) =>
      state.clock!.pauses.flatMap(({ reason, to }) => (to === undefined ? [reason] : []))
    assert.deepEqual(open(given(asked)), ['outage'])
    const { legalBasis: _basis, ...over } = outage
    const ended: Act = [clock, { type: 'resumeSuspended', ...over }, '2026-12-02T09:00']
    assert.deepEqual(open(given([...asked, ended])), [])
  })

  it('when the last leg that runs ends, the whole stands for the one that waits', () => {
    const one = [...BOTH, ask('residence', '2026-12-01T09:00')]
    assert.deepEqual(kindsOf(end('insurance', '2026-12-01T11:00'), one), [
      'legEnded',
      'wholeClockChanged',
    ])
  })

  it('a notice later than the law wants says so', () => {
    const late = (at: string): boolean | undefined => {
      const decision = outcome(given(BOTH), ask('residence', at))
      assert.ok(decision.ok && decision.value[0]?.kind === 'legAsked')
      return decision.value[0].body.noticeLate
    }
    assert.equal(late('2026-12-01T10:00'), undefined)
    assert.equal(late('2026-12-01T10:01'), true)
  })

  it('is asked once at a time, after acknowledgment, and not of a dossier that is over', () => {
    assert.equal(when(given(SEALED), ask('residence', '2026-11-30T10:00')), 'notAcknowledged')
    const asked = given([...BOTH, ask('residence', '2026-12-01T09:00')])
    assert.equal(when(asked, ask('residence', '2026-12-01T10:00')), 'wrongState')
    assert.equal(when(given(BOTH), answer('residence', '2026-12-01T10:00')), 'wrongState')
  })

  it('answered, the clock runs on by the working days of the pause; the files stand in the history', () => {
    const file = { id: 'f', sha256: 'ab', size: 1, mediaType: 'image/jpeg' }
    const papers = [{ paper: 'ct01', files: [file] }]
    const answering: Act = [
      mother,
      { type: 'answerLeg', leg: 'residence', papers, fileNames: { f: 'ct01.jpg' } },
      '2026-12-04T10:00',
    ]
    const asked = [...BOTH, ask('residence', '2026-12-01T09:00')]
    const decision = outcome(given(asked), answering)
    assert.ok(decision.ok && decision.value[0]?.kind === 'legAnswered')
    assert.deepEqual(decision.value[0].body.filed, papers)
    assert.equal(dueOf(given([...asked, answering]), 'residence'), '2026-12-07T17:00')
  })

  it('not answered, only the clock ends the leg, after the last minute; the others go on', () => {
    const asked = [...BOTH, ask('residence', '2026-12-01T09:00')]
    const stop = (at: string): Act => [
      clock,
      { type: 'endLeg', leg: 'residence', outcome: 'stopped', result: null, legalBasis: 'NĐ 301' },
      at,
    ]
    assert.equal(when(given(asked), stop('2026-12-10T17:00')), 'tooEarly')
    assert.equal(when(given(BOTH), stop('2026-12-11T09:00')), 'wrongState')
    const done: Act = [clock, { type: 'endLeg', leg: 'residence', outcome: 'done', result }]
    assert.equal(when(given(asked), done), 'wrongState')
    const state = given([...asked, stop('2026-12-10T17:01')])
    assert.equal(leg(state, 'residence').ended, 'stopped')
    assert.deepEqual(state.active, ['insurance'])
    assert.equal(state.phase.at, 'processing')
  })

  it('a supplement of the whole lets the own leg’s time stand too; with legs out, each asks for itself', () => {
    const request: Act = [
      officer,
      { type: 'requestSupplement', faults: [], reason: 'Thiếu', legalBasis: 'NĐ 301' },
      '2026-11-30T15:00',
    ]
    const asking: Act[] = [...acceptedWith(), [officer, { type: 'claim' }], request]
    const standing = given(asking)
    assert.ok(leg(standing, 'birth').clock && isPaused(leg(standing, 'birth').clock!))
    assert.equal(when(standing, ask('birth', '2026-12-01T09:00', officer)), 'awaitingSupplement')
    const supplied = given([
      ...asking,
      [mother, { type: 'supplement', papers: [], fileNames: {} }, '2026-12-02T09:00'],
    ])
    assert.equal(dueOf(supplied, 'birth'), '2026-12-03T17:00')
    assert.equal(when(given(BOTH), request), 'askOnLeg')
  })
})

describe('the end of a leg', () => {
  it('needs acknowledgment, its steps done, and the result that it makes', () => {
    assert.equal(when(given(SEALED), end('residence', '2026-11-30T10:00')), 'notAcknowledged')
    const own = [...sealedWith(WANTS), acknowledge('support', '2026-11-30T10:00', elsewhere)]
    assert.equal(when(given(own), end('support', '2026-12-01T09:00', elsewhere)), 'stepsOpen')
    const none: Act = [partner, { type: 'endLeg', leg: 'residence', outcome: 'done', result: null }]
    assert.equal(when(given(BOTH), none), 'resultNeeded')
    const sealing = end('birth', '2026-11-30T10:00', officer)
    assert.equal(
      when(given([...acceptedWith(), [officer, { type: 'claim' }]]), sealing),
      'wrongState',
    )
  })

  it('an inside leg is worked at its own office: its steps, then its end', () => {
    const acts: Act[] = [
      ...sealedWith(WANTS),
      acknowledge('support', '2026-11-30T10:00', elsewhere),
      [elsewhere, { type: 'completeStep', step: 'look' }, '2026-12-01T09:00'],
      end('support', '2026-12-01T10:00', elsewhere),
    ]
    const state = given(acts)
    assert.equal(leg(state, 'support').ended, 'done')
    assert.deepEqual(state.active, ['residence', 'insurance'])
    assert.equal(
      when(given(acts.slice(0, -1)), end('support', '2026-12-01T10:00', officer)),
      'notAllowed',
    )
  })

  it('refused needs reason and legal basis; the others go on, unless the workflow says otherwise', () => {
    const bare: Act = [
      partner,
      { type: 'endLeg', leg: 'residence', outcome: 'refused', result: null },
    ]
    assert.equal(when(given(BOTH), bare), 'reasonNeeded')
    const no = refuseLeg('residence', '2026-12-01T10:00')
    assert.deepEqual(kindsOf(no, BOTH), ['legEnded'])
    const strict = {
      ...jointTerms,
      workflow: {
        ...jointWorkflow,
        legs: legs.map((each) => ({
          ...each,
          ifNotDone: { ...each.ifNotDone, value: 'stopsWhole' as const },
        })),
      },
    }
    const decision = outcome(given(BOTH, strict), no, strict)
    assert.ok(decision.ok)
    assert.deepEqual(
      decision.value.map(({ kind }) => kind),
      ['legEnded', 'stopped', 'legEnded'],
    )
    const state = after(given(BOTH, strict), decision.value, no, strict)
    assert.deepEqual([state.phase.at, leg(state, 'insurance').ended], ['stopped', 'stopped'])
  })

  it('refused in the middle of its steps, an inside leg is left as a whole', () => {
    const acts: Act[] = [
      ...sealedWith(WANTS),
      acknowledge('support', '2026-11-30T10:00', elsewhere),
      refuseLeg('support', '2026-12-01T10:00', elsewhere),
    ]
    assert.deepEqual(given(acts).active, ['residence', 'insurance'])
  })

  it('with the last one the clock of the whole stops and the dossier is finished', () => {
    const first = [...BOTH, end('insurance', '2026-12-01T10:00')]
    assert.equal(given(first).phase.at, 'processing')
    assert.deepEqual(kindsOf(end('residence', '2026-12-02T10:00'), first), [
      'legEnded',
      'wholeClockChanged',
      'legsFinished',
    ])
    const state = given([...first, end('residence', '2026-12-02T10:00')])
    assert.deepEqual([state.phase.at, state.active, statusOf(state)], ['finished', ['deliver'], 9])
    assert.equal(state.clock?.stoppedAt, '2026-12-02T10:00')
  })

  it('a leg apart from the whole lets its clock stop before, and is waited for', () => {
    const acts = [
      ...sealedWith(WANTS),
      acknowledge('residence', '2026-11-30T10:00'),
      acknowledge('insurance', '2026-11-30T10:00'),
      end('residence', '2026-12-01T10:00'),
      end('insurance', '2026-12-01T11:00'),
    ]
    const state = given(acts)
    assert.equal(state.clock?.stoppedAt, '2026-12-01T11:00')
    assert.equal(state.phase.at, 'processing')
    const over: Act[] = [
      ...acts,
      acknowledge('support', '2026-12-01T14:00', elsewhere),
      [elsewhere, { type: 'completeStep', step: 'look' }, '2026-12-02T09:00'],
      end('support', '2026-12-02T10:00', elsewhere),
    ]
    assert.equal(given(over).phase.at, 'finished')
    assert.equal(given(over).clock?.stoppedAt, '2026-12-01T11:00')
  })

  it('whatever ends the whole ends every leg that is open', () => {
    const stop: Act = [
      officer,
      { type: 'stop', reason: 'Không đủ điều kiện', legalBasis: 'NĐ 301' },
    ]
    const acts: Act[] = [...acceptedWith(), [officer, { type: 'claim' }]]
    assert.deepEqual(kindsOf(stop, acts), ['stopped', 'legEnded'])
  })

  it('nothing is done to a leg that has ended', () => {
    const state = given([...BOTH, end('residence', '2026-12-01T10:00')])
    for (const act of [acknowledge, ask, end, answer] as const)
      assert.equal(when(state, act('residence', '2026-12-01T11:00')), 'wrongState')
    const report: Act = [partner, { type: 'reportLeg', leg: 'residence', status: '5' }]
    assert.equal(when(state, report), 'wrongState')
  })
})

describe('the return of a result', () => {
  const hand = (id: string): Act => [
    receptionist,
    { type: 'returnLegResult', leg: id, manner: 'counter' },
    '2026-12-01T15:00',
  ]

  it('happens as soon as it exists, while others run, and once', () => {
    const state = given(BOTH)
    assert.deepEqual(when(state, hand('birth')), ['legResultReturned'])
    assert.equal(when(state, hand('residence')), 'wrongState')
    const returned = given([...BOTH, hand('birth')])
    assert.ok(leg(returned, 'birth').returnedAt)
    assert.equal(when(returned, hand('birth')), 'alreadyReturned')
  })

  it('is the one-stop desk’s of the place of return, or the applicant’s', () => {
    const state = given(BOTH)
    assert.equal(when(state, [officer, hand('birth')[1]]), 'notAllowed')
    assert.deepEqual(when(state, [mother, hand('birth')[1]]), ['legResultReturned'])
  })
})
