import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { readSatisfaction } from './definition.ts'
import { lastSettled, monthShown } from './months.ts'
import { isChangeable, isRateable, readRating } from './rating.ts'
import { ratingTermsFrom, readRatingTerms } from './load.ts'

const data = join(checkout, 'data')
const terms = readRatingTerms(data)
const typed = (values: Record<string, string>) => ({ text: (name: string) => values[name] ?? '' })

test('one question is enough; the seven are kept as far as they were answered', () => {
  assert.deepEqual(readRating(typed({ overall: '4' }), 'vi'), {
    rating: { overall: 4, aspects: {}, note: null },
    problems: [],
  })
  const more = typed({ overall: '1', 'aspect.time': '2', 'aspect.online': '', note: 'Lâu quá.' })
  assert.deepEqual(readRating(more, 'vi').rating, {
    overall: 1,
    aspects: { time: 2 },
    note: 'Lâu quá.',
  })
})

test('no level, a level that there is not, and a long text are each told at their box', () => {
  const wrong = typed({ overall: '5', 'aspect.time': '0', note: 'x'.repeat(2001) })
  for (const lang of ['vi', 'en'] as const) {
    const { rating, problems } = readRating(wrong, lang)
    assert.equal(rating, null)
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['overall', 'aspect.time', 'note'],
    )
  }
})

test('what the office ended can be rated; what its applicant withdrew, and what runs, cannot', () => {
  const rateable = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter(isRateable)
  assert.deepEqual(rateable, [3, 8, 9, 10])
})

test('a rating can be changed for seven days to the minute', () => {
  const rated = new Date('2026-11-20T08:00:00+07:00')
  assert.ok(isChangeable(rated, new Date('2026-11-27T07:59:00+07:00'), terms))
  assert.ok(!isChangeable(rated, new Date('2026-11-27T08:00:00+07:00'), terms))
})

test('a month is told when none of its ratings can change any more, never the one that runs', () => {
  assert.equal(lastSettled(new Date('2026-12-07T23:59:00+07:00'), terms), '2026-10')
  assert.equal(lastSettled(new Date('2026-12-08T00:00:00+07:00'), terms), '2026-11')
  const now = new Date('2026-12-20T08:00:00+07:00')
  assert.equal(monthShown('2026-12', now, terms), '2026-11')
  assert.equal(monthShown('2026-03', now, terms), '2026-03')
  assert.equal(monthShown('x', now, terms), '2026-11')
})

test('the terms and the definition are data with their sources; a wrong one is refused', () => {
  const json = JSON.parse(readFileSync(join(data, 'survey/rating.json'), 'utf8')) as object
  assert.throws(() => ratingTermsFrom({ ...json, smallestShown: 4 }), /smallestShown/)
  assert.throws(
    () => ratingTermsFrom({ ...json, aspects: { values: ['time'], basis: 'x', mark: 'verified' } }),
    /khác với/,
  )
  assert.match(readSatisfaction(data).definition, /không có số khác với 0%/)
})
