import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { lookAtPhotos, mistakes, type Seen } from '../../test/support/photo-set.ts'
import { LIMITS, measure, remarkOf } from './picture-quality.ts'

let seen: Seen[]
before(async () => {
  seen = await lookAtPhotos()
})

test('of photographs of other papers than the limits were set by, no readable one is doubted and no bad one passes', () => {
  const { doubted, missed } = mistakes(seen.filter(({ half }) => half === 'proved'))
  assert.deepEqual([doubted, missed], [[], []])
})

test('the set holds at least forty photographs, readable ones and every fault, in both halves', () => {
  assert.ok(seen.length >= 40)
  for (const half of ['tuned', 'proved'])
    for (const label of ['fine', 'blurred', 'empty', 'dark'])
      assert.ok(
        seen.some((each) => each.half === half && each.label === label),
        `${half} ${label}`,
      )
})

test('a picture of some hundred dots is too small whatever it shows', () => {
  const side = LIMITS.side - 1
  const grey = Uint8Array.from({ length: side * side }, (_, at) => (at % 7 < 3 ? 0 : 255))
  assert.equal(remarkOf(measure({ grey, width: side, height: side })), 'small')
})
