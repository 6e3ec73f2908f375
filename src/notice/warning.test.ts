import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startClock } from '../calendar/clock.ts'
import { hanoiCalendar } from '../calendar/published.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { LocalMinute } from '../lib/time.ts'
import { runningClocks } from './timers.ts'
import { isWorkingMinute, timerAfter, timersOf, type Threshold } from './warning.ts'

const hanoi = hanoiCalendar()
const thresholds: Threshold[] = [
  { unit: 'share', percent: 50 },
  { unit: 'share', percent: 25 },
  { unit: 'workingDay', value: 1 },
  { unit: 'workingHour', value: 4 },
  { unit: 'passed' },
]
const shown = (runsSince: LocalMinute, dueAt: LocalMinute, workingMinutes: number): string[] =>
  timersOf(hanoi, thresholds, { runsSince, dueAt, workingMinutes }).map(
    ({ threshold, at }) => `${at} ${threshold}`,
  )

test('five working days are warned of at half, at a quarter, a day, four hours before, and a minute after', () => {
  assert.deepEqual(shown('2026-11-02T09:00', '2026-11-09T17:00', 47 * 60), [
    '2026-11-05T08:30 50 percent',
    '2026-11-06T08:00 1 workingDay',
    '2026-11-06T13:15 25 percent',
    '2026-11-09T12:00 4 workingHour',
    '2026-11-09T17:01 passed',
  ])
})

test('a Tết holiday between lies before the warning, not in it', () => {
  const [day, half] = shown('2026-02-12T09:00', '2026-02-25T17:00', 31 * 60)
  assert.deepEqual([day, half], ['2026-02-24T08:00 1 workingDay', '2026-02-24T08:30 50 percent'])
})

test('what lies before the clock began to run is left out: its acceptance has said the moment', () => {
  assert.deepEqual(shown('2026-11-09T09:00', '2026-11-09T17:00', 7 * 60), [
    '2026-11-09T12:00 4 workingHour',
    '2026-11-09T13:30 50 percent',
    '2026-11-09T15:15 25 percent',
    '2026-11-09T17:01 passed',
  ])
})

test('after a pause only what lies behind its end is warned of', () => {
  assert.deepEqual(shown('2026-11-06T10:00', '2026-11-09T17:00', 47 * 60), [
    '2026-11-06T13:15 25 percent',
    '2026-11-09T12:00 4 workingHour',
    '2026-11-09T17:01 passed',
  ])
})

test('one warning follows the other, also when the levels have changed between', () => {
  const timers = timersOf(hanoi, thresholds, {
    runsSince: '2026-11-02T09:00',
    dueAt: '2026-11-09T17:00',
    workingMinutes: 47 * 60,
  })
  assert.equal(timerAfter(timers, timers[1]!)?.threshold, '25 percent')
  assert.equal(timerAfter(timers, timers.at(-1)!), undefined)
  const gone = { threshold: '3 workingDay', at: '2026-11-04T08:00' } as const
  assert.equal(timerAfter(timers, gone)?.threshold, '50 percent')
})

test('nights, lunch, Sundays and holidays are quiet; a Saturday that repays a day off is not', () => {
  const quiet: LocalMinute[] = [
    '2026-11-09T07:59',
    '2026-11-09T12:00',
    '2026-11-09T17:00',
    '2026-11-08T09:00',
    '2026-09-02T09:00',
  ]
  assert.deepEqual(
    quiet.filter((at) => isWorkingMinute(hanoi, at)),
    [],
  )
  assert.ok(isWorkingMinute(hanoi, '2026-11-09T16:59'))
})

test('clocks that run are those of the dossier and of its legs under way; pauses are not whole time', () => {
  const started = startClock(hanoi, {
    received: '2026-11-02T09:00',
    limit: { value: 5, unit: 'workingDay' },
    policy: 'pause',
  })
  assert.ok(started.ok)
  const clock = started.value
  const leg = (name: string, over: Partial<LegState>): LegState =>
    ({ leg: name, office: null, clock, ended: null, ...over }) as LegState
  const state = {
    phase: { at: 'processing' },
    offices: { receiving: 1, competent: 2, returning: 3 },
    clock: {
      ...clock,
      dueAt: '2026-11-11T17:00',
      pauses: [{ from: '2026-11-04T08:00', to: '2026-11-06T08:00', reason: '', legalBasis: '' }],
    },
    legs: [leg('residence', { office: 7 }), leg('insurance', {}), leg('over', { ended: 'done' })],
  } as unknown as DossierState
  assert.deepEqual(
    runningClocks(hanoi, state).map((each) => [
      each.leg,
      each.officeId,
      each.runsSince,
      each.workingMinutes,
    ]),
    [
      ['', 2, '2026-11-06T08:00', 47 * 60],
      ['residence', 7, '2026-11-02T09:00', 47 * 60],
      ['insurance', 2, '2026-11-02T09:00', 47 * 60],
    ],
  )
  const paused = { ...state, legs: [], clock: { ...clock, pauses: [{ from: '2026-11-04T08:00' }] } }
  assert.deepEqual(runningClocks(hanoi, paused as unknown as DossierState), [])
})
