import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  filedAt,
  forAnother,
  outcome,
  next,
  type At,
  type Life,
} from '../../../test/support/custody.ts'
import { OTHER_WARD, THIRD_WARD, WARD } from '../../../test/support/office.ts'
import { dayFromNumber, dayNumber, type LocalMinute } from '../../lib/time.ts'
import type { Command } from '../commands.ts'
import { eventVersions, type DossierEvent } from '../events.ts'

const SLIP = '01a1fd5a-8f48-7a69-9c66-14cf27a813d4'
const at = (minute: LocalMinute, office = WARD): At => ({ at: minute, office })
const taker = { receiver: 'applicant', receiverName: 'Trần Thị Thu Hà', isSigned: true } as const
/** Three different offices receive, decide and return. */
const apart = {
  ...forAnother,
  offices: { receiving: OTHER_WARD, competent: WARD, returning: THIRD_WARD },
}

/** Accepted with two originals at the office that decides. */
const accepted = (): Life =>
  next(
    filedAt('2026-11-23T08:00', { ...apart, kindOfFiling: 'assistedOnline' }),
    { type: 'accept', originals: ['birth', 'house'] },
    at('2026-11-23T09:00'),
  )

describe('paper originals', () => {
  it('those ticked at acceptance lie at the counter that accepted', () => {
    const { state } = accepted()
    assert.deepEqual(
      Object.entries(state.custody ?? {}).map(([paper, { at: office }]) => [paper, office]),
      [
        ['birth', WARD],
        ['house', WARD],
      ],
    )
  })

  it('go by slip, are nowhere else while under way, and are received one by one', () => {
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers: ['birth'], to: THIRD_WARD }
    const sent = next(accepted(), send, at('2026-11-23T10:00'))
    assert.deepEqual(sent.state.custody?.['birth'], {
      at: THIRD_WARD,
      isOnTheWay: true,
      from: WARD,
      slip: SLIP,
      since: '2026-11-23T03:00:00.000Z',
    })
    assert.equal(outcome(sent, send, at('2026-11-23T10:01')), 'notHere')
    const receive: Command = {
      type: 'receiveOriginals',
      slip: SLIP,
      arrived: ['birth'],
      missing: [],
    }
    assert.equal(outcome(sent, receive, at('2026-11-23T11:00', OTHER_WARD)), 'notOnSlip')
    const here = next(sent, receive, at('2026-11-23T11:00', THIRD_WARD))
    assert.equal(here.state.custody?.['birth']?.at, THIRD_WARD)
    assert.equal(outcome(here, receive, at('2026-11-23T11:01', THIRD_WARD)), 'notOnSlip')
  })

  it('go to nobody who has nothing to do with the dossier', () => {
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers: ['birth'], to: 999 }
    assert.equal(outcome(accepted(), send, at('2026-11-23T10:00')), 'otherOffice')
  })

  it('one that is missing in the bundle is noted, stays with whoever sent it, and is found again', () => {
    const papers = ['birth', 'house']
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers, to: THIRD_WARD }
    const receive: Command = {
      type: 'receiveOriginals',
      slip: SLIP,
      arrived: ['house'],
      missing: ['birth'],
      note: 'Túi chỉ có một giấy',
    }
    const sent = next(accepted(), send, at('2026-11-23T10:00'))
    const partly = next(sent, receive, at('2026-11-23T11:00', THIRD_WARD))
    assert.equal(partly.state.custody?.['birth']?.isMissing, true)
    assert.equal(partly.state.custody?.['birth']?.from, WARD)
    assert.equal(partly.events.at(-1)?.private?.note, 'Túi chỉ có một giấy')
    const find: Command = { type: 'findOriginals', papers: ['birth'], note: 'Kẹp ở hồ sơ khác' }
    assert.equal(outcome(partly, find, at('2026-11-23T14:00', OTHER_WARD)), 'wrongState')
    const found = next(partly, find, at('2026-11-23T14:00'))
    assert.deepEqual(found.state.custody?.['birth']?.at, WARD)
    assert.equal(found.state.custody?.['birth']?.isMissing, undefined)
  })

  it('one noted as missing may still turn up in the bundle', () => {
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers: ['birth'], to: THIRD_WARD }
    const miss: Command = { type: 'receiveOriginals', slip: SLIP, arrived: [], missing: ['birth'] }
    const come: Command = { type: 'receiveOriginals', slip: SLIP, arrived: ['birth'], missing: [] }
    const sent = next(accepted(), send, at('2026-11-23T10:00'))
    const missed = next(sent, miss, at('2026-11-23T11:00', THIRD_WARD))
    assert.equal(outcome(missed, miss, at('2026-11-23T11:05', THIRD_WARD)), 'nothingArrived')
    const here = next(missed, come, at('2026-11-23T11:10', THIRD_WARD))
    assert.equal(here.state.custody?.['birth']?.isOnTheWay, false)
  })

  it('go back to the applicant from where they lie, against a signature, also after the end', () => {
    const back: Command = { type: 'returnOriginals', papers: ['birth'], ...taker }
    assert.equal(
      outcome(accepted(), { ...back, isSigned: false }, at('2026-11-23T10:00')),
      'notSigned',
    )
    assert.equal(outcome(accepted(), back, at('2026-11-23T10:00', THIRD_WARD)), 'notHere')
    const stop: Command = { type: 'stop', reason: 'Chết', legalBasis: 'Đ19' }
    const stopped = next(accepted(), stop, at('2026-11-23T10:00'))
    const gone = next(stopped, back, at('2026-11-23T11:00'))
    assert.equal(gone.state.custody?.['birth']?.at, null)
    assert.equal(outcome(gone, back, at('2026-11-23T11:01')), 'notHere')
    assert.equal(
      outcome(gone, { type: 'takeOriginals', papers: ['x'] }, at('2026-11-23T11:02')),
      'closed',
    )
  })

  it('ticked at acceptance while they are still on the road: the slip comes first', () => {
    let life = filedAt('2026-11-20T14:00', forAnother)
    const there = at('2026-11-20T14:10', OTHER_WARD)
    life = next(life, { type: 'receiveForAnother', originals: ['birth'] }, there)
    assert.equal(outcome(life, { type: 'handToCompetent', slip: null }, there), 'slipNeeded')
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers: ['birth'], to: WARD }
    assert.equal(outcome(life, send, there), 'handOverWhole')
    life = next(life, { type: 'handToCompetent', slip: SLIP }, there)
    const accept: Command = { type: 'accept', originals: ['birth'] }
    assert.equal(outcome(life, accept, at('2026-11-23T09:00')), 'originalsElsewhere')
    assert.equal(
      outcome(life, { ...accept, originals: [] }, at('2026-11-23T09:00')),
      'receiptDated,accepted',
    )
  })

  it('a further copy of a paper that lies elsewhere has a place of its own', () => {
    const ask: Command = {
      type: 'requestSupplement',
      faults: [{ paper: 'birth', fault: 'Mờ' }],
      reason: 'Mờ',
      legalBasis: 'Đ17',
    }
    const asked = next(accepted(), ask, at('2026-11-23T10:00'))
    const bring: Command = { type: 'supplement', papers: [], fileNames: {}, originals: ['birth'] }
    const brought = next(asked, bring, at('2026-11-25T09:00', OTHER_WARD))
    assert.equal(brought.state.custody?.['birth']?.at, WARD)
    assert.equal(brought.state.custody?.['birth#2']?.at, OTHER_WARD)
  })
})

