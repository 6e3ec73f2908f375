import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar } from '../../test/support/office.ts'
import { apologiseOn, pauseClock, startClock, stopClock, type Clock } from '../calendar/clock.ts'
import type { LocalMinute } from '../lib/time.ts'
import { countdown, showWorked, workedBetween } from './countdown.ts'

const hanoi = calendar()

/** Received Monday 30/11/2026 at 08:00, three working days: due Thursday 03/12 at 17:00. */
function running(): Clock {
  const clock = startClock(hanoi, {
    received: '2026-11-30T08:00',
    limit: { value: 3, unit: 'workingDay' },
    policy: 'restart',
  })
  assert.ok(clock.ok)
  return clock.value
}

test('far, near, today and past are told apart in words and colour', () => {
  const at = (now: LocalMinute) => countdown(hanoi, running(), now)
  assert.deepEqual(
    [at('2026-11-30T09:00'), at('2026-12-03T08:00'), at('2026-12-04T09:00')].map(
      (each) => `${each?.state}: ${each?.short} | ${each?.long}`,
    ),
    [
      'ok: T5 03/12, 17:00 | còn 3 ngày làm việc, đến T5 03/12, 17:00',
      'near: hôm nay, 17:00 | còn 8 giờ làm việc, đến hôm nay, 17:00',
      'late: quá hạn 1 ngày làm việc | quá hạn 1 ngày làm việc, hẹn T5 03/12, 17:00',
    ],
  )
})

test('the due minute itself is still on time', () => {
  assert.equal(countdown(hanoi, running(), '2026-12-03T17:00')?.state, 'near')
  assert.equal(countdown(hanoi, running(), '2026-12-03T17:01')?.state, 'late')
})

test('a paused clock shows that it stands, and its meter does not move', () => {
  const pause = { from: '2026-12-01T10:00' as LocalMinute, reason: 'supplement', legalBasis: 'x' }
  const paused = pauseClock(running(), pause)
  assert.ok(paused.ok)
  const [then, later] = ['2026-12-01T11:00', '2026-12-08T11:00'].map((now) =>
    countdown(hanoi, paused.value, now as LocalMinute),
  )
  assert.equal(then?.state, 'off')
  assert.equal(later?.short, 'đang tạm dừng')
  assert.equal(then?.used, later?.used)
})

test('a finished dossier says whether it kept the first promise', () => {
  const stopped = (at: LocalMinute) => {
    const clock = stopClock(running(), at)
    assert.ok(clock.ok)
    return countdown(hanoi, clock.value, '2026-12-30T08:00')?.short
  }
  assert.equal(stopped('2026-12-03T16:59'), 'đã xong, đúng hẹn')
  assert.equal(stopped('2026-12-04T08:00'), 'đã xong, trễ hẹn')
})

test('before acceptance there is no promise; beyond the calendar the date stands without a count', () => {
  assert.equal(countdown(hanoi, null, '2026-11-23T08:00'), null)
  assert.equal(countdown(hanoi, running(), '2040-01-01T08:00')?.short, 'quá hạn')
  assert.equal(workedBetween(hanoi, '2026-11-23T08:00', '2040-01-01T08:00'), null)
})

test('working time in words: lunch, nights and days off do not count', () => {
  assert.equal(workedBetween(hanoi, '2026-11-23T11:30', '2026-11-23T13:30'), 60)
  assert.deepEqual([0, 59, 60, 370, 480, 1140].map(showWorked), [
    '0 phút',
    '59 phút',
    '1 giờ',
    '6 giờ 10 phút',
    '1 ngày',
    '2 ngày 3 giờ',
  ])
})

test('officers count towards their office’s own due, and see what the applicant was promised', () => {
  const clock = startClock(hanoi, {
    received: '2026-11-30T08:00',
    limit: { value: 3, unit: 'workingDay' },
    policy: 'restart',
    internalLimit: { value: 2, unit: 'workingDay' },
  })
  assert.ok(clock.ok)
  const at = (now: LocalMinute) => countdown(hanoi, clock.value, now)
  assert.deepEqual(
    [at('2026-11-30T09:00'), at('2026-12-03T08:00'), at('2026-12-04T09:00')].map(
      (each) => `${each?.state}: ${each?.short} | ${each?.long}`,
    ),
    [
      'ok: T4 02/12, 17:00 | còn 2 ngày làm việc, đến T4 02/12, 17:00, hẹn dân T5 03/12, 17:00',
      'near: quá hạn nội bộ, hẹn hôm nay, 17:00 | quá hạn nội bộ, còn 8 giờ làm việc, hẹn hôm nay, 17:00',
      'late: quá hạn 1 ngày làm việc | quá hạn 1 ngày làm việc, hẹn T5 03/12, 17:00',
    ],
  )
})

test('after an apology a dossier is as late as before, and the new date is said beside it', () => {
  const sorry = apologiseOn(hanoi, running(), { at: '2026-12-02T09:00', day: '2026-12-08' })
  assert.ok(sorry.ok)
  assert.match(countdown(hanoi, sorry.value, '2026-12-03T08:00')?.long ?? '', /hẹn dân T3 08\/12/)
  const late = countdown(hanoi, sorry.value, '2026-12-04T09:00')
  assert.equal(late?.state, 'late')
  assert.match(late?.long ?? '', /^quá hạn 1 ngày làm việc, .*đã hẹn lại T3 08\/12, 17:00$/)
})
