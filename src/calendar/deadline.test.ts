import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LocalMinute } from '../lib/time.ts'
import { receivedAtPoint } from './calendar.ts'
import { countsFrom, dueAt, isProvisional, provisionalDueAt } from './deadline.ts'
import type { LimitUnit } from './deadline.ts'
import { hanoiCalendar } from './published.ts'

const hanoi = hanoiCalendar()

/** received, value, unit → due */
type Promise = readonly [LocalMinute, number, LimitUnit, LocalMinute]

function promises(cases: readonly Promise[]): void {
  for (const [received, value, unit, expected] of cases) {
    const due = dueAt(hanoi, received, { value, unit })
    assert.equal(due.ok && due.value.dueAt, expected, `${received} ${value} ${unit}`)
  }
}

function refusalOf(received: string, value: number, unit: string): string {
  const due = dueAt(hanoi, received as LocalMinute, { value, unit: unit as LimitUnit })
  return due.ok ? due.value.dueAt : due.refusal.code
}

test('Tết 2026 is not counted: Friday before it, three working days end on Wednesday week', () =>
  promises([
    ['2026-02-13T16:30', 3, 'workingDay', '2026-02-25T17:00'],
    ['2026-02-13T17:00', 3, 'workingDay', '2026-02-26T17:00'],
    ['2026-02-17T09:00', 1, 'workingDay', '2026-02-24T17:00'],
    ['2026-02-13T16:00', 2, 'workingHour', '2026-02-23T09:00'],
    ['2026-02-13T10:00', 1, 'calendarDay', '2026-02-23T17:00'],
    ['2026-02-13T15:00', 1, 'sameDay', '2026-02-23T17:00'],
    ['2027-02-03T09:00', 1, 'workingDay', '2027-02-11T17:00'],
  ]))

test('30 April and 1 May are not counted, the make-up Saturday is', () =>
  promises([
    ['2026-04-29T09:00', 1, 'workingDay', '2026-05-04T17:00'],
    ['2025-04-25T09:00', 1, 'workingDay', '2025-04-26T17:00'],
    ['2025-04-25T16:00', 2, 'workingHour', '2025-04-26T09:00'],
    ['2025-04-25T16:00', 1, 'sameDay', '2025-04-26T17:00'],
    ['2025-04-29T09:00', 1, 'workingDay', '2025-05-05T17:00'],
    ['2024-05-03T09:00', 1, 'workingDay', '2024-05-04T17:00'],
    ['2026-01-09T09:00', 1, 'workingDay', '2026-01-10T17:00'],
    ['2026-08-28T09:00', 1, 'workingDay', '2026-09-03T17:00'],
  ]))

test("24 November, Vietnam's Culture Day, is a day off from 2026", () =>
  promises([
    ['2026-11-23T09:00', 1, 'workingDay', '2026-11-25T17:00'],
    ['2025-11-24T09:00', 1, 'sameDay', '2025-11-24T17:00'],
    ['2026-11-24T09:00', 1, 'sameDay', '2026-11-25T17:00'],
  ]))

test('what arrives at lunch counts from one o’clock, what arrives after closing from the next morning', () => {
  const starts = [
    '2026-03-10T11:59',
    '2026-03-10T12:00',
    '2026-03-10T12:59',
    '2026-03-10T17:00',
  ] as const
  assert.deepEqual(
    starts.map((received) => countsFrom(hanoi, received)),
    ['2026-03-10T11:59', '2026-03-10T13:00', '2026-03-10T13:00', '2026-03-11T08:00'].map(
      (value) => ({ ok: true, value }),
    ),
  )
  promises([
    ['2026-03-10T12:30', 2, 'workingHour', '2026-03-10T15:00'],
    ['2026-03-10T11:30', 1, 'workingHour', '2026-03-10T13:30'],
    ['2026-03-10T07:00', 1, 'workingDay', '2026-03-11T17:00'],
    ['2026-03-10T17:00', 1, 'workingDay', '2026-03-12T17:00'],
  ])
})

test('hours used up exactly at a closing end at that closing', () =>
  promises([
    ['2026-03-10T08:00', 4, 'workingHour', '2026-03-10T12:00'],
    ['2026-03-10T08:00', 8, 'workingHour', '2026-03-10T17:00'],
    ['2026-03-10T13:00', 4, 'workingHour', '2026-03-10T17:00'],
    ['2026-03-10T16:59', 8, 'workingHour', '2026-03-11T16:59'],
  ]))

test('15:00 exactly is no longer before 15:00', () =>
  promises([
    ['2026-03-10T14:59', 1, 'sameDay', '2026-03-10T17:00'],
    ['2026-03-10T15:00', 1, 'sameDay', '2026-03-11T17:00'],
    ['2026-03-13T15:00', 1, 'sameDay', '2026-03-16T17:00'],
    ['2026-03-13T18:00', 1, 'sameDay', '2026-03-16T17:00'],
  ]))

test('calendar days begin the day after and never end on a day of rest', () =>
  promises([
    ['2026-03-10T09:00', 3, 'calendarDay', '2026-03-13T17:00'],
    ['2026-03-10T09:00', 4, 'calendarDay', '2026-03-16T17:00'],
    ['2026-03-13T17:30', 1, 'calendarDay', '2026-03-17T17:00'],
    ['2025-04-25T09:00', 1, 'calendarDay', '2025-04-26T17:00'],
  ]))

