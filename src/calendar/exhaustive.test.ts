import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Naive, OFFICE_HOURS } from '../../test/support/naive-deadlines.ts'
import type { Hours } from '../../test/support/naive-deadlines.ts'
import type { LocalMinute } from '../lib/time.ts'
import { receivedAtPoint, withHours } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { dueAt } from './deadline.ts'
import type { LimitUnit } from './deadline.ts'
import type { WeekdayHours } from './document.ts'
import { hanoiCalendar } from './published.ts'

const MINUTES = [
  '00:00',
  '07:59',
  '08:00',
  '11:59',
  '12:00',
  '12:59',
  '13:00',
  '14:59',
  '15:00',
  '16:59',
  '17:00',
  '23:59',
]
const LIMITS: readonly (readonly [LimitUnit, readonly number[]])[] = [
  ['workingDay', [1, 3, 20]],
  ['workingHour', [1, 4, 8, 20]],
  ['calendarDay', [1, 7, 30]],
  ['month', [1, 2, 6]],
  ['sameDay', [1]],
]

const hanoi = hanoiCalendar()
const naive = new Naive()

function answer(
  calendar: Calendar,
  received: string,
  value: number,
  unit: LimitUnit,
): string | undefined {
  const due = dueAt(calendar, received as LocalMinute, { value, unit })
  if (due.ok) return due.value.dueAt
  assert.equal(due.refusal.code, 'beyondCalendar')
  return undefined
}

for (const [unit, values] of LIMITS)
  test(`every day 2024–2027, ${unit}: the office and the slow count agree`, () => {
    let promised = 0
    for (const { text } of naive.days)
      for (const minute of MINUTES)
        for (const value of values) {
          const received = `${text}T${minute}`
          const expected = naive.dueAt(received, value, unit)
          if (answer(hanoi, received, value, unit) !== expected)
            assert.equal(
              answer(hanoi, received, value, unit),
              expected,
              `${received} ${value} ${unit}`,
            )
          if (expected) promised++
        }
    assert.ok(
      promised > 1461 * MINUTES.length * values.length * 0.9,
      'hardly anything was promised',
    )
  })

/** Morning desks on Saturday, hours from 07:00, short Fridays: points differ. */
const TABLES: readonly Hours[] = [
  [
    ...[1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      spans: [
        ['07:00', '11:30'],
        ['13:30', '17:00'],
      ] as const,
      counts: true,
    })),
    { weekday: 6, spans: [['07:00', '11:30']], counts: false },
  ],
  [
    ...[1, 2, 3, 4].map((weekday) => ({
      weekday,
      spans: [['07:30', '16:45']] as const,
      counts: true,
    })),
    { weekday: 5, spans: [['08:00', '11:45']], counts: true },
    { weekday: 6, spans: [['08:00', '12:00']], counts: true },
  ],
  [...OFFICE_HOURS, { weekday: 6, spans: [['08:00', '11:30']], counts: false }],
]

function weekOf(hours: Hours): WeekdayHours[] {
  return hours.map(({ weekday, spans, counts }) => ({
    weekday,
    periods: spans,
    countsAsWorkingDay: counts,
  }))
}

const anyMinute = fc
  .tuple(fc.nat(1460), fc.nat(1439))
  .map(([day, minute]) => naive.text(day * 1440 + minute)!)
const anyLimit = fc.oneof(
  fc.tuple(fc.constant<LimitUnit>('workingDay'), fc.integer({ min: 1, max: 90 })),
  fc.tuple(fc.constant<LimitUnit>('workingHour'), fc.integer({ min: 1, max: 120 })),
  fc.tuple(fc.constant<LimitUnit>('calendarDay'), fc.integer({ min: 1, max: 400 })),
  fc.tuple(fc.constant<LimitUnit>('month'), fc.integer({ min: 1, max: 30 })),
  fc.tuple(fc.constant<LimitUnit>('sameDay'), fc.constant(1)),
)

test('any minute and any limit: the office and the slow count agree', () => {
  fc.assert(
    fc.property(anyMinute, anyLimit, (received, [unit, value]) => {
      assert.equal(answer(hanoi, received, value, unit), naive.dueAt(received, value, unit))
    }),
    { numRuns: 5000 },
  )
})

for (const [i, hours] of TABLES.entries()) {
  test(`an office with other hours (${i + 1}) promises by its own hours`, () => {
    const [office, slow] = [withHours(hanoi, weekOf(hours)), new Naive(hours)]
    fc.assert(
      fc.property(anyMinute, anyLimit, (received, [unit, value]) => {
        assert.equal(answer(office, received, value, unit), slow.dueAt(received, value, unit))
      }),
      { numRuns: 2000 },
    )
  })
}

test("a point's hours decide when a dossier is received, the office's hours what is counted", () => {
  const [joined, slow] = [
    receivedAtPoint(hanoi, weekOf(TABLES[0]!)),
    new Naive(OFFICE_HOURS, TABLES[0]),
  ]
  fc.assert(
    fc.property(anyMinute, anyLimit, (received, [unit, value]) => {
      assert.equal(answer(joined, received, value, unit), slow.dueAt(received, value, unit))
    }),
    { numRuns: 3000 },
  )
})
