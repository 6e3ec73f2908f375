/** The control sheet of form 06: one row for each hand-over, with its outcome against the promised time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar } from '../../../test/support/office.ts'
import type { SpanRow } from '../../dossier/holders/ledger-store.ts'
import { sheetRows } from './control-sheet.ts'
import { sumsOf } from './ledger-words.ts'

const at = (time: string) => new Date(`2026-11-23T${time}:00+07:00`)
const span = (over: Partial<SpanRow>): SpanRow => ({
  leg: '',
  place: 1,
  who: 'queue',
  why: null,
  officeId: 101,
  officeName: 'Phường Một',
  personId: null,
  personName: null,
  holderName: null,
  since: at('08:00'),
  until: at('09:00'),
  minutes: 60,
  beganWith: 'accepted',
  ...over,
})
const lan = { who: 'holder', personId: 7, personName: 'Phạm Thị Lan' } as const
const spans = [
  span({ who: 'receptionist' }),
  span({ since: at('09:00'), until: at('10:00') }),
  span({ ...lan, since: at('10:00'), until: at('10:30'), minutes: 30 }),
  span({ ...lan, since: at('10:30'), until: null, minutes: null }),
  span({ leg: 'cư trú', who: 'otherOffice', since: at('09:00'), until: at('10:00') }),
]
const facts = {
  calendar: calendar(),
  now: at('11:00'),
  dueAt: at('10:00'),
  submitter: 'Người nộp: Trần Thị An',
}

test('who gave it to whom, when, and whether before, on or past its time', () => {
  const rows = sheetRows(spans, facts)
  assert.deepEqual(
    rows.map(({ gives, takes, outcome }) => [gives, takes, outcome]),
    [
      ['Người nộp: Trần Thị An', 'Bộ phận một cửa', 'trước hạn'],
      ['Bộ phận một cửa', 'Hàng đợi thụ lý', 'đúng hạn'],
      ['Hàng đợi thụ lý', 'Phạm Thị Lan', 'quá hạn'],
      ['Phạm Thị Lan', 'Phạm Thị Lan', 'quá hạn'],
      ['Người nộp: Trần Thị An', 'Cơ quan khác (Phường Một)', ''],
    ],
  )
  assert.equal(rows[3]!.note, 'giữ 30 phút làm việc; đang giữ')
  assert.match(rows[4]!.note, /^Chặng cư trú; giữ 1 giờ làm việc$/)
  const early = sheetRows(spans, { ...facts, dueAt: at('16:00') })
  assert.equal(early[3]!.outcome, '')
  const unpromised = sheetRows(spans, { ...facts, dueAt: null })
  assert.deepEqual(new Set(unpromised.map(({ outcome }) => outcome)), new Set(['']))
})

test('what it comes to for each, the most first', () => {
  const own = spans.filter(({ leg }) => leg === '')
  assert.deepEqual(
    sumsOf(own, ({ minutes }) => minutes),
    [
      { name: 'Bộ phận một cửa', minutes: 60 },
      { name: 'Hàng đợi thụ lý', minutes: 60 },
      { name: 'Phạm Thị Lan', minutes: 30 },
    ],
  )
})
