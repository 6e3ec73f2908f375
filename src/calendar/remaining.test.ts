import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LocalMinute } from '../lib/time.ts'
import { hanoiCalendar } from './published.ts'
import { budgetUsed, remaining, showRemaining } from './remaining.ts'

const hanoi = hanoiCalendar()

function words(now: LocalMinute, dueAt: LocalMinute): string {
  return showRemaining(remaining(hanoi, now, dueAt))
}

test('the citizen reads how many working days are left', () => {
  assert.equal(words('2026-02-13T16:30', '2026-02-25T17:00'), 'còn 3 ngày làm việc')
  assert.equal(words('2026-02-22T10:00', '2026-02-23T17:00'), 'còn 1 ngày làm việc')
})

test('on the last day hours and minutes are left', () => {
  assert.equal(words('2026-02-25T12:30', '2026-02-25T17:00'), 'còn 4 giờ làm việc')
  assert.equal(words('2026-02-25T15:15', '2026-02-25T17:00'), 'còn 1 giờ 45 phút làm việc')
  assert.equal(words('2026-02-25T16:59', '2026-02-25T17:00'), 'còn 1 phút làm việc')
})

test('the due minute itself is on time, the next is not', () => {
  assert.deepEqual(remaining(hanoi, '2026-02-25T17:00', '2026-02-25T17:00'), {
    overdue: false,
    workingDays: 0,
    workingMinutes: 0,
  })
  assert.equal(words('2026-02-25T17:00', '2026-02-25T17:00'), 'đã đến hạn')
  assert.equal(words('2026-02-25T17:01', '2026-02-25T17:00'), 'vừa quá hạn')
})

test('a night and a weekend are not overdue time', () => {
  assert.equal(words('2026-03-15T23:00', '2026-03-13T17:00'), 'vừa quá hạn')
  assert.equal(words('2026-03-13T11:30', '2026-03-13T10:00'), 'quá hạn 1 giờ 30 phút làm việc')
  assert.equal(words('2026-03-17T09:00', '2026-03-13T17:00'), 'quá hạn 2 ngày làm việc')
})

const day = { countsFrom: '2026-03-10T08:00', dueAt: '2026-03-11T17:00' } as const

test('a meter shows the share of working time used up, and more than all of it when overdue', () => {
  const moments = [
    '2026-03-09T10:00',
    '2026-03-10T08:00',
    '2026-03-10T17:00',
    '2026-03-11T17:00',
    '2026-03-12T12:00',
  ] as const
  assert.deepEqual(
    moments.map((now) => budgetUsed(hanoi, day, now)),
    [0, 0, 0.5, 1, 1.25],
  )
})

test('time during a pause is not used, and an open pause holds the meter still', () => {
  const open = { ...day, pauses: [{ from: '2026-03-10T12:00' }] } as const
  assert.deepEqual(
    (['2026-03-10T12:00', '2026-03-11T16:00', '2026-03-20T16:00'] as const).map((now) =>
      budgetUsed(hanoi, open, now),
    ),
    [0.25, 0.25, 0.25],
  )
  const closed = {
    ...day,
    dueAt: '2026-03-12T17:00',
    pauses: [{ from: '2026-03-10T12:00', to: '2026-03-11T12:00' }],
  } as const
  assert.equal(budgetUsed(hanoi, closed, '2026-03-11T17:00'), 0.5)
})

test('a meter of a limit without working time is empty until it is due', () => {
  const none = { countsFrom: '2026-03-10T17:00', dueAt: '2026-03-10T17:00' } as const
  assert.deepEqual(
    [budgetUsed(hanoi, none, '2026-03-10T16:00'), budgetUsed(hanoi, none, '2026-03-10T17:00')],
    [0, 1],
  )
})
