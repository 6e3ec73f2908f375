import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPending, sealPending } from './pending.ts'

const key = 'a key of the tests'
const now = new Date('2026-11-24T01:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const secrets = { state: 's', nonce: 'n', verifier: 'v' }
const sealed = sealPending(key, { secrets, next: '/nop/1.001193' }, now)

test('the browser brings back what it was given', () => {
  assert.deepEqual(openPending(key, sealed, later(60_000)), { secrets, next: '/nop/1.001193' })
  assert.deepEqual(openPending(key, sealPending(key, { secrets }, now), now), { secrets })
})

test('after ten minutes the sign-in is over', () => {
  assert.notEqual(openPending(key, sealed, later(599_999)), undefined)
  assert.equal(openPending(key, sealed, later(600_000)), undefined)
})

test('a cookie from a future that never was is not believed', () => {
  assert.equal(openPending(key, sealPending(key, { secrets }, later(1)), now), undefined)
})

test('nothing altered, cut or made with another key is believed', () => {
  for (let at = 0; at < sealed.length; at++) {
    const letter = sealed[at] === 'A' ? 'B' : 'A'
    const altered = `${sealed.slice(0, at)}${letter}${sealed.slice(at + 1)}`
    const opened = openPending(key, altered, now)
    // The last letter of the mark holds two bits that stand for nothing.
    if (at < sealed.length - 1) assert.equal(opened, undefined, `letter ${at}`)
  }
  assert.equal(openPending('another key', sealed, now), undefined)
  for (const wrong of [undefined, '', '.', 'a.b', sealed.split('.')[0], `${sealed}.x.y`.slice(5)]) {
    assert.equal(openPending(key, wrong, now), undefined)
  }
})
