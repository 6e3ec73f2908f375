/** Who holds a dossier may change while it is worked on, and only to somebody who may work on it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { actors, factsOf, folded, standing, termsOf } from '../../../test/access/situations.ts'
import { SITUATIONS, type Situation } from '../../../test/access/transitions.ts'
import { terms, WARD } from '../../../test/support/office.ts'
import type { Terms } from '../../catalogue/terms.ts'
import type { StaffActor } from '../../office/actor.ts'
import { refusalToAct } from '../access.ts'
import type { Command } from '../commands.ts'
import { decide } from '../decide.ts'
import type { Facts, Receiver } from '../decision.ts'
import { isOpen, statusOf, type DossierState } from '../dossier.ts'
import { holdingsOf } from './holding.ts'

const OTHER = 1_000_999
const fit: Receiver = { personId: OTHER, holdsRole: true, awayTo: null }
const facts = (receiver: Receiver | null = fit, of: Terms = terms): Facts => {
  const { receiver: _fit, ...bare } = factsOf('officer', of)
  return receiver ? { ...bare, receiver } : bare
}
const stateOf = (situation: Situation): DossierState => standing(situation)!
const outcome = (state: DossierState, command: Command, given: Facts = facts()): string => {
  const decision = decide(state, command, given)
  return decision.ok ? decision.value.map(({ kind }) => kind).join('+') : decision.refusal.code
}

const HAND_OVER: Command = { type: 'handOver', to: OTHER, reason: 'Nghỉ phép' }
const REASSIGN: Command = { type: 'reassign', to: OTHER, reason: 'Quá tải' }
const RELEASE: Command = { type: 'release', reason: 'Chuyển việc' }

const ENDED: readonly Situation[] = ['delivered', 'refused', 'withdrawn', 'stopped']
const BEFORE: readonly Situation[] = [
  'submitted',
  'submittedWithdrawing',
  'supplementBefore',
  'supplementBeforeWithdrawing',
  'receivedForAnother',
  'handedToCompetent',
  'suspected',
]
const ISSUED: readonly Situation[] = [
  'finished',
  'correcting',
  'correctionSigned',
  'revoking',
  'revoked',
]
const UNHELD: readonly Situation[] = ['accepted']

describe('the holder of a dossier', () => {
  for (const situation of SITUATIONS.filter((each) => each !== 'none')) {
    it(`${situation}: may change while an officer works on it, and at no other time`, () => {
      const state = stateOf(situation)
      const no = ENDED.includes(situation)
        ? 'closed'
        : BEFORE.includes(situation) || ISSUED.includes(situation)
          ? 'wrongState'
          : null
      const given = facts(fit, termsOf(situation))
      assert.equal(outcome(state, HAND_OVER, given), no ?? 'holderChanged')
      assert.equal(outcome(state, REASSIGN, given), no ?? 'holderChanged')
      const released = UNHELD.includes(situation) ? 'inQueue' : 'holderChanged'
      assert.equal(outcome(state, RELEASE, given), no ?? released)
    })
  }

  const held = stateOf('held')

  it('goes to nobody without the role at the office that day', () => {
    for (const command of [HAND_OVER, REASSIGN]) {
      const no = 'receiverNotOfficer'
      assert.equal(outcome(held, command, facts({ ...fit, holdsRole: false })), no)
      assert.equal(outcome(held, command, facts({ ...fit, personId: 5 })), no)
      assert.equal(outcome(held, command, facts(null)), no)
    }
  })

  it('goes to nobody who is away, and whoever is away takes nothing either', () => {
    const away = facts({ ...fit, awayTo: '2026-11-30' })
    assert.equal(outcome(held, HAND_OVER, away), 'receiverAway')
    assert.equal(outcome(held, REASSIGN, away), 'receiverAway')
    assert.equal(outcome(stateOf('accepted'), { type: 'claim' }, away), 'receiverAway')
  })

  it('goes to nobody whose own matter it is or who filed it', () => {
    const own = { ...held, applicantPersonId: OTHER }
    const typed = { ...held, filedBy: `staff:${OTHER}` }
    for (const command of [HAND_OVER, REASSIGN]) {
      assert.equal(outcome(own, command), 'receiverDecidesOwn')
      assert.equal(outcome(typed, command), 'receiverDecidesOwn')
    }
  })

  it('does not change to whoever holds it, nor without a reason, nor with an endless one', () => {
    assert.equal(outcome({ ...held, holder: OTHER }, HAND_OVER), 'alreadyHeld')
    assert.equal(outcome({ ...held, holder: OTHER }, REASSIGN), 'alreadyHeld')
    for (const command of [HAND_OVER, REASSIGN, RELEASE]) {
      assert.equal(outcome(held, { ...command, reason: ' ' }), 'reasonNeeded')
      const long = { ...command, reason: 'x'.repeat(1001) } as Command
      assert.equal(outcome(held, long), 'reasonTooLong')
    }
  })

  it('is in the queue again after a release, without going back to a status that it has left', () => {
    const decision = decide(held, RELEASE, facts())
    assert.ok(decision.ok)
    const released = folded(held, decision.value, facts())
    assert.equal(released.holder, null)
    assert.equal(statusOf(held), 4)
    assert.equal(statusOf(released), 4)
    assert.equal(outcome(released, { type: 'claim' }), 'claimed')
  })
})

describe('a leg inside the house', () => {
  const LEG = 'residence'
  const officeOfLeg = 102
  const state: DossierState = {
    ...stateOf('held'),
    legs: [
      {
        leg: LEG,
        where: 'inside',
        office: officeOfLeg,
        partner: null,
        openedAt: '2026-11-23T02:00:00.000Z',
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
  }
  const elsewhere = actors.officerElsewhere as StaffActor
  const claiming: Command = { type: 'claimLeg', leg: LEG }

  it('has a holder of its own: claimed, handed over and released at its own office, the dossier keeps its own', () => {
    assert.equal(refusalToAct(elsewhere, claiming, state), null)
    assert.equal(refusalToAct(actors.officer, claiming, state)?.code, 'notAllowed')
    const by = { ...facts(null), personId: elsewhere.personId }
    const claimed = decide(state, claiming, by)
    assert.ok(claimed.ok)
    const after = folded(state, claimed.value, by)
    assert.deepEqual(after.legHolders, { [LEG]: elsewhere.personId })
    assert.equal(after.holder, state.holder)
    assert.equal(outcome(after, { ...HAND_OVER, leg: LEG }), 'legHolderChanged')
    const release: Command = { type: 'release', reason: 'Chuyển việc', leg: LEG }
    assert.equal(refusalToAct(elsewhere, release, after), null)
    assert.equal(refusalToAct(actors.officer, release, after)?.code, 'notAllowed')
    const released = decide(after, release, facts())
    assert.ok(released.ok)
    assert.deepEqual(folded(after, released.value, facts()).legHolders, {})
  })

  it('at the office that decides is held by whoever holds the dossier, until it is handed over by itself', () => {
    const own = { ...state, legs: state.legs!.map((leg) => ({ ...leg, office: WARD })) }
    assert.equal(holdingsOf(own)[1]?.person, state.holder)
    const handed = decide(own, { ...HAND_OVER, leg: LEG }, facts())
    assert.ok(handed.ok)
    const after = folded(own, handed.value, facts())
    assert.deepEqual(
      holdingsOf(after).map(({ person }) => person),
      [state.holder, OTHER],
    )
  })

  it('is nobody’s once it has ended, and a leg that is not there never was', () => {
    const ended = { ...state, legs: state.legs!.map((leg) => ({ ...leg, ended: 'done' as const })) }
    assert.equal(outcome(ended, claiming), 'wrongState')
    assert.equal(outcome(state, { type: 'claimLeg', leg: 'none' }), 'wrongState')
    assert.equal(refusalToAct(elsewhere, claiming, ended)?.code, 'notAllowed')
    const holding = { leg: LEG, office: officeOfLeg, person: null, role: 'officer' }
    assert.deepEqual(holdingsOf(state)[1], holding)
    assert.equal(holdingsOf(ended).length, 1)
  })
})

describe('every open dossier', () => {
  it('is held by exactly one, a person or a queue, whatever happens to its holder', () => {
    const change = fc.constantFrom<Command>(HAND_OVER, REASSIGN, RELEASE, { type: 'claim' })
    const situations = SITUATIONS.filter((each) => each !== 'none')
    fc.assert(
      fc.property(
        fc.constantFrom<Situation>(...situations),
        fc.array(change, { maxLength: 8 }),
        (situation, changes) => {
          const given = facts(fit, termsOf(situation))
          let state = stateOf(situation)
          for (const command of changes) {
            const decision = decide(state, command, given)
            if (decision.ok) state = folded(state, decision.value, given)
            const own = holdingsOf(state).filter(({ leg }) => leg === null)
            assert.equal(own.length, isOpen(state) ? 1 : 0)
            if (own[0]?.person) assert.equal(own[0].person, state.holder)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
  it('before acceptance is held by the queue of the counter', () => {
    assert.deepEqual(holdingsOf(stateOf('submitted')), [
      { leg: null, office: WARD, person: null, role: 'receptionist' },
    ])
  })
})
