import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { calendar } from '../../test/support/office.ts'
import { toLocalMinute, type LocalMinute } from '../lib/time.ts'
import {
  apologiseOn,
  pauseClock,
  reprojectClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock.ts'
import type { Clock, ClockPolicy } from './clock.ts'
import type { TimeLimit } from './deadline.ts'
import { movedClock } from './moved-clock.ts'

const hanoi = calendar()
const house: TimeLimit = { value: 15, unit: 'calendarDay' }
const work: TimeLimit = { value: 20, unit: 'calendarDay' }
const newHouse: TimeLimit = { value: 7, unit: 'workingDay' }
const newWork: TimeLimit = { value: 10, unit: 'workingDay' }

function started(received: string, limit: TimeLimit, policy: ClockPolicy = 'pause'): Clock {
  const clock = startClock(hanoi, { received: received as LocalMinute, limit, policy })
  assert.ok(clock.ok)
  return clock.value
}

function moved(
  clock: Clock,
  limit: TimeLimit,
  how: 'keepRemaining' | 'restart',
  at: string,
): Clock {
  const to = { limit, policy: clock.policy, how, at: at as LocalMinute }
  const after = movedClock(hanoi, clock, to)
  assert.ok(after.ok)
  return after.value
}

function paused(clock: Clock, from: string): Clock {
  const after = pauseClock(clock, {
    from: from as LocalMinute,
    reason: 'supplement',
    legalBasis: 'NĐ 61/2018 Đ19.4',
  })
  assert.ok(after.ok)
  return after.value
}

function resumed(clock: Clock, to: string): Clock {
  const after = resumeClock(hanoi, clock, to as LocalMinute)
  assert.ok(after.ok)
  return after.value.clock
}

describe('the clock under another limit', () => {
  it('a house received on 1 July keeps the four working days used by 7 July: due on 10 July instead of 16 July', () => {
    const before = started('2026-07-01T09:00', house)
    assert.equal(before.dueAt, '2026-07-16T17:00')
    const after = moved(before, newHouse, 'keepRemaining', '2026-07-07T10:00')
    assert.equal(after.dueAt, '2026-07-10T17:00')
    assert.equal(after.firstDueAt, '2026-07-16T17:00', 'the first promise stays')
    assert.equal(after.receivedAt, before.receivedAt)
  })

  it('with a restart it has the full seven working days from 7 July: due on 16 July', () => {
    const before = started('2026-07-01T09:00', house)
    const after = moved(before, newHouse, 'restart', '2026-07-07T10:00')
    assert.equal(after.dueAt, '2026-07-16T17:00')
    assert.equal(after.countsFrom, '2026-07-07T10:00')
    assert.equal(after.firstDueAt, before.firstDueAt)
  })

  it('what was promised in an apology is never promised for before the law is due, whatever is left of the new limit', () => {
    const short: TimeLimit = { value: 1, unit: 'workingDay' }
    const sorry = apologiseOn(hanoi, started('2026-06-01T09:00', short, 'restart'), {
      at: '2026-06-01T10:00',
      day: '2026-06-03',
    })
    assert.ok(sorry.ok)
    // After each stand-still the old law gave the full limit again; the new one adds only what it stood.
    const once = resumed(paused(sorry.value, '2026-06-10T09:00'), '2026-06-12T09:00')
    const stood = resumed(paused(once, '2026-06-25T09:00'), '2026-06-30T09:00')
    assert.deepEqual([stood.dueAt, stood.promisedAt], ['2026-07-01T17:00', '2026-07-01T17:00'])
    const to = { limit: newHouse, policy: 'pause', how: 'keepRemaining' } as const
    const changed = movedClock(hanoi, stood, { ...to, at: '2026-06-30T10:00' })
    assert.ok(changed.ok)
    const after = changed.value
    assert.equal(after.dueAt, '2026-06-30T17:00', 'at once')
    assert.ok(after.promisedAt! >= after.dueAt, `${after.promisedAt} < ${after.dueAt}`)
    const again = reprojectClock(hanoi, after)
    assert.ok(again.ok)
    assert.deepEqual([again.value.dueAt, again.value.promisedAt], [after.dueAt, after.promisedAt])
  })

  it('the office’s own limit is that of the new law, whichever way the clock goes, and none where it names none', () => {
    const given = { received: '2026-07-01T09:00', limit: work, policy: 'pause' } as const
    const days = (value: number): TimeLimit => ({ value, unit: 'workingDay' })
    const before = startClock(hanoi, { ...given, internalLimit: days(3) })
    assert.ok(before.ok)
    const to = { limit: newWork, policy: 'pause', at: '2026-07-02T10:00' } as const
    const dueOf = (how: 'keepRemaining' | 'restart', internalLimit?: TimeLimit) => {
      const after = movedClock(hanoi, before.value, { ...to, how, internalLimit })
      assert.ok(after.ok)
      return after.value.internal
    }
    assert.deepEqual(dueOf('keepRemaining', days(5)), { limit: days(5), dueAt: '2026-07-08T17:00' })
    assert.deepEqual(dueOf('restart', days(5)), { limit: days(5), dueAt: '2026-07-09T17:00' })
    assert.equal(dueOf('keepRemaining'), undefined)
    assert.equal(dueOf('restart'), undefined)
    const same = { ...to, limit: work, how: 'keepRemaining' as const, internalLimit: days(5) }
    const other = movedClock(hanoi, before.value, same)
    assert.equal(other.ok && other.value.internal?.dueAt, '2026-07-08T17:00', 'only this changed')
  })

  it('when more than the new limit is used up it is due at once: at the end of the day, and no recount goes before it', () => {
    const before = started('2026-06-18T09:00', work)
    assert.equal(before.dueAt, '2026-07-08T17:00')
    const after = moved(before, newWork, 'keepRemaining', '2026-07-07T10:00')
    assert.equal(after.dueAt, '2026-07-07T17:00')
    const again = reprojectClock(hanoi, after)
    assert.ok(again.ok)
    assert.deepEqual(again.value, after)
    const weekend = moved(before, newWork, 'keepRemaining', '2026-07-04T10:00')
    assert.equal(weekend.dueAt, '2026-07-06T17:00', 'on a Saturday: at the end of Monday')
  })

  it('due at once is never later than the old date, and what was late stays late since then', () => {
    const late = started('2026-06-10T09:00', house)
    assert.equal(late.dueAt, '2026-06-25T17:00')
    assert.equal(
      moved(late, newHouse, 'keepRemaining', '2026-07-07T10:00').dueAt,
      '2026-06-25T17:00',
    )
  })

  it('an hour budget that is used up is due in that minute', () => {
    const before = started('2026-07-06T08:00', { value: 16, unit: 'workingHour' })
    const after = moved(
      before,
      { value: 4, unit: 'workingHour' },
      'keepRemaining',
      '2026-07-07T10:00',
    )
    assert.equal(after.dueAt, '2026-07-07T10:00')
  })

  it('a pause under way goes on: what was used before it stays used, six working days of waiting move the date', () => {
    const waiting = paused(started('2026-07-01T09:00', house), '2026-07-03T10:00')
    const after = moved(waiting, newHouse, 'keepRemaining', '2026-07-07T10:00')
    assert.equal(after.dueAt, '2026-07-10T17:00')
    assert.equal(resumed(after, '2026-07-13T09:00').dueAt, '2026-07-20T17:00')
  })

  it('what is due at once moves on with a later pause, also when it is recounted', () => {
    const before = started('2026-06-18T09:00', work)
    const after = moved(before, newWork, 'keepRemaining', '2026-07-07T10:00')
    const later = resumed(paused(after, '2026-07-07T11:00'), '2026-07-09T09:00')
    assert.equal(later.dueAt, '2026-07-09T17:00')
    const again = reprojectClock(hanoi, later)
    assert.ok(again.ok)
    assert.equal(again.value.dueAt, '2026-07-09T17:00')
  })

  it('a restart in a pause begins to count anew with it, and forgets the pauses before', () => {
    const once = resumed(
      paused(started('2026-07-01T09:00', house), '2026-07-02T09:00'),
      '2026-07-03T09:00',
    )
    const waiting = paused(once, '2026-07-06T09:00')
    const after = moved(waiting, newHouse, 'restart', '2026-07-07T10:00')
    assert.deepEqual(
      after.pauses.map(({ from, to }) => [from, to]),
      [['2026-07-07T10:00', undefined]],
    )
    const again = reprojectClock(hanoi, after)
    assert.ok(again.ok)
    assert.deepEqual(again.value, after)
  })

  it('a clock that has stopped is not moved', () => {
    const stopped = stopClock(started('2026-07-01T09:00', house), '2026-07-02T09:00')
    assert.ok(stopped.ok)
    const after = movedClock(hanoi, stopped.value, {
      limit: newHouse,
      policy: 'pause',
      how: 'keepRemaining',
      at: '2026-07-07T10:00',
    })
    assert.equal(after.ok ? '' : after.refusal.code, 'stopped')
  })

  const START = Date.parse('2026-01-05T00:00:00Z')
  const minute = fc.integer({ min: 0, max: 300 * 1440 })
  const local = (minutes: number): LocalMinute => toLocalMinute(new Date(START + minutes * 60_000))
  const limit = fc.record({
    value: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('workingDay', 'workingHour', 'calendarDay', 'sameDay'),
  }) as fc.Arbitrary<TimeLimit>
  const clocks = fc
    .record({
      received: minute,
      limit,
      policy: fc.constantFrom<ClockPolicy>('pause', 'restart'),
      gaps: fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 5 }),
    })
    .map(({ received, limit: own, policy, gaps }) => {
      let at = received
      let clock = started(local(received), own, policy)
      gaps.forEach((gap, nth) => {
        at += gap
        clock = nth % 2 === 0 ? paused(clock, local(at)) : resumed(clock, local(at))
      })
      return { clock, at }
    })

  it('keeping what remains under an equal limit changes nothing, whatever happened before', () => {
    fc.assert(
      fc.property(clocks, fc.nat(20_000), ({ clock, at }, later) => {
        assert.deepEqual(
          moved(clock, { ...clock.limit }, 'keepRemaining', local(at + later)),
          clock,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('no dossier becomes late by a decision, and none that is late becomes timely by a shorter limit', () => {
    fc.assert(
      fc.property(clocks, limit, fc.nat(20_000), ({ clock, at }, other, later) => {
        const now = local(at + later)
        const stands = clock.pauses.at(-1)?.to === undefined ? clock.pauses.at(-1)?.from : undefined
        const moment = stands ?? now
        const after = moved(clock, other, 'keepRemaining', now)
        assert.equal(after.firstDueAt, clock.firstDueAt)
        if (clock.dueAt >= moment) assert.ok(after.dueAt >= moment)
        else assert.ok(after.dueAt >= clock.dueAt)
        const again = reprojectClock(hanoi, after)
        assert.ok(again.ok)
        assert.equal(again.value.dueAt, after.dueAt, 'a recount gives the same')
      }),
      { numRuns: 300 },
    )
  })
})
