import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  dayFromNumber,
  dayNumber,
  localMinute,
  parseDay,
  parseLocalMinute,
  showDay,
  showDue,
  showMoment,
  showShortWeekday,
  toDay,
  toInstant,
  toLocalMinute,
  weekday,
} from './time.ts'

test('an instant just before midnight in Hà Nội belongs to the day that is ending', () => {
  assert.equal(toLocalMinute(new Date('2026-12-31T16:59:59.999Z')), '2026-12-31T23:59')
  assert.equal(toDay(new Date('2026-12-31T17:00:00Z')), '2027-01-01')
  assert.equal(showDay(new Date('2026-03-05T20:00:00Z')), '06/03/2026')
})

test('a local minute and its instant are the same moment, both ways', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 60_000 }), fc.nat(1439), (number, minute) => {
      const local = localMinute(number, minute)
      assert.equal(parseLocalMinute(local), local)
      assert.equal(toLocalMinute(toInstant(local)), local)
      assert.equal(toInstant(local).getTime(), (number * 1440 + minute - 420) * 60_000)
    }),
  )
})

test('a day and its number are the same day, both ways, and weekdays run Monday to Sunday', () => {
  for (let number = dayNumber('2000-01-01'); number <= dayNumber('2101-01-01'); number++) {
    const day = dayFromNumber(number)
    assert.equal(dayNumber(day), number)
    assert.equal(weekday(day), Temporal.PlainDate.from(day).dayOfWeek)
  }
})

test('days and minutes that do not exist are not days and minutes', () => {
  for (const text of [
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    '26-02-01',
    '2026-2-1',
    '',
  ])
    assert.equal(parseDay(text), undefined, text)
  assert.equal(parseDay('2024-02-29'), '2024-02-29')
  for (const text of [
    '2026-02-30T10:00',
    '2026-02-13T24:00',
    '2026-02-13T10:60',
    '2026-02-13 10:00',
    '2026-02-13T10:00Z',
    '2026-02-13T10:00:00',
  ])
    assert.equal(parseLocalMinute(text), undefined, text)
  assert.throws(() => toInstant('2026-02-30T10:00'), RangeError)
})

test('people read the weekday, the day and the hour', () => {
  assert.equal(showMoment('2026-11-23T20:47'), '20:47, thứ Hai, 23/11/2026')
  assert.equal(showDue('2026-11-24T17:00'), 'thứ Ba, 24/11/2026, trước 17:00')
  assert.equal(showDue(new Date('2026-11-24T10:00:00Z')), 'thứ Ba, 24/11/2026, trước 17:00')
  assert.equal(showMoment('2026-11-29T08:05'), '08:05, Chủ nhật, 29/11/2026')
  assert.equal(showShortWeekday('2026-11-29'), 'CN')
})
