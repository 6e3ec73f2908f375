import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { hanoiCalendar } from '../calendar/published.ts'
import { checkout } from '../checkout.ts'
import type { Interruption } from '../interruption/interruption.ts'
import { showTime, toInstant } from '../lib/time.ts'
import { freeSeat, seatsAt, slotDays, slotsOn, type SlotFacts } from './slots.ts'
import { readBookingTerms } from './load.ts'

const terms = readBookingTerms(join(checkout, 'data'))
const facts = (over: Partial<SlotFacts> = {}): SlotFacts => ({
  calendar: hanoiCalendar(),
  terms,
  now: new Date('2026-11-27T20:00+07:00'),
  point: { pointId: 1, office: [101, 1] },
  lasting: [],
  taken: new Map(),
  ...over,
})
const MONDAY = '2026-11-30'
const times = (over: Partial<SlotFacts>) =>
  slotsOn(facts(over), MONDAY).map(({ at }) => showTime(at))

const stop = (over: Partial<Interruption>): Interruption => ({
  id: 7,
  officeId: 101,
  officeName: 'Phường',
  pointId: null,
  pointName: null,
  isOnlyPoint: false,
  reason: 'power',
  words: '',
  legalBasis: '',
  isPlanned: false,
  stops: ['receiving'],
  substitute: null,
  withdrawnAt: null,
  declaredAt: new Date(0),
  fromAt: new Date('2026-11-30T08:15+07:00'),
  toAt: new Date('2026-11-30T09:30+07:00'),
  ...over,
})

test('times lie inside the working hours: none at lunch, none on a Sunday, none on a holiday', () => {
  const all = times({})
  assert.ok(all.length >= 10)
  assert.deepEqual(
    all.filter((at) => at >= '12:00' && at < '13:00'),
    [],
  )
  assert.deepEqual(slotsOn(facts(), '2026-11-29'), [])
  assert.deepEqual(slotsOn(facts({ now: new Date('2026-12-25T08:00+07:00') }), '2027-01-01'), [])
})

test('no time begins before the shortest notice, and none lies beyond the days that can be booked', () => {
  const now = new Date('2026-11-30T09:05+07:00')
  const days = slotDays(facts({ now }))
  const first = days[0]!.slots[0]!
  assert.ok(first.startsAt.getTime() >= now.getTime() + terms.leadMinutes.value * 60_000)
  assert.equal(showTime(first.at), '10:30')
  assert.ok(days.at(-1)!.day <= '2026-12-14')
})

test('an interruption takes the times that it touches, of the point or of any office above it, and gives them back when withdrawn', () => {
  const all = times({})
  const touched = ['08:00', '08:30', '09:00']
  const left = all.filter((at) => !touched.includes(at))
  assert.deepEqual(times({ lasting: [stop({})] }), left)
  assert.deepEqual(times({ lasting: [stop({ officeId: 1 })] }), left)
  assert.deepEqual(times({ lasting: [stop({ pointId: 1 })] }), left)
  assert.deepEqual(times({ lasting: [stop({ pointId: 2 })] }), all)
  assert.deepEqual(times({ lasting: [stop({ officeId: 102 })] }), all)
  assert.deepEqual(times({ lasting: [stop({ stops: ['processing', 'returning'] })] }), all)
  assert.deepEqual(times({ lasting: [stop({ withdrawnAt: new Date() })] }), all)
})

test('a full time is shown as full; a point may have seats of its own', () => {
  const at = toInstant(`${MONDAY}T08:00`).getTime()
  const [slot] = slotsOn(facts({ taken: new Map([[at, [1, 2]]]) }), MONDAY)
  assert.equal(slot?.free, seatsAt(terms, 1) - 2)
  const own = { ...terms, seats: { ...terms.seats, points: { '1': 5 } } }
  assert.equal(slotsOn(facts({ terms: own, taken: new Map([[at, [1, 2]]]) }), MONDAY)[0]?.free, 3)
})

test('the seat that is given is free and one of the point’s, whatever is taken', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9 })), fc.nat(8), (taken, seats) => {
      const seat = freeSeat(taken, seats)
      const isFull = taken.filter((each) => each <= seats).length >= seats
      if (seat === undefined) assert.ok(isFull)
      else assert.ok(seat >= 1 && seat <= seats && !taken.includes(seat))
    }),
  )
})
