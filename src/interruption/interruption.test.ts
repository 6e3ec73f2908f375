import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { hanoiCalendar } from '../calendar/published.ts'
import { checkout } from '../checkout.ts'
import { earliestDay, problemsOf, receivingPlace, type Interruption } from './interruption.ts'
import { momentIn } from './form.ts'
import { interruptionSentence } from './notes.tsx'
import { readReasons } from './reasons.ts'

const reasons = readReasons(join(checkout, 'data'))
const calendar = hanoiCalendar()
const now = new Date('2026-11-16T09:00+07:00')
const made = (over: Partial<Interruption>): Interruption => ({
  id: 1,
  officeId: 101,
  officeName: 'Phường Một',
  pointId: null,
  pointName: null,
  isOnlyPoint: false,
  reason: 'powerOrNetwork',
  words: 'Mất điện toàn phường',
  legalBasis: '',
  isPlanned: false,
  stops: ['receiving'],
  fromAt: new Date('2026-11-16T08:00+07:00'),
  toAt: new Date('2026-11-16T17:00+07:00'),
  substitute: { pointId: 2, name: 'Điểm phường Hai', address: '2 phố Hai', officeId: 102 },
  withdrawnAt: null,
  declaredAt: now,
  ...over,
})
const ancestorsOf = (id: number): number[] => (id === 1 ? [] : [1])
const placeFor = (running: Interruption[], officeId = 101): number =>
  receivingPlace(running, officeId, { now, ancestorsOf })

test('seven working days before: a weekend and a holiday are not counted', () => {
  assert.equal(earliestDay(calendar, '2026-11-16', 7), '2026-11-26')
  assert.equal(earliestDay(calendar, '2026-08-31', 7), '2026-09-11')
})

test('what is planned is announced in time, or refused with the first day that would be', () => {
  const planned = reasons.reasons.find(({ code }) => code === 'plannedMaintenance')!
  const declared = {
    officeId: 101,
    pointId: null,
    reason: planned,
    words: 'Nâng cấp máy chủ theo kế hoạch',
    to: '2026-11-26T17:00',
    stops: ['processing'],
    substitutePointId: null,
  } as const
  const on = (from: '2026-11-25T08:00' | '2026-11-26T08:00') =>
    problemsOf({ ...declared, from }, { calendar, now, reasons }).map(({ message }) => message)
  assert.deepEqual(on('2026-11-26T08:00'), [])
  assert.match(on('2026-11-25T08:00').join(), /ít nhất 7 ngày làm việc .* sớm nhất là 26\/11\/2026/)
})

test('a filing is received by the substitute, and by its substitute when that stops too; never in a circle', () => {
  const third = { pointId: 3, name: 'Điểm phường Ba', address: null, officeId: 103 }
  assert.equal(placeFor([]), 101)
  assert.equal(placeFor([made({})]), 102)
  assert.equal(placeFor([made({}), made({ id: 2, officeId: 102, substitute: third })]), 103)
  const back = { pointId: 1, name: 'Điểm phường Một', address: null, officeId: 101 }
  assert.equal(placeFor([made({}), made({ id: 2, officeId: 102, substitute: back })]), 101)
})

test('what lies ahead, is over, withdrawn, stops something else, or one point of several, moves no filing', () => {
  const none: Partial<Interruption>[] = [
    { fromAt: new Date('2026-11-16T09:01+07:00') },
    { toAt: now },
    { withdrawnAt: now },
    { stops: ['returning', 'processing'] },
    { pointId: 1, isOnlyPoint: false },
    { substitute: null },
  ]
  for (const over of none) assert.equal(placeFor([made(over)]), 101, JSON.stringify(over))
  assert.equal(placeFor([made({ pointId: 1, isOnlyPoint: true })]), 102)
  assert.equal(placeFor([made({ officeId: 1 })]), 102, 'the office above stops with all below')
})

test('the sentence says what stops, until when and where to go, in both languages', () => {
  assert.equal(
    interruptionSentence('vi', made({}), now),
    'Tạm dừng tiếp nhận hồ sơ đến 17:00 ngày 16/11/2026. Trong thời gian đó hãy đến Điểm phường Hai, 2 phố Hai.',
  )
  const later = made({
    fromAt: new Date('2026-11-17T08:00+07:00'),
    toAt: new Date('2026-11-17T12:00+07:00'),
    substitute: null,
  })
  assert.match(
    interruptionSentence('vi', later, now),
    /^Sẽ tạm dừng .* từ 08:00 ngày 17\/11\/2026 .* gọi 1022/,
  )
  assert.match(
    interruptionSentence('en', made({ stops: ['processing'] }), now),
    /^No work on dossiers until 17:00 on/,
  )
})

test('a day and a time as people type them', () => {
  const day = { day: '5', month: '1', year: '2027' }
  assert.equal(momentIn({ ...day, time: '8h00' }), '2027-01-05T08:00')
  for (const wrong of [
    { ...day, time: '24:00' },
    { ...day, time: '8' },
    { ...day, day: '31', month: '2', time: '08:00' },
  ])
    assert.equal(momentIn(wrong), null)
})

test('every reason names its basis and mark, and the one that stops clocks names for whom', () => {
  for (const { legalBasis, mark, title } of reasons.reasons)
    assert.ok(legalBasis.length > 5 && mark && title.en && title.vi)
  const pausing = reasons.reasons.filter(({ pauses }) => pauses !== null)
  assert.deepEqual(
    pausing.map(({ code, pauses }) => [code, pauses?.procedures]),
    [['systemOutage', ['2.002621', '2.002622']]],
  )
})
