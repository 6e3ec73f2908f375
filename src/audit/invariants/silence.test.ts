import assert from 'node:assert/strict'
import { test } from 'node:test'
import policy from '../../../data/interruptions/silence.json' with { type: 'json' }
import { hanoiCalendar } from '../../calendar/published.ts'
import { silentOffices, workingDaysBefore } from './silence.ts'

const now = new Date('2026-11-27T03:10+07:00')
const days = workingDaysBefore(hanoiCalendar(), '2026-11-27', 60)
const ancestorsOf = (id: number): number[] => (id === 1 ? [] : [1])
const busyOn = (chosen: readonly string[], act: 'receiving' | 'returning' = 'receiving') =>
  chosen.map((day) => ({ officeId: 101, office: 'Phường Một', act, day }))
const found = (
  busy: ReturnType<typeof busyOn>,
  stopped: Parameters<typeof silentOffices>[0]['stopped'] = [],
) =>
  silentOffices({ days, busy, stopped, now, ancestorsOf }, policy).map(
    ({ place, what }) => `${place} ${what}`,
  )
const at = (local: string): Date => new Date(`${local}+07:00`)

test('the days before a Friday are working days: no Sunday, no holiday of the 24th', () => {
  assert.deepEqual(days.slice(-4), ['2026-11-20', '2026-11-23', '2026-11-25', '2026-11-26'])
})

test('an office that took in every day and did not yesterday is named, with since when and what is usual', () => {
  assert.deepEqual(found(busyOn(days.slice(0, -1))), [
    'office:101:receiving Phường Một: 1 ngày làm việc liền, từ 26/11/2026, không tiếp nhận hồ sơ nào; trước đó 20 trên 20 ngày có',
  ])
  assert.match(
    found(busyOn(days.slice(0, -3), 'returning')).join(),
    /^office:101:returning .*3 ngày .* từ 23\/11\/2026, không trả/,
  )
})

test('an office that is quiet by nature, new, or at work is not', () => {
  assert.deepEqual(found(busyOn(days)), [])
  assert.deepEqual(found(busyOn(days.filter((_, i) => i % 2 === 0).slice(0, -1))), [])
  assert.deepEqual(found(busyOn(days.slice(-8, -1))), [], 'known for seven days')
})

test('a declared interruption silences it: of these days, of the office above, or one that lasts now; of something else not', () => {
  const silent = busyOn(days.slice(0, -1))
  const yesterday = { from: at('2026-11-26T08:00'), to: at('2026-11-26T17:00') }
  assert.deepEqual(found(silent, [{ officeId: 101, act: 'receiving', ...yesterday }]), [])
  assert.deepEqual(found(silent, [{ officeId: 1, act: 'receiving', ...yesterday }]), [])
  const lasting = { from: at('2026-11-27T00:00'), to: at('2026-11-28T17:00') }
  assert.deepEqual(found(silent, [{ officeId: 101, act: 'receiving', ...lasting }]), [])
  assert.equal(found(silent, [{ officeId: 101, act: 'returning', ...yesterday }]).length, 1)
  assert.equal(found(silent, [{ officeId: 102, act: 'receiving', ...yesterday }]).length, 1)
})

test('days of an interruption in the past count neither as silent nor as usual', () => {
  const gap = days.slice(-12, -7)
  const busy = busyOn(days.slice(0, -1).filter((day) => !gap.includes(day)))
  assert.deepEqual(found(busy), [], '15 of 20 is not usual')
  const declared = {
    officeId: 101,
    act: 'receiving',
    from: at(`${gap[0]!}T08:00`),
    to: at(`${gap.at(-1)!}T17:00`),
  }
  assert.match(found(busy, [declared]).join(), /20 trên 20/)
})
