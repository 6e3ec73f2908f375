import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lockSeconds } from './lockout.ts'

test('four slips cost nothing, then every further one rests longer, up to a quarter of an hour', () => {
  const rests = Array.from({ length: 12 }, (_, n) => lockSeconds(n + 1))
  assert.deepEqual(rests, [0, 0, 0, 0, 30, 60, 120, 300, 600, 900, 900, 900])
})
