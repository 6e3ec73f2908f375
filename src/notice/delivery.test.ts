import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterwards, DELIVERY_STATES, GIVE_UP_AFTER_MS, receiptOf, waitAfter } from './delivery.ts'
import type { DeliveryFacts, DeliveryState, Happening } from './delivery.ts'

const HOUR = 3_600_000
const start = new Date('2026-11-20T08:00:00Z')
const at = (hours: number) => new Date(start.getTime() + hours * HOUR)
const delivery = (state: DeliveryState, more: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  state,
  attempts: 1,
  repeats: 0,
  since: start,
  expiresAt: at(24),
  ...more,
})
const HAPPENINGS: Happening[] = [
  { type: 'begun' },
  { type: 'accepted' },
  { type: 'putOff', reason: 'bận' },
  { type: 'rejected', reason: 'sai số' },
  { type: 'noAnswer', reason: 'mất kết nối', acceptsKeys: false },
  { type: 'noAnswer', reason: 'mất kết nối', acceptsKeys: true },
  { type: 'receiptDelivered' },
  { type: 'receiptFailed', reason: 'UNDELIV' },
  { type: 'sendAgain' },
]

test('every pair of state and happening has its one answer', () => {
  const table = Object.fromEntries(
    DELIVERY_STATES.map((state) => [
      state,
      HAPPENINGS.map((h) => afterwards(delivery(state), h, start)?.state ?? '-').join(' '),
    ]),
  )
  assert.deepEqual(table, {
    queued: 'sending - - - - - - - -',
    sending: '- sent queued failed unknown queued - - -',
    sent: '- - - - - - delivered failed -',
    delivered: '- - - - - - - - -',
    failed: '- - - - - - - - queued',
    expired: '- - - - - - - - queued',
    suppressed: '- - - - - - - - -',
    unknown: '- - - - - - delivered failed queued',
  })
})

test('the pause before the next try doubles from half a minute to half an hour', () => {
  assert.deepEqual(
    [1, 2, 3, 7, 8, 200].map((n) => waitAfter(n) / 60_000),
    [0.5, 1, 2, 30, 30, 30],
  )
})

test('a text that is too old is dropped instead of sent', () => {
  const step = afterwards(delivery('queued'), { type: 'begun' }, at(24))
  assert.equal(step?.state, 'expired')
  assert.match(step?.reason ?? '', /quá thời hạn/)
})

test('a carrier that is down for 72 hours leaves a failed delivery for a person', () => {
  const long = { expiresAt: at(200), attempts: 150 }
  const busy: Happening = { type: 'putOff', reason: 'bận' }
  assert.equal(afterwards(delivery('sending', long), busy, at(71))?.state, 'queued')
  assert.equal(afterwards(delivery('sending', long), busy, at(72))?.state, 'failed')
})

test('retrying always ends, within 72 hours and in less than 160 tries', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (hours) => {
      let facts = delivery('queued', { attempts: 0, expiresAt: at(hours) })
      let now = start
      while (facts.state === 'queued') {
        const begun = afterwards(facts, { type: 'begun' }, now)!
        facts = { ...facts, ...begun }
        const step = afterwards(facts, { type: 'putOff', reason: 'bận' }, now)!
        facts = { ...facts, ...step }
        assert.equal(step.nextTryAt !== undefined, step.state === 'queued')
        now = step.nextTryAt ?? now
        assert.ok(now.getTime() < start.getTime() + GIVE_UP_AFTER_MS)
      }
      assert.equal(facts.state, hours <= 72 ? 'expired' : 'failed')
      assert.ok(facts.attempts < 160)
    }),
  )
})

test('without an answer it is sent once more only where the carrier knows its key, and never twice', () => {
  const lost: Happening = { type: 'noAnswer', reason: 'mất kết nối', acceptsKeys: true }
  const again = afterwards(delivery('sending'), lost, start)
  assert.deepEqual([again?.state, again?.repeats], ['queued', 1])
  const second = afterwards(delivery('sending', { repeats: 1 }), lost, start)
  assert.equal(second?.state, 'unknown')
})

test('a text in three segments is delivered with the last receipt, and failed with the first bad one', () => {
  assert.equal(receiptOf(['delivered', 'delivered'], 3), 'accepted')
  assert.equal(receiptOf(['delivered', 'accepted', 'delivered'], 3), 'accepted')
  assert.equal(receiptOf(['delivered', 'delivered', 'delivered'], 3), 'delivered')
  assert.equal(receiptOf(['delivered', 'failed', 'delivered'], 3), 'failed')
})
