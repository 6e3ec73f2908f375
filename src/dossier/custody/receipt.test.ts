import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filedAt, forAnother, outcome, next, type At } from '../../../test/support/custody.ts'
import { calendar, OTHER_WARD, staff, THIRD_WARD, WARD } from '../../../test/support/office.ts'
import type { LocalMinute } from '../../lib/time.ts'
import { refusalToAct } from '../access.ts'
import type { Command } from '../commands.ts'
import { transferDue } from './transfer.ts'

const accept: Command = { type: 'accept', originals: [] }
const at = (minute: LocalMinute, office = WARD): At => ({ at: minute, office })
const there = (minute: LocalMinute): At => at(minute, OTHER_WARD)
const SLIP = '01a1fd5a-8f48-7a69-9c66-14cf27a813d4'

describe('from when the limit counts', () => {
  it('received at the counter of the office that decides: from that minute', () => {
    const life = next(filedAt('2026-11-23T08:10'), accept, at('2026-11-23T09:00'))
    assert.deepEqual(life.events.map(({ kind }) => kind).slice(1), ['accepted'])
    assert.equal(life.state.clock?.receivedAt, '2026-11-23T09:00')
    // 24 November is the Day of Culture.
    assert.equal(life.state.clock?.dueAt, '2026-11-25T17:00')
  })

  it('received by another office: neither from its receipt nor from the handing over, but from the competent office’s receipt', () => {
    let life = filedAt('2026-11-20T14:00', forAnother)
    life = next(life, { type: 'receiveForAnother', originals: [] }, there('2026-11-20T14:10'))
    assert.equal(life.state.clock, null)
    life = next(life, { type: 'handToCompetent', slip: null }, there('2026-11-20T16:30'))
    assert.equal(life.state.clock, null)
    life = next(life, accept, at('2026-11-23T10:00'))
    assert.equal(life.state.clock?.receivedAt, '2026-11-23T10:00')
    assert.equal(life.state.clock?.dueAt, '2026-11-25T17:00')
  })

  it('the bundle came on Monday and was looked at on Wednesday: from Monday', () => {
    let life = filedAt('2026-11-20T14:00', forAnother)
    const originals = ['giay-chung-sinh']
    life = next(life, { type: 'receiveForAnother', originals }, there('2026-11-20T14:10'))
    life = next(life, { type: 'handToCompetent', slip: SLIP }, there('2026-11-20T16:30'))
    const arrive: Command = {
      type: 'receiveOriginals',
      slip: SLIP,
      arrived: originals,
      missing: [],
    }
    life = next(life, arrive, at('2026-11-23T08:40'))
    life = next(life, { type: 'accept', originals }, at('2026-11-25T09:00'))
    assert.equal(life.state.clock?.receivedAt, '2026-11-23T08:40')
    assert.equal(life.state.clock?.dueAt, '2026-11-25T17:00')
    assert.deepEqual(
      life.events.map(({ kind }) => kind),
      [
        'filed',
        'receivedForAnother',
        'originalsTaken',
        'handedToCompetent',
        'originalsMoved',
        'arrivedAtCompetent',
        'originalsMoved',
        'receiptDated',
        'accepted',
      ],
    )
  })

  it('a bundle that comes after closing counts from the next opening', () => {
    let life = filedAt('2026-11-20T14:00', forAnother)
    life = next(life, { type: 'receiveForAnother', originals: ['p'] }, there('2026-11-20T14:10'))
    life = next(life, { type: 'handToCompetent', slip: SLIP }, there('2026-11-20T15:30'))
    const arrive: Command = { type: 'receiveOriginals', slip: SLIP, arrived: ['p'], missing: [] }
    life = next(life, arrive, at('2026-11-20T17:20'))
    life = next(life, accept, at('2026-11-23T09:00'))
    assert.equal(life.state.clock?.receivedAt, '2026-11-20T17:20')
    assert.equal(life.state.clock?.countsFrom, '2026-11-23T08:00')
  })

  it('what was not complete when it came counts from when it is', () => {
    let life = filedAt('2026-11-20T14:00', forAnother)
    life = next(life, { type: 'receiveForAnother', originals: ['p'] }, there('2026-11-20T14:10'))
    life = next(life, { type: 'handToCompetent', slip: SLIP }, there('2026-11-20T15:30'))
    const arrive: Command = { type: 'receiveOriginals', slip: SLIP, arrived: ['p'], missing: [] }
    life = next(life, arrive, at('2026-11-20T16:00'))
    const faults = [{ paper: 'p', fault: 'Mờ' }]
    const ask: Command = { type: 'requestSupplement', faults, reason: 'Mờ', legalBasis: 'Đ17' }
    life = next(life, ask, at('2026-11-23T09:00'))
    life = next(life, { type: 'supplement', papers: [], fileNames: {} }, at('2026-11-25T09:00'))
    life = next(life, accept, at('2026-11-25T10:00'))
    assert.equal(life.state.clock?.receivedAt, '2026-11-25T10:00')
  })

  it('nothing is accepted that its receiving office has not handed over', () => {
    const life = filedAt('2026-11-20T14:00', forAnother)
    const held = next(life, { type: 'receiveForAnother', originals: [] }, there('2026-11-20T14:10'))
    assert.equal(outcome(held, accept, at('2026-11-23T09:00')), 'notHandedOver')
  })

  it('filed online with the help of another ward needs no handing over: from the competent office’s acceptance', () => {
    const life = filedAt('2026-11-20T14:00', { ...forAnother, kindOfFiling: 'assistedOnline' })
    assert.equal(
      next(life, accept, at('2026-11-23T09:00')).state.clock?.receivedAt,
      '2026-11-23T09:00',
    )
  })

  it('a counter that receives for the office that decides is no other office: nothing to hand over', () => {
    const life = filedAt('2026-11-23T08:00', forAnother)
    const own = { ...there('2026-11-23T08:30'), isOwnCounter: true }
    assert.equal(outcome(life, { type: 'receiveForAnother', originals: [] }, own), 'ownCounter')
    const life2 = next(life, { type: 'accept', originals: ['p'] }, own)
    assert.equal(life2.state.clock?.receivedAt, '2026-11-23T08:30')
    assert.equal(life2.state.custody?.['p']?.at, OTHER_WARD)
  })
})

