import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayFromNumber, dayNumber, type Day } from '../../lib/time.ts'
import { inForceOn, spansOf, type Version } from './in-force.ts'

const version = (number: number, from: Day, rest: Partial<Version> = {}): Version => ({
  version: number,
  validFrom: from,
  validTo: null,
  withdrawnOn: null,
  ...rest,
})

test('the earlier version ends the day before the next one begins', () => {
  const [first, second] = spansOf([version(2, '2026-12-01'), version(1, '2025-07-01')])
  assert.deepEqual([first?.from, first?.to, first?.endedBy], ['2025-07-01', '2026-11-30', 'next'])
  assert.deepEqual([second?.from, second?.to, second?.endedBy], ['2026-12-01', null, null])
})

test('a document that names the day before the next one as its last is replaced, not ended', () => {
  const named = [version(1, '2025-07-01', { validTo: '2026-07-06' }), version(2, '2026-07-07')]
  assert.equal(spansOf(named)[0]?.endedBy, 'next')
})

test('a document that ends by itself leaves a gap; a withdrawn one too, until the next begins', () => {
  const ended = [
    version(1, '2025-07-01', { validTo: '2025-12-31' }),
    version(2, '2026-02-01', { withdrawnOn: '2026-03-01' }),
    version(3, '2026-05-01'),
  ]
  const on = (day: Day) => inForceOn(ended, day)?.version
  assert.equal(on('2025-06-30'), undefined)
  assert.equal(on('2025-12-31'), 1)
  assert.equal(on('2026-01-15'), undefined)
  assert.equal(on('2026-02-28'), 2)
  assert.equal(on('2026-03-01'), undefined)
  assert.equal(on('2026-05-01'), 3)
  assert.deepEqual(
    spansOf(ended).map(({ endedBy }) => endedBy),
    ['itself', 'withdrawal', null],
  )
})

test('what was withdrawn before its first day never was in force, and what stood before goes on', () => {
  const versions = [
    version(1, '2025-07-01'),
    version(2, '2026-01-01', { withdrawnOn: '2025-12-20' }),
  ]
  assert.equal(inForceOn(versions, '2026-06-01')?.version, 1)
  assert.equal(spansOf(versions).length, 1)
})

const BASE = dayNumber('2026-01-01')
const day = (offset: number): Day => dayFromNumber(BASE + offset)
const offset = fc.integer({ min: 0, max: 60 })
const histories = fc
  .uniqueArray(
    fc.record({
      from: offset,
      ends: fc.option(offset, { nil: null }),
      withdrawn: fc.option(fc.integer({ min: -5, max: 90 }), { nil: null }),
    }),
    { maxLength: 8, selector: ({ from }) => from },
  )
  .map((list) =>
    list.map(({ from, ends, withdrawn }, i) =>
      version(i + 1, day(from), {
        validTo: ends === null ? null : day(from + ends),
        withdrawnOn: withdrawn === null ? null : day(withdrawn),
      }),
    ),
  )

test('property: on every day exactly one version is in force, or none', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: -10, max: 130 }), (versions, at) => {
      const today = day(at)
      const spans = spansOf(versions)
      const covering = spans.filter(({ from, to }) => from <= today && (to === null || today <= to))
      assert.ok(covering.length <= 1)
      assert.equal(inForceOn(versions, today), covering[0]?.of)
    }),
    { numRuns: 2000 },
  )
})

test('property: it is the last that began, unless that one has ended, and never a withdrawn one', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: -10, max: 130 }), (versions, at) => {
      const today = day(at)
      const begun = versions
        .filter(
          ({ validFrom: from, withdrawnOn: gone }) => from <= today && !(gone && gone <= from),
        )
        .toSorted((a, b) => dayNumber(b.validFrom) - dayNumber(a.validFrom))[0]
      const hasEnded =
        begun !== undefined &&
        ((begun.validTo !== null && begun.validTo < today) ||
          (begun.withdrawnOn !== null && begun.withdrawnOn <= today))
      assert.equal(inForceOn(versions, today), hasEnded ? undefined : begun)
    }),
    { numRuns: 2000 },
  )
})
