import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { lifeEventsFrom, readLifeEvents } from './life-events.ts'

const event = {
  slug: 'sinh-con',
  icon: 'baby',
  title: { vi: 'Sinh con', en: 'Having a child' },
  more: { vi: 'Khai sinh', en: 'Birth' },
  procedures: ['1.001193'],
}
const document = (...events: object[]) => ({ version: 1, note: '', events })

test('the published occasions are read', () => {
  assert.equal(readLifeEvents(join(checkout, 'data')).length, 12)
})

test('what cannot be right is refused with its place', () => {
  assert.throws(() => lifeEventsFrom(document(event, event)), /“sinh-con” stands twice/)
  const twice = { ...event, procedures: ['1.001193', '1.001193'] }
  assert.throws(() => lifeEventsFrom(document(twice)), /names 1\.001193 twice/)
  for (const wrong of [
    { slug: 'Sinh con' },
    { icon: 'stork' },
    { procedures: ['x'] },
    { extra: 1 },
  ])
    assert.throws(() => lifeEventsFrom(document({ ...event, ...wrong })), /must be mended/)
})
