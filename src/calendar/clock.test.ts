import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCalendar } from './calendar.ts'
import {
  isPaused,
  pauseClock,
  reprojectClock,
  resumeClock,
  startClock,
  stopClock,
} from './clock.ts'
import type { Clock, ClockPolicy } from './clock.ts'
import type { LimitUnit } from './deadline.ts'
import { hanoiCalendar } from './published.ts'
import type { Result } from '../lib/result.ts'
import type { LocalMinute } from '../lib/time.ts'

const hanoi = hanoiCalendar()
const why = { reason: 'Thiếu giấy chứng sinh', legalBasis: 'NĐ 118/2025/NĐ-CP' }

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, 'refused')
  return result.value
}

function refusal<T>(result: Result<T>): string | undefined {
  return result.ok ? undefined : result.refusal.code
}

function started(
  policy: ClockPolicy,
  received: LocalMinute = '2026-03-10T09:00',
  unit: LimitUnit = 'workingDay',
): Clock {
  return must(startClock(hanoi, { received, limit: { value: 3, unit }, policy }))
}

test('accepting starts the clock and makes the first promise', () => {
  assert.deepEqual(started('restart', '2026-03-10T12:15'), {
    limit: { value: 3, unit: 'workingDay' },
    policy: 'restart',
    receivedAt: '2026-03-10T12:15',
    countsFrom: '2026-03-10T13:00',
    dueAt: '2026-03-13T17:00',
    firstDueAt: '2026-03-13T17:00',
    provisional: false,
    pauses: [],
  })
  assert.equal(
    refusal(
      startClock(hanoi, {
        received: '2026-02-30T09:00',
        limit: { value: 3, unit: 'month' },
        policy: 'pause',
      }),
    ),
    'received',
  )
})

test('a supplement under the restart rule gives the full limit from completion; both results are told', () => {
  const paused = must(pauseClock(started('restart'), { from: '2026-03-11T10:00', ...why }))
  assert.equal(isPaused(paused), true)
  const { pause, restart, clock } = must(resumeClock(hanoi, paused, '2026-03-17T10:00'))
  assert.deepEqual([pause, restart], ['2026-03-19T17:00', '2026-03-20T17:00'])
  assert.deepEqual(
    [clock.countsFrom, clock.dueAt, clock.firstDueAt],
    ['2026-03-17T10:00', '2026-03-20T17:00', '2026-03-13T17:00'],
  )
  assert.deepEqual(clock.pauses, [{ from: '2026-03-11T10:00', to: '2026-03-17T10:00', ...why }])
  assert.equal(isPaused(clock), false)
})

test('a supplement under the pause rule keeps what was used', () => {
  const paused = must(pauseClock(started('pause'), { from: '2026-03-11T10:00', ...why }))
  const { clock } = must(resumeClock(hanoi, paused, '2026-03-17T10:00'))
  assert.deepEqual([clock.countsFrom, clock.dueAt], ['2026-03-10T09:00', '2026-03-19T17:00'])
  const again = must(pauseClock(clock, { from: '2026-03-18T10:00', ...why }))
  assert.equal(must(resumeClock(hanoi, again, '2026-03-19T10:00')).clock.dueAt, '2026-03-20T17:00')
})

test('a pause before the limit began to run takes nothing from it', () => {
  const friday = started('pause', '2026-03-13T18:00')
  assert.equal(friday.dueAt, '2026-03-19T17:00')
  const paused = must(pauseClock(friday, { from: '2026-03-14T10:00', ...why }))
  assert.equal(must(resumeClock(hanoi, paused, '2026-03-15T10:00')).clock.dueAt, '2026-03-19T17:00')
  assert.equal(must(resumeClock(hanoi, paused, '2026-03-17T10:00')).clock.dueAt, '2026-03-20T17:00')
})

test('the clock refuses what cannot have happened', () => {
  const running = started('restart')
  assert.equal(refusal(resumeClock(hanoi, running, '2026-03-11T10:00')), 'running')
  assert.equal(refusal(pauseClock(running, { from: '2026-03-10T08:59', ...why })), 'pauseOrder')
  assert.equal(refusal(stopClock(running, '2026-03-10T08:59')), 'pauseOrder')
  const paused = must(pauseClock(running, { from: '2026-03-11T10:00', ...why }))
  assert.equal(refusal(pauseClock(paused, { from: '2026-03-12T10:00', ...why })), 'paused')
  assert.equal(refusal(resumeClock(hanoi, paused, '2026-03-11T09:00')), 'pauseOrder')
  assert.equal(refusal(stopClock(paused, '2026-03-11T09:00')), 'pauseOrder')
  const resumed = must(resumeClock(hanoi, paused, '2026-03-12T10:00')).clock
  assert.equal(refusal(pauseClock(resumed, { from: '2026-03-12T09:00', ...why })), 'pauseOrder')
})

test('a stopped clock stays stopped, and its open pause has ended', () => {
  const paused = must(pauseClock(started('restart'), { from: '2026-03-11T10:00', ...why }))
  const stopped = must(stopClock(paused, '2026-03-12T10:00'))
  assert.equal(stopped.stoppedAt, '2026-03-12T10:00')
  assert.deepEqual(
    stopped.pauses.map((pause) => pause.to),
    ['2026-03-12T10:00'],
  )
  assert.equal(refusal(stopClock(stopped, '2026-03-13T10:00')), 'stopped')
  assert.equal(refusal(pauseClock(stopped, { from: '2026-03-13T10:00', ...why })), 'stopped')
  assert.equal(refusal(resumeClock(hanoi, stopped, '2026-03-13T10:00')), 'stopped')
})

/** The State announces another day off: Friday 13 March 2026. */
const amended = loadCalendar({
  ...hanoi.document,
  version: 2,
  days: [
    ...hanoi.document.days,
    { on: '2026-03-13', kind: 'local', name: 'Nghỉ do bão', legalBasis: 'CĐ của UBND' },
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
})

test('a new day off moves open deadlines, and the first promise stays', () => {
  const moved = must(reprojectClock(amended, started('restart')))
  assert.deepEqual([moved.dueAt, moved.firstDueAt], ['2026-03-16T17:00', '2026-03-13T17:00'])
})

test('the same history on the same calendar gives the same clock', () => {
  for (const policy of ['restart', 'pause'] as const)
    for (const unit of ['workingDay', 'workingHour', 'calendarDay'] as const) {
      const first = must(
        pauseClock(started(policy, '2026-03-10T18:00', unit), { from: '2026-03-11T07:10', ...why }),
      )
      const second = must(resumeClock(hanoi, first, '2026-03-13T20:00')).clock
      const third = must(pauseClock(second, { from: '2026-03-16T09:00', ...why }))
      const ended = must(stopClock(third, '2026-03-17T09:00'))
      for (const clock of [first, second, third, ended])
        assert.deepEqual(must(reprojectClock(hanoi, clock)), clock)
    }
})

test('a date beyond the announced years is provisional, until the year is announced', () => {
  const late = started('restart', '2027-12-30T09:00')
  assert.deepEqual([late.dueAt, late.provisional], ['2028-01-04T17:00', true])
  const paused = must(
    pauseClock(started('restart', '2027-12-28T09:00'), { from: '2027-12-29T09:00', ...why }),
  )
  assert.equal(paused.provisional, false)
  assert.equal(must(resumeClock(hanoi, paused, '2027-12-31T09:00')).clock.provisional, true)
})
