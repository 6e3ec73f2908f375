import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok, refuse } from './result.ts'
import type { Result } from './result.ts'

function promise(days: number): Result<number> {
  return days > 0 ? ok(days) : refuse('limit', 'Thời hạn phải từ 1 ngày.')
}

test('a lawful no is a value that says why', () => {
  const answers = [promise(3), promise(0)].map((each) => (each.ok ? each.value : each.refusal))
  assert.deepEqual(answers, [3, { code: 'limit', message: 'Thời hạn phải từ 1 ngày.' }])
})
