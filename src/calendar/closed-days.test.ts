import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '../lib/time.ts'
import { closedAhead } from './closed-days.ts'
import { hanoiCalendar } from './published.ts'

const ahead = (today: string, days = 14) => closedAhead(hanoiCalendar(), today as Day, days)

test('Tết is told with the Saturday and Sunday inside it, before it and while it lasts', () => {
  const tet = {
    name: 'Tết Nguyên đán Đinh Mùi',
    from: '2027-02-04',
    to: '2027-02-10',
    opensOn: '2027-02-11',
  }
  assert.deepEqual(ahead('2027-01-21'), tet)
  assert.equal(ahead('2027-01-20'), undefined)
  assert.deepEqual(ahead('2027-02-08'), { ...tet, from: '2027-02-08' })
  assert.equal(ahead('2027-02-11'), undefined)
})

test('a holiday on a Friday takes the days of rest behind it along; a week-end alone is no news', () => {
  assert.deepEqual(ahead('2026-12-28', 7), {
    name: 'Tết Dương lịch',
    from: '2027-01-01',
    to: '2027-01-03',
    opensOn: '2027-01-04',
  })
  assert.equal(ahead('2026-12-04', 7), undefined)
})

test('beyond what the State has announced nothing is said', () => {
  assert.equal(ahead('2027-12-30'), undefined)
  assert.equal(ahead('2060-01-01'), undefined)
})
