import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Naive } from '../../test/support/naive-deadlines.ts'
import type { LocalMinute } from '../lib/time.ts'
import { dueAt } from './deadline.ts'
import type { LimitUnit } from './deadline.ts'
import { pausedDueAt } from './pause.ts'
import { hanoiCalendar } from './published.ts'

const hanoi = hanoiCalendar()
const naive = new Naive()

function after(
  unit: LimitUnit,
  due: LocalMinute,
  spans: readonly (readonly [LocalMinute, LocalMinute])[],
) {
  const pauses = spans.map(([from, to]) => ({ from, to }))
  const both = pausedDueAt(hanoi, { dueAt: due, limit: { value: 2, unit }, pauses })
  return both.ok ? both.value : both.refusal.code
}

test('a pause moves a date in working days by the working days after its first day, up to its last', () => {
  assert.deepEqual(
    after('workingDay', '2026-03-12T17:00', [['2026-03-11T10:00', '2026-03-16T09:00']]),
    {
      pause: '2026-03-17T17:00',
      restart: '2026-03-18T17:00',
    },
  )
})

test('a pause over Tết takes only the working days from the office', () => {
  assert.deepEqual(
    after('workingDay', '2026-02-13T17:00', [['2026-02-12T10:00', '2026-02-24T09:00']]),
    {
      pause: '2026-02-25T17:00',
      restart: '2026-02-26T17:00',
    },
  )
})

test('a pause within one day does not move a date in days', () => {
  for (const unit of ['workingDay', 'calendarDay', 'month', 'sameDay'] as const) {
    const both = after(unit, '2026-03-12T17:00', [['2026-03-11T08:00', '2026-03-11T16:59']])
    assert.equal(typeof both === 'object' && both.pause, '2026-03-12T17:00')
  }
})

test('a pause moves a date in calendar days by its days, then to a working day', () => {
  assert.deepEqual(
    after('calendarDay', '2026-03-12T17:00', [['2026-03-10T10:00', '2026-03-12T09:00']]),
    {
      pause: '2026-03-16T17:00',
      restart: '2026-03-16T17:00',
    },
  )
})

test('an hour budget moves by the exact working minutes', () => {
  assert.deepEqual(
    after('workingHour', '2026-03-12T10:00', [['2026-03-12T09:30', '2026-03-13T08:10']]),
    {
      pause: '2026-03-13T08:40',
      restart: '2026-03-13T10:10',
    },
  )
  assert.deepEqual(
    after('workingHour', '2026-03-12T17:00', [['2026-03-12T18:00', '2026-03-12T19:00']]),
    {
      pause: '2026-03-12T17:00',
      restart: '2026-03-13T10:00',
    },
  )
})

test('what completes the dossier in the evening counts the next morning', () => {
  assert.deepEqual(
    after('workingDay', '2026-03-13T17:00', [['2026-03-13T09:00', '2026-03-16T20:00']]),
    {
      pause: '2026-03-17T17:00',
      restart: '2026-03-19T17:00',
    },
  )
})

test('several pauses move the date one after another', () => {
  assert.deepEqual(
    after('workingDay', '2026-03-12T17:00', [
      ['2026-03-10T10:00', '2026-03-12T09:00'],
      ['2026-03-13T10:00', '2026-03-16T10:00'],
    ]),
    { pause: '2026-03-17T17:00', restart: '2026-03-18T17:00' },
  )
})

test('a pause that ends before it begins, or begins inside another, is refused', () => {
  assert.equal(
    after('workingDay', '2026-03-12T17:00', [['2026-03-11T10:00', '2026-03-10T10:00']]),
    'pauseOrder',
  )
  assert.equal(
    after('workingDay', '2026-03-12T17:00', [
      ['2026-03-10T10:00', '2026-03-12T09:00'],
      ['2026-03-11T10:00', '2026-03-13T10:00'],
    ]),
    'pauseOrder',
  )
  assert.equal(
    after('month', '2026-03-12T17:00', [['2023-03-11T10:00', '2026-03-12T10:00']]),
    'beforeCalendar',
  )
  assert.equal(
    after('month', '2026-03-12T17:00', [['2026-03-11T10:00', '2039-03-12T10:00']]),
    'beyondCalendar',
  )
})

const anyMoment = fc.tuple(fc.nat(1200), fc.nat(1439)).map(([day, minute]) => day * 1440 + minute)
const anyUnit = fc.constantFrom<LimitUnit>(
  'workingDay',
  'workingHour',
  'calendarDay',
  'month',
  'sameDay',
)

test('any pause at all: the moved date is the one found by walking', () => {
  fc.assert(
    fc.property(anyMoment, anyUnit, fc.nat(40 * 1440), (start, unit, length) => {
      const received = naive.text(start) as LocalMinute
      const limit = { value: unit === 'month' ? 1 : 9, unit }
      const due = dueAt(hanoi, received, limit)
      assert.ok(due.ok)
      const pause = {
        from: due.value.countsFrom,
        to: naive.text(naive.minute(due.value.countsFrom) + length) as LocalMinute,
      }
      const both = pausedDueAt(hanoi, { dueAt: due.value.dueAt, limit, pauses: [pause] })
      assert.ok(both.ok)
      assert.equal(both.value.restart, naive.dueAt(pause.to, limit.value, unit))
      assert.equal(both.value.pause, walked(unit, due.value.dueAt, pause))
    }),
    { numRuns: 3000 },
  )
})

function walked(
  unit: LimitUnit,
  due: string,
  pause: { from: string; to: string },
): string | undefined {
  const to = naive.text(naive.opening(naive.minute(pause.to)))!
  if (unit === 'workingHour') return naive.later(due, naive.workingMinutes(pause.from, to))
  const [start, end, day] = [pause.from, to, due].map((text) =>
    Math.floor(naive.minute(text) / 1440),
  ) as [number, number, number]
  if (unit === 'calendarDay' || unit === 'month') {
    let moved = day + end - start
    while (!naive.days[moved]!.works) moved++
    return naive.closing(moved)
  }
  let moved = day
  for (let left = naive.workingDays(pause.from.slice(0, 10), to.slice(0, 10)); left > 0; left--)
    do moved++
    while (!naive.days[moved]!.works)
  return naive.closing(moved)
}
