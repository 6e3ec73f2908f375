import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filedAt, next, type At, type Life } from '../../test/support/custody.ts'
import { OTHER_WARD, WARD } from '../../test/support/office.ts'
import type { Command } from '../dossier/commands.ts'
import type { LocalMinute } from '../lib/time.ts'
import { isOverMost, showTrips, tripsOf } from './trips.ts'

const at = (minute: LocalMinute, office = WARD): At => ({ at: minute, office })
const ask = (...papers: string[]): Command => ({
  type: 'requestSupplement',
  faults: papers.map((paper) => ({ paper, fault: 'Mờ' })),
  reason: 'Mờ',
  legalBasis: 'Đ17',
  ground: 'Luật thử',
})
const bring: Command = { type: 'supplement', papers: [], fileNames: {} }
const atCounter = (minute: LocalMinute): Life =>
  filedAt(minute, { source: 'counter', kindOfFiling: 'counter' })

describe('trips', () => {
  it('filing and acceptance on one day at one counter are one trip', () => {
    const life = next(
      atCounter('2026-11-23T08:00'),
      { type: 'accept', originals: [] },
      at('2026-11-23T08:05'),
    )
    assert.deepEqual(tripsOf(life.events), {
      trips: 1,
      supplementTrips: 0,
      ourFaultTrips: 0,
      lastOn: '2026-11-23',
    })
  })

  it('what is filed and supplied online is no trip', () => {
    const filed = filedAt('2026-11-23T08:00')
    const asked = next(filed, ask('a'), at('2026-11-23T09:00'))
    const online = next(asked, bring, at('2026-11-25T09:00'))
    const events = online.events.map((event) =>
      event.kind === 'supplemented' ? { ...event, actor: 'citizen:9' } : event,
    )
    assert.equal(tripsOf(events).trips, 0)
  })

  it('each day at a counter for supplements is a trip; more than two are too many', () => {
    let life = atCounter('2026-11-20T08:00')
    for (const day of ['23', '25', '26']) {
      life = next(life, ask('a'), at(`2026-11-${day}T09:00` as LocalMinute))
      life = next(life, bring, at(`2026-11-${day}T15:00` as LocalMinute))
      assert.equal(isOverMost(tripsOf(life.events)), day === '26')
    }
    assert.equal(tripsOf(life.events).supplementTrips, 3)
    assert.equal(tripsOf(life.events).trips, 4)
    // All three times the same paper: the first slip had named it.
    assert.equal(tripsOf(life.events).ourFaultTrips, 0)
    assert.equal(showTrips(tripsOf(life.events)), '4 lần; 3 lần để bổ sung')
  })

  it('a trip for a paper that the first request did not name is our fault', () => {
    let life = atCounter('2026-11-20T08:00')
    life = next(life, ask('a'), at('2026-11-20T09:00'))
    life = next(life, bring, at('2026-11-23T09:00'))
    assert.equal(tripsOf(life.events).ourFaultTrips, 0)
    life = next(life, ask('a', 'b'), at('2026-11-23T10:00'))
    life = next(life, bring, at('2026-11-25T10:00'))
    assert.equal(tripsOf(life.events).ourFaultTrips, 1)
  })

  it('a slip from before filing is a trip, and what it did not name is our fault too', () => {
    const slip = { on: '2026-11-19', officeId: WARD, papers: ['a'] } as const
    let life = atCounter('2026-11-20T08:00')
    assert.equal(tripsOf(life.events, [slip]).trips, 2)
    life = next(life, ask('b'), at('2026-11-20T09:00'))
    life = next(life, bring, at('2026-11-23T09:00'))
    assert.equal(tripsOf(life.events, [slip]).ourFaultTrips, 1)
    assert.equal(tripsOf(life.events, [{ ...slip, papers: ['b'] }]).ourFaultTrips, 0)
    assert.equal(tripsOf(life.events).ourFaultTrips, 0)
  })

  it('two offices on one day are two trips', () => {
    let life = atCounter('2026-11-20T08:00')
    life = next(life, ask('a'), at('2026-11-20T09:00'))
    life = next(life, bring, at('2026-11-20T14:00', OTHER_WARD))
    assert.equal(tripsOf(life.events).trips, 2)
  })
})
