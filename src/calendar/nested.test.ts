/** Nested causes: whatever stops the clock, in any order, the due minute is the one found by counting minute by minute. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Result } from '../lib/result.ts'
import {
  dayFromNumber,
  dayNumber,
  dayOf,
  localMinute,
  type Day,
  type LocalMinute,
} from '../lib/time.ts'
import { loadCalendar, type Calendar } from './calendar.ts'
import {
  apologiseOn,
  endPause,
  isPaused,
  pauseClock,
  promiseOf,
  reprojectClock,
  startClock,
  stopClock,
  type Clock,
  type ClockPolicy,
} from './clock.ts'
import { countsFrom, LIMIT_UNITS, type LimitUnit } from './deadline.ts'
import { hanoiCalendar } from './published.ts'
import { budgetUsed } from './remaining.ts'
import { isWorkingDay } from './working-time.ts'

const hanoi = hanoiCalendar()
const BEGIN = dayNumber('2026-03-02')
const DAYS = 25

function must<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : result.refusal.code)
  return result.value
}

/** A cause begins or ends, so many minutes after the one before it. */
type Move = { cause: number; wait: number; policy: ClockPolicy }
const moves = fc.array(
  fc.record({
    cause: fc.integer({ min: 0, max: 3 }),
    wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1900 })),
    policy: fc.constantFrom('pause' as const, 'pause' as const, 'restart' as const),
  }),
  { maxLength: 9 },
)
const limits = (units: readonly LimitUnit[]) =>
  fc.record({ value: fc.integer({ min: 1, max: 4 }), unit: fc.constantFrom(...units) })
const anyStart = fc.integer({ min: 0, max: 5 * 1440 - 1 })
const at = (minutes: number): LocalMinute => localMinute(BEGIN, minutes)

type Told = { from: number; to: number; restarts: boolean }
type Played = { clock: Clock; before: Clock[]; stood: Told[]; now: number }

/** Plays the moves; whatever is open afterwards ends in the order of its beginning. `stood`: unions told apart by the test. */
function play(
  start: number,
  limit: { value: number; unit: LimitUnit },
  list: readonly Move[],
): Played {
  let clock = must(startClock(hanoi, { received: at(start), limit, policy: 'pause' }))
  const open = new Map<number, ClockPolicy>()
  const before: Clock[] = []
  const stood: Told[] = []
  let now = start
  let since = 0
  let restarts = false
  const step = ({ cause, policy }: { cause: number; policy: ClockPolicy }) => {
    before.push(clock)
    const named = { reason: cause === 0 ? 'supplement' : 'outage', reference: String(cause) }
    if (!open.has(cause)) {
      if (open.size === 0) [since, restarts] = [now, false]
      open.set(cause, policy)
      clock = must(pauseClock(clock, { from: at(now), ...named, legalBasis: 'l', policy }))
      return
    }
    restarts ||= open.get(cause) === 'restart'
    open.delete(cause)
    clock = must(endPause(hanoi, clock, { to: at(now), ...named })).clock
    if (open.size === 0) stood.push({ from: since, to: now, restarts })
  }
  for (const { cause, wait, policy } of list) {
    now += wait
    step({ cause, policy })
  }
  for (const cause of Array.from(open.keys())) {
    now += 77
    step({ cause, policy: 'pause' })
  }
  return { clock, before, stood, now }
}

const isWorking = (minute: number): boolean => {
  const local = at(minute)
  const time = local.slice(11)
  const isOpen = (time >= '08:00' && time < '12:00') || (time >= '13:00' && time < '17:00')
  return isOpen && isWorkingDay(hanoi, dayOf(local))
}

/** Minute by minute: working minutes outside every standing use the budget up; a restart gives it back whole. */
function walkHours(start: number, hours: number, stood: readonly Told[]): LocalMinute {
  const owed = { minutes: hours * 60 }
  const again = stood.findLast(({ restarts }) => restarts)
  const from = again ? again.to : start
  for (const each of stood) {
    if (each.to <= from) continue
    for (let minute = Math.max(each.from, from); minute < each.to; minute++)
      if (isWorking(minute)) owed.minutes++
  }
  let minute = from
  for (; owed.minutes > 0; minute++) if (isWorking(minute)) owed.minutes--
  return at(minute)
}

