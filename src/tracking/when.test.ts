import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hanoiCalendar } from '../calendar/published.ts'
import { dueIn, dueInWords, momentIn } from './when.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)
const words = (now: string, due: string, isPaused = false) =>
  dueInWords(hanoiCalendar(), 'vi', { now: at(now), due: at(due), isPaused })

test('a deadline is told in the language of the page, always in Hà Nội time', () => {
  const due = new Date('2026-11-25T10:00:00Z')
  assert.equal(dueIn('vi', due), 'thứ Tư, 25/11/2026, trước 17:00')
  assert.equal(dueIn('en', due), 'Wednesday 25/11/2026, before 17:00')
  assert.equal(momentIn('vi', '2026-11-22T20:47'), '20:47, Chủ nhật, 22/11/2026')
  assert.equal(momentIn('en', new Date('2026-11-22T17:30:00Z')), '00:30, Monday 23/11/2026')
})

test('what is left is counted in working days, with days off left out', () => {
  assert.deepEqual(words('2026-11-20T09:00', '2026-11-25T17:00'), {
    state: 'ok',
    words: 'còn 2 ngày làm việc',
  })
  assert.deepEqual(words('2026-11-25T15:30', '2026-11-25T17:00'), {
    state: 'near',
    words: 'còn 1 giờ 30 phút làm việc',
  })
  assert.equal(words('2026-11-26T08:00', '2026-11-25T17:00').state, 'late')
  assert.deepEqual(words('2026-11-26T08:00', '2026-11-25T17:00', true), {
    state: 'off',
    words: 'thời hạn đang tạm dừng',
  })
})

test('English says the same', () => {
  const english = (now: string, due: string) =>
    dueInWords(hanoiCalendar(), 'en', { now: at(now), due: at(due), isPaused: false }).words
  assert.equal(english('2026-11-20T09:00', '2026-11-23T17:00'), '1 working day left')
  assert.equal(english('2026-11-25T15:30', '2026-11-25T17:00'), '1 h 30 min of working time left')
  assert.equal(english('2026-11-27T09:00', '2026-11-25T17:00'), '2 working days overdue')
})

test('beyond the announced calendar no days are counted', () => {
  assert.deepEqual(words('2026-11-20T09:00', '2028-05-10T17:00'), { state: 'ok', words: '' })
})
