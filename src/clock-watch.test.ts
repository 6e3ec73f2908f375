import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watchClock } from './clock-watch.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

function clocks() {
  const now = { wall: 1_790_000_000_000, counting: 5000 }
  const jumps: number[] = []
  const watch = watchClock({
    wall: () => now.wall,
    counting: () => now.counting,
    onJump: (minutes) => jumps.push(minutes),
  })
  const pass = (ms: number, jump = 0): boolean => {
    now.counting += ms
    now.wall += ms + jump
    return watch.isEven()
  }
  return { pass, jumps }
}

test('a clock that runs, and one that is set by seconds, is even', () => {
  const { pass, jumps } = clocks()
  assert.deepEqual(
    [pass(1000), pass(DAY), pass(1000, 30_000), pass(1000, -59_000)],
    Array(4).fill(true),
  )
  assert.deepEqual(jumps, [])
})

for (const [what, jump] of [
  ['two days ahead', 2 * DAY],
  ['two days back', -2 * DAY],
  ['an hour ahead', 60 * MINUTE],
] as const) {
  test(`a clock that jumps ${what} is not believed for ten minutes, and told of once`, () => {
    const { pass, jumps } = clocks()
    assert.equal(pass(1000, jump), false)
    assert.deepEqual([pass(1000), pass(9 * MINUTE)], [false, false])
    assert.equal(pass(MINUTE), true)
    assert.deepEqual(jumps, [jump / MINUTE])
  })
}

test('put right again within the ten minutes, the ten minutes begin anew', () => {
  const { pass, jumps } = clocks()
  assert.equal(pass(1000, 2 * DAY), false)
  assert.equal(pass(5 * MINUTE, -2 * DAY), false)
  assert.deepEqual([pass(9 * MINUTE), pass(2 * MINUTE)], [false, true])
  assert.deepEqual(jumps, [2880, -2880])
})