describe('the place of return', () => {
  const move: Command = { type: 'changeReturnPlace', to: OTHER_WARD }

  it('is another of the three offices, and may change until the result is there', () => {
    const life = filedAt('2026-11-23T08:00')
    const moved = next(life, move, at('2026-11-23T09:00'))
    assert.deepEqual(moved.state.offices, {
      receiving: WARD,
      competent: WARD,
      returning: OTHER_WARD,
    })
    assert.equal(outcome(moved, move, at('2026-11-23T09:01')), 'samePlace')
    const finished: Life = { ...life, state: { ...life.state, phase: { at: 'finished' } } }
    assert.equal(outcome(finished, move, at('2026-11-23T09:02')), 'resultThere')
  })

  it('a result on paper is handed out only where it lies', () => {
    const life = accepted()
    const take: Command = { type: 'takeOriginals', papers: ['result'] }
    assert.equal(outcome(life, take, at('2026-11-23T09:30')), 'wrongState')
    const done: Life = { ...life, state: { ...life.state, phase: { at: 'finished' } } }
    const finished = next(done, take, at('2026-11-25T09:00'))
    const deliver: Command = { type: 'deliver', manner: 'counter', receiver: 'applicant' }
    assert.equal(outcome(finished, deliver, at('2026-11-25T10:00', THIRD_WARD)), 'resultElsewhere')
    const send: Command = { type: 'sendOriginals', slip: SLIP, papers: ['result'], to: THIRD_WARD }
    const sent = next(finished, send, at('2026-11-25T10:10'))
    assert.equal(outcome(sent, deliver, at('2026-11-25T10:20', THIRD_WARD)), 'resultElsewhere')
    const receive: Command = {
      type: 'receiveOriginals',
      slip: SLIP,
      arrived: ['result'],
      missing: [],
    }
    const here = next(sent, receive, at('2026-11-25T11:00', THIRD_WARD))
    const given = next(here, deliver, at('2026-11-25T11:10', THIRD_WARD))
    assert.equal(given.state.custody?.['result']?.at, null)
    assert.equal(given.state.phase.at, 'delivered')
  })
})

