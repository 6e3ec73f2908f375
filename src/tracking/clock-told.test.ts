/** What the applicant reads of their deadline: a new day with its apology, a pause and its end, a payment; in both languages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../calendar/clock.ts'
import type { DossierEvent, EventBodies, EventKind } from '../dossier/events.ts'
import { timelineOf } from './timeline.ts'

const clock: Clock = {
  limit: { value: 3, unit: 'workingDay' },
  policy: 'restart',
  receivedAt: '2026-11-09T09:00',
  countsFrom: '2026-11-09T09:00',
  dueAt: '2026-11-12T17:00',
  firstDueAt: '2026-11-12T17:00',
  provisional: false,
  pauses: [],
}
const stands: Clock = {
  ...clock,
  pauses: [{ from: '2026-11-10T09:00', reason: 'outage', legalBasis: 'l', policy: 'pause' }],
}
const figures = { dueIfPaused: '2026-11-13T17:00', dueIfRestarted: '2026-11-16T17:00' } as const
const suspension = { cause: 'outage', reference: 'o1' } as const

function told<K extends EventKind>(
  kind: K,
  body: EventBodies[K],
  { lang = 'vi', reason }: { lang?: 'vi' | 'en'; reason?: string } = {},
): string {
  const at = new Date('2026-11-10T02:00:00Z')
  const event = {
    kind,
    body,
    seq: 5,
    version: 1,
    occurredAt: at,
    recordedAt: at,
    actor: 'staff:1',
    officeId: 101,
    origin: 'live',
    ...(reason && { private: { reason } }),
  } as unknown as DossierEvent
  const entries = timelineOf([event], { lang, officeName: () => 'UBND', competentId: 101 })
  return entries
    .map(({ title, text }) => `${title} | ${typeof text === 'string' ? text : ''}`)
    .join()
}

test('an apology gives the new day and the one before', () => {
  const body = {
    to: '2026-11-16',
    promisedBefore: '2026-11-12T17:00',
    legalBasis: 'l',
    paper: { documentId: 'd', sha256: 'a' },
    clock: { ...clock, promisedAt: '2026-11-16T17:00' },
  } as const
  assert.equal(
    told('apologised', body),
    'Cơ quan xin lỗi và hẹn lại ngày trả kết quả | Hẹn lại: thứ Hai, 16/11/2026, trước 17:00. Hẹn trước: thứ Năm, 12/11/2026, trước 17:00.',
  )
  assert.match(
    told('apologised', body, { lang: 'en' }),
    /New date: Monday 16\/11\/2026, before 17:00/,
  )
})

test('an interruption says that the time stands and why; its end says the day, when nothing else holds it', () => {
  const began = { ...suspension, legalBasis: 'l', clock: stands }
  assert.equal(
    told('clockSuspended', began, { reason: 'Mất điện.' }),
    'Thời hạn tạm dừng vì cơ quan bị gián đoạn | Mất điện.',
  )
  const over = { ...suspension, ...figures, clock }
  assert.match(told('clockResumed', over), /^Thời hạn tính tiếp \| Hẹn trả: thứ Năm, 12\/11\/2026/)
  assert.equal(told('clockResumed', { ...over, clock: stands }), '', 'another cause is left')
})

test('a payment is asked for with its reason, and its receipt lets the time run on', () => {
  const asked = { amount: 150_000, currency: 'VND', legalBasis: 'l', clock: stands } as const
  assert.match(
    told('feeRequested', asked, { reason: 'Phí thẩm định.' }),
    /^Cơ quan yêu cầu nộp 150\.000.₫ \| Phí thẩm định\.$/,
  )
  const paid = { ...figures, reference: 'BL', amount: 150_000, currency: 'VND', clock } as const
  assert.match(told('feeRecorded', paid), /^Đã nộp 150\.000.₫ \| Hẹn trả: thứ Năm/)
  assert.match(told('feeRecorded', paid, { lang: 'en' }), /paid \| Due: Thursday/)
})

test('an edited calendar says whether the promised day is another one', () => {
  const moved = { calendarVersion: 2, clock, promisedBefore: '2026-11-11T17:00' } as const
  assert.match(told('clockReprojected', moved), /^Ngày hẹn trả thay đổi theo lịch làm việc/)
  const same = { ...moved, promisedBefore: '2026-11-12T12:00' } as const
  assert.match(told('clockReprojected', same), /ngày hẹn trả giữ nguyên/)
})