/** Day by day: the days after the receipt, those in (asked, completed] of a standing over again. */
function walkDays(start: number, days: number, stood: readonly Told[]): string {
  const again = stood.findLast(({ restarts }) => restarts)
  const countedOn = (minute: number) => dayOf(must(countsFrom(hanoi, at(minute))))
  const from = countedOn(again ? again.to : start)
  const stoodOn = new Set<string>()
  for (const each of stood) {
    if (each.from === each.to || (again && each.to <= again.to)) continue
    for (let on = dayAfter(dayOf(at(each.from))); on <= countedOn(each.to); on = dayAfter(on))
      stoodOn.add(on)
  }
  // What stood after the last day counts as well: it is as late after it as before.
  let owed = days
  let on: Day = from
  while (owed > 0) {
    on = dayAfter(on)
    if (isWorkingDay(hanoi, on) && !stoodOn.has(on)) owed--
  }
  const afterwards = [...stoodOn].filter((each) => each > on && isWorkingDay(hanoi, each as Day))
  for (let left = afterwards.length; left > 0;) {
    on = dayAfter(on)
    if (isWorkingDay(hanoi, on)) left--
  }
  return on
}

const dayAfter = (day: Day): Day => dayFromNumber(dayNumber(day) + 1)

test('an hour budget under any nested causes ends at the minute found by counting', () => {
  fc.assert(
    fc.property(anyStart, fc.integer({ min: 1, max: 12 }), moves, (start, hours, list) => {
      const { clock, stood } = play(start, { value: hours, unit: 'workingHour' }, list)
      assert.equal(clock.dueAt, walkHours(start, hours, stood))
    }),
    { numRuns: 250 },
  )
})

test('a limit in working days under any nested causes ends on the day found by counting', () => {
  fc.assert(
    fc.property(anyStart, fc.integer({ min: 1, max: 6 }), moves, (start, days, list) => {
      const { clock, stood } = play(start, { value: days, unit: 'workingDay' }, list)
      assert.equal(dayOf(clock.dueAt), walkDays(start, days, stood))
    }),
    { numRuns: 250 },
  )
})

test('while a cause is left, no end of another moves the due minute', () => {
  fc.assert(
    fc.property(anyStart, limits(LIMIT_UNITS), moves, (start, limit, list) => {
      const { before, clock } = play(start, limit, list)
      const all = [...before, clock]
      all.forEach((each, i) => {
        const next = all[i + 1]
        if (next && isPaused(next)) assert.equal(next.dueAt, each.dueAt)
      })
    }),
    { numRuns: 200 },
  )
})

test('counting anew on the same calendar changes nothing, whatever has happened', () => {
  const internal = { value: 1, unit: 'workingHour' as const }
  fc.assert(
    fc.property(anyStart, limits(LIMIT_UNITS), moves, fc.boolean(), (start, limit, list, ends) => {
      const played = play(start, limit, list)
      for (const clock of [...played.before, played.clock]) {
        assert.deepEqual(must(reprojectClock(hanoi, clock)), clock)
        if (ends) {
          const ended = must(stopClock(clock, at(played.now)))
          assert.deepEqual(must(reprojectClock(hanoi, ended)), ended)
        }
      }
      const own = must(
        startClock(hanoi, { received: at(start), limit, policy: 'pause', internalLimit: internal }),
      )
      const begun = must(pauseClock(own, { from: at(start + 100), reason: 'a', legalBasis: 'l' }))
      const on = must(endPause(hanoi, begun, { to: at(start + 1500) })).clock
      assert.deepEqual(must(reprojectClock(hanoi, on)), on)
    }),
    { numRuns: 150 },
  )
})

test('a pause and its end in the same minute move nothing', () => {
  fc.assert(
    fc.property(anyStart, limits(LIMIT_UNITS), fc.nat(20_000), (start, limit, wait) => {
      const clock = must(startClock(hanoi, { received: at(start), limit, policy: 'pause' }))
      const now = at(start + wait)
      const stood = must(pauseClock(clock, { from: now, reason: 'fee', legalBasis: 'l' }))
      const on = must(endPause(hanoi, stood, { to: now, reason: 'fee' })).clock
      const { pauses: _pauses, ...dates } = on
      const { pauses: _none, ...first } = clock
      assert.deepEqual(dates, first)
    }),
  )
})

