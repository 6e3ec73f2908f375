import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breaker } from './breaker.ts'
import { waitAfter } from './retry.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000)

test('five failures in a row bring half a minute of silence, then one try', () => {
  const portal = breaker()
  for (let failures = 1; failures <= 4; failures += 1) portal.heard(false, at(failures))
  assert.equal(portal.mayAsk(at(5)), true)
  portal.heard(false, at(5))
  assert.equal(portal.mayAsk(at(6)), false)
  assert.equal(portal.mayAsk(at(34)), false)
  assert.equal(portal.mayAsk(at(35)), true)
  portal.heard(false, at(35))
  assert.equal(portal.mayAsk(at(36)), false, 'still no answer: silence again')
})

test('a clock that is set back by two days prolongs no silence', () => {
  const portal = breaker()
  const later = 2 * 24 * 3600
  for (let failures = 0; failures < 5; failures += 1) portal.heard(false, at(later))
  assert.equal(portal.mayAsk(at(later + 1)), false)
  assert.equal(portal.mayAsk(at(2)), true)
})

test('one answer, even a refusal, forgets the failures', () => {
  const portal = breaker()
  for (let failures = 1; failures <= 4; failures += 1) portal.heard(false, at(failures))
  portal.heard(true, at(5))
  portal.heard(false, at(6))
  assert.equal(portal.mayAsk(at(7)), true)
})

test('tries grow apart from two seconds to half an hour', () => {
  assert.deepEqual([1, 2, 3, 10, 50].map(waitAfter), [2000, 4000, 8000, 1_024_000, 1_800_000])
})