describe('by post', () => {
  const filed = filedAt('2026-11-25T10:00', { source: 'post', kindOfFiling: 'post' })
  const postal = (moment: LocalMinute, reason?: string): Command => ({
    type: 'accept',
    originals: [],
    postal: { at: moment, ...(reason && { reason }) },
  })

  it('from the minute at which postman and receiver signed, not from the posting and not from acceptance', () => {
    const life = next(filed, postal('2026-11-25T10:05'), at('2026-11-26T15:30'))
    assert.equal(life.state.clock?.receivedAt, '2026-11-25T10:05')
    assert.equal(life.state.clock?.dueAt, '2026-11-26T17:00')
    assert.deepEqual(life.events.map(({ kind }) => kind).slice(1), ['receiptDated', 'accepted'])
  })

  it('signed on the holiday: from the next opening', () => {
    const life = next(
      filed,
      postal('2026-11-24T09:00', 'Bưu tá giao ngày nghỉ'),
      at('2026-11-25T11:00'),
    )
    assert.equal(life.state.clock?.countsFrom, '2026-11-25T08:00')
    assert.equal(life.state.clock?.dueAt, '2026-11-26T17:00')
  })

  it('the minute is needed, is not in the future, and lies before the entering only with a reason', () => {
    const now = at('2026-11-25T11:00')
    assert.equal(outcome(filed, accept, now), 'postMoment')
    assert.equal(outcome(filed, postal('2026-11-25T11:01'), now), 'future')
    assert.equal(outcome(filed, postal('2026-11-25T11:00'), now), 'receiptDated,accepted')
    assert.equal(outcome(filed, postal('2026-11-25T09:59'), now), 'reasonNeeded')
    assert.equal(
      outcome(filed, postal('2026-11-25T09:59', 'Nhập sau khi ký'), now),
      'receiptDated,accepted',
    )
    assert.equal(outcome(filed, postal('2026-02-30T09:00', 'x'), now), 'received')
  })

  it('is claimed for nothing that came another way', () => {
    const counter = filedAt('2026-11-25T10:00')
    assert.equal(outcome(counter, postal('2026-11-25T10:05'), at('2026-11-25T11:00')), 'notByPost')
  })
})

describe('by when what was received for another is handed over', () => {
  const hanoi = calendar()
  const cases: [LocalMinute, LocalMinute, string][] = [
    ['2026-11-23T08:05', '2026-11-23T17:00', 'the same working day'],
    ['2026-11-23T14:59', '2026-11-23T17:00', 'until 15:00 the same day'],
    ['2026-11-20T15:00', '2026-11-23T12:00', '15:00 exactly: the next working morning'],
    ['2026-11-23T15:01', '2026-11-25T12:00', 'the morning after the holiday of 24 November'],
    ['2026-11-20T17:30', '2026-11-23T12:00', 'after closing: the next working morning'],
    ['2026-11-21T09:00', '2026-11-23T12:00', 'on a Saturday: Monday morning'],
    ['2026-11-23T06:30', '2026-11-23T17:00', 'before opening: the same day'],
  ]
  for (const [received, due, words] of cases) {
    it(`${received}: ${words}`, () => {
      assert.deepEqual(transferDue(hanoi, received), { ok: true, value: due })
    })
  }
})

describe('who accepts', () => {
  const { state } = filedAt('2026-11-23T08:00', forAnother)
  const may = (office: number, standing?: { isOwnCounter?: boolean }): boolean =>
    refusalToAct(staff('receptionist', office), accept, state, standing) === null

  it('the counter of the office that decides; that of another office only when it receives as its own', () => {
    assert.equal(may(WARD), true)
    assert.equal(may(OTHER_WARD), false)
    assert.equal(may(OTHER_WARD, { isOwnCounter: true }), true)
    assert.equal(may(THIRD_WARD, { isOwnCounter: true }), false)
  })
})