test('in working time the restarted figure is never before the paused one, while the limit is not used up', () => {
  fc.assert(
    // Calendar days and months are put off to the next working day at each step, and may thus gain some; working time may not.
    fc.property(anyStart, limits(['workingDay', 'workingHour']), moves, (start, limit, list) => {
      const { before } = play(start, limit, list)
      for (const clock of before) {
        const open = clock.pauses.find(({ to }) => to === undefined)
        if (!open || open.from > clock.dueAt) continue
        const end = { to: at(start + DAYS * 1440), reason: open.reason, reference: open.reference }
        const { pause, restart } = must(endPause(hanoi, clock, end))
        assert.ok(restart >= pause, `${restart} before ${pause}`)
      }
    }),
    { numRuns: 200 },
  )
})

test('a promise after an apology keeps its place among the pauses when counted anew', () => {
  fc.assert(
    fc.property(limits(['workingDay', 'calendarDay']), fc.nat(2000), (limit, wait) => {
      const clock = must(startClock(hanoi, { received: at(600), limit, policy: 'restart' }))
      const said = must(apologiseOn(hanoi, clock, { at: at(600), day: '2026-06-10' }))
      const stood = must(pauseClock(said, { from: at(600), reason: 'a', legalBasis: 'l' }))
      const on = must(endPause(hanoi, stood, { to: at(600 + wait) })).clock
      for (const each of [said, stood, on])
        assert.deepEqual(must(reprojectClock(hanoi, each)), each)
      assert.ok(promiseOf(on) >= on.dueAt)
    }),
  )
})

function withDayOff(on: `${number}-${number}-${number}`): Calendar {
  const days = [
    ...hanoi.document.days,
    { on, kind: 'local' as const, name: 'Nghỉ do bão', legalBasis: 'CĐ của UBND' },
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return loadCalendar({ ...hanoi.document, version: 2, days })
}

test('when the promised day becomes a day off, the promise moves to the next working day; other days stay', () => {
  const clock = must(
    startClock(hanoi, {
      received: '2026-03-10T09:00',
      limit: { value: 3, unit: 'workingDay' },
      policy: 'restart',
    }),
  )
  const said = must(apologiseOn(hanoi, clock, { at: '2026-03-12T09:00', day: '2026-03-17' }))
  assert.equal(must(reprojectClock(withDayOff('2026-03-17'), said)).promisedAt, '2026-03-18T17:00')
  const other = must(reprojectClock(withDayOff('2026-03-13'), said))
  assert.deepEqual([other.promisedAt, other.dueAt], ['2026-03-17T17:00', '2026-03-16T17:00'])
})

test('minutes in which several causes stood are taken from the meter once', () => {
  const clock = must(
    startClock(hanoi, {
      received: '2026-03-10T08:00',
      limit: { value: 8, unit: 'workingHour' },
      policy: 'pause',
    }),
  )
  const a = must(pauseClock(clock, { from: '2026-03-10T10:00', reason: 'a', legalBasis: 'l' }))
  const b = must(pauseClock(a, { from: '2026-03-10T11:00', reason: 'b', legalBasis: 'l' }))
  const c = must(endPause(hanoi, b, { to: '2026-03-10T12:00', reason: 'a' })).clock
  const d = must(endPause(hanoi, c, { to: '2026-03-10T14:00', reason: 'b' })).clock
  assert.equal(d.dueAt, '2026-03-11T11:00')
  assert.equal(budgetUsed(hanoi, d, '2026-03-10T16:00'), 0.5)
})

test('after a pause the office’s own due still never lies beyond the law’s, whatever its unit', () => {
  const clock = must(
    startClock(hanoi, {
      received: '2026-03-06T09:00',
      limit: { value: 8, unit: 'workingHour' },
      policy: 'pause',
      internalLimit: { value: 1, unit: 'workingDay' },
    }),
  )
  assert.equal(clock.internal?.dueAt, '2026-03-09T09:00')
  const a = must(pauseClock(clock, { from: '2026-03-06T16:00', reason: 'a', legalBasis: 'l' }))
  const on = must(endPause(hanoi, a, { to: '2026-03-09T08:30' })).clock
  assert.deepEqual([on.dueAt, on.internal?.dueAt], ['2026-03-09T10:30', '2026-03-09T10:30'])
})