describe('one place at any time', () => {
  const offices = [WARD, OTHER_WARD, THIRD_WARD]
  const papers = ['birth', 'house', 'proof']
  const office = fc.constantFrom(...offices)
  const some = fc.subarray(papers, { minLength: 1 })
  const slip = fc.constantFrom(SLIP, SLIP.replace('0', '1'))
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ type: fc.constant('takeOriginals' as const), papers: some }),
    fc.record({ type: fc.constant('sendOriginals' as const), slip, papers: some, to: office }),
    fc.record({
      type: fc.constant('receiveOriginals' as const),
      slip,
      arrived: fc.subarray(papers),
      missing: fc.subarray(papers),
    }),
    fc.record({
      type: fc.constant('findOriginals' as const),
      papers: some,
      note: fc.constant('thấy'),
    }),
    fc.record({
      type: fc.constant('returnOriginals' as const),
      papers: some,
      receiver: fc.constant('applicant' as const),
      receiverName: fc.constant('A'),
      isSigned: fc.boolean(),
    }),
    fc.record({ type: fc.constant('handToCompetent' as const), slip }),
    fc.constant<Command>({ type: 'accept', originals: ['birth'] }),
  )

  it('each original is exactly where its last event put it, and every event takes it from where it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, office), { maxLength: 40 }), (acts) => {
        let life = filedAt('2026-11-20T08:00', apart)
        const there = at('2026-11-20T08:10', OTHER_WARD)
        life = next(life, { type: 'receiveForAnother', originals: ['birth', 'house'] }, there)
        let day = dayNumber('2026-11-20')
        for (const [act, where] of acts) {
          const when = at(`${dayFromNumber(++day)}T09:00` as LocalMinute, where)
          if (isLawful(life, act, when)) life = next(life, act, when)
        }
        const places = replayed(life.events)
        assert.deepEqual(
          Object.fromEntries(
            Object.entries(life.state.custody ?? {}).map(([paper, place]) => [
              paper,
              place.isOnTheWay ? `${place.from}→${place.at}` : String(place.at),
            ]),
          ),
          places,
        )
      }),
      { numRuns: 300 },
    )
  })

  /** A refusal's code is one of no event. */
  function isLawful(life: Life, act: Command, when: At): boolean {
    return outcome(life, act, when)
      .split(',')
      .every((kind) => kind in eventVersions)
  }

  /** The places from the history alone, by another hand: each event must find its papers where it says. */
  function replayed(events: readonly DossierEvent[]): Record<string, string> {
    const places: Record<string, string> = {}
    const move = (
      named: readonly string[],
      before: (was: string | undefined) => boolean,
      to: string,
    ) => {
      for (const paper of named) {
        assert.ok(before(places[paper]), `${paper} was at ${places[paper]} before it went to ${to}`)
        places[paper] = to
      }
    }
    const outside = (was: string | undefined) => was === undefined || was === 'null'
    for (const { kind, body } of events) {
      if (kind === 'originalsTaken') move(body.papers, outside, String(body.office))
      if (kind === 'originalsMoved' && body.step === 'sent')
        move(body.papers, (was) => was === String(body.from), `${body.from}→${body.to}`)
      if (kind === 'originalsMoved' && body.step === 'received')
        move(body.papers, (was) => was === `${body.from}→${body.to}`, String(body.to))
      if (kind === 'originalsMissing')
        move(body.papers, (was) => was === `${body.from}→${body.to}`, `${body.from}→${body.to}`)
      if (kind === 'originalsFound')
        move(body.papers, (was) => was?.includes('→') === true, String(body.office))
      if (kind === 'originalsReturned')
        move(body.papers, (was) => was === String(body.from), 'null')
    }
    return places
  }
})