test('months keep the day number, or end with the month, then move to a working day', () =>
  promises([
    ['2024-01-31T09:00', 1, 'month', '2024-02-29T17:00'],
    ['2025-01-24T09:00', 1, 'month', '2025-02-24T17:00'],
    ['2026-03-31T09:00', 1, 'month', '2026-05-04T17:00'],
    ['2026-12-31T09:00', 2, 'month', '2027-03-01T17:00'],
    ['2026-08-31T09:00', 6, 'month', '2027-03-03T17:00'],
    ['2025-01-15T09:00', 12, 'month', '2026-01-15T17:00'],
  ]))

test('a Saturday-morning desk receives on Saturday, and the days are counted from Monday', () => {
  const saturdayDesk = receivedAtPoint(hanoi, [
    ...hanoi.document.hours,
    { weekday: 6, periods: [['08:00', '11:30']], countsAsWorkingDay: false },
  ])
  const ask = (unit: LimitUnit) => dueAt(saturdayDesk, '2026-03-14T09:00', { value: 1, unit })
  const dates = (['workingDay', 'workingHour', 'sameDay', 'calendarDay'] as const).map(ask)
  assert.deepEqual(
    dates.map((due) => due.ok && [due.value.countsFrom, due.value.dueAt]),
    [
      ['2026-03-14T09:00', '2026-03-16T17:00'],
      ['2026-03-14T09:00', '2026-03-16T09:00'],
      ['2026-03-14T09:00', '2026-03-16T17:00'],
      ['2026-03-14T09:00', '2026-03-16T17:00'],
    ],
  )
})

test('no date is promised beyond the last announced year', () => {
  const beyond: readonly (readonly [string, number, LimitUnit])[] = [
    ['2027-12-31T09:00', 1, 'workingDay'],
    ['2027-12-31T16:00', 2, 'workingHour'],
    ['2027-12-31T09:00', 1, 'calendarDay'],
    ['2027-12-01T09:00', 1, 'month'],
    ['2027-12-31T15:00', 1, 'sameDay'],
    ['2027-12-31T17:00', 1, 'sameDay'],
    ['2028-01-03T09:00', 1, 'workingDay'],
    ['2026-01-01T09:00', 9999, 'workingDay'],
    ['2026-01-01T09:00', 10_000, 'workingHour'],
    ['2026-01-01T09:00', 10_000, 'month'],
    ['9999-12-31T23:59', 1, 'workingDay'],
  ]
  for (const [received, value, unit] of beyond)
    assert.equal(refusalOf(received, value, unit), 'beyondCalendar', received)
  assert.equal(refusalOf('2027-12-31T16:00', 1, 'workingHour'), '2027-12-31T17:00')
  assert.equal(refusalOf('2027-12-30T16:00', 1, 'calendarDay'), '2027-12-31T17:00')
})

test('accepting goes on beyond it: the date is provisional, with the holidays fixed by law', () => {
  const late = provisionalDueAt(hanoi, '2027-12-31T09:00', { value: 1, unit: 'workingDay' })
  assert.deepEqual(late, {
    ok: true,
    value: { countsFrom: '2027-12-31T09:00', dueAt: '2028-01-03T17:00', provisional: true },
  })
  const culture = provisionalDueAt(hanoi, '2028-11-23T09:00', { value: 1, unit: 'workingDay' })
  assert.equal(culture.ok && culture.value.dueAt, '2028-11-27T17:00')
  const known = provisionalDueAt(hanoi, '2027-12-30T09:00', { value: 1, unit: 'workingDay' })
  assert.equal(known.ok && known.value.provisional, false)
  assert.deepEqual(
    [isProvisional(hanoi, '2027-12-31T17:00'), isProvisional(hanoi, '2028-01-03T17:00')],
    [false, true],
  )
  const never = provisionalDueAt(hanoi, '2027-12-31T09:00', { value: 10_000, unit: 'month' })
  assert.equal(!never.ok && never.refusal.code, 'beyondCalendar')
})

test('what is no date, no limit and no unit is refused by its name', () => {
  const wrong: readonly (readonly [string, number, string, string])[] = [
    ['2026-02-30T10:00', 1, 'workingDay', 'received'],
    ['2026-02-13T24:00', 1, 'workingDay', 'received'],
    ['2026-02-13T16:30Z', 1, 'workingDay', 'received'],
    ['2026-02-13', 1, 'workingDay', 'received'],
    ['hôm nay', 1, 'workingDay', 'received'],
    ['', 1, 'workingDay', 'received'],
    ['2023-12-31T10:00', 1, 'workingDay', 'beforeCalendar'],
    ['0001-01-01T00:00', 1, 'workingDay', 'received'],
    ['2026-02-13T10:00', 0, 'workingDay', 'limit'],
    ['2026-02-13T10:00', -1, 'workingHour', 'limit'],
    ['2026-02-13T10:00', 1.5, 'calendarDay', 'limit'],
    ['2026-02-13T10:00', 10_001, 'month', 'limit'],
    ['2026-02-13T10:00', NaN, 'month', 'limit'],
    ['2026-02-13T10:00', Infinity, 'month', 'limit'],
    ['2026-02-13T10:00', 1, 'week', 'unit'],
    ['2026-02-13T10:00', 1, 'toString', 'unit'],
  ]
  for (const [received, value, unit, code] of wrong)
    assert.equal(refusalOf(received, value, unit), code, `${received} ${value} ${unit}`)
})
