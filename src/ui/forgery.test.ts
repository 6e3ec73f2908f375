import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgery, isCrossSite } from './forgery.ts'

const ours = forgery('the secret of this installation')

test('a token is good for the cookie it was made for, and differs each time', () => {
  const cookie = ours.newCookie()
  const token = ours.issue(cookie)
  assert.ok(ours.accepts(cookie, token))
  assert.notEqual(token, ours.issue(cookie))
})

test('a token is worthless with another cookie, another secret, or altered', () => {
  const cookie = ours.newCookie()
  const token = ours.issue(cookie)
  assert.ok(!ours.accepts(ours.newCookie(), token))
  assert.ok(!forgery('another secret').accepts(cookie, token))
  assert.ok(!ours.accepts(undefined, token))
  assert.ok(!ours.accepts(cookie, undefined))
  const at = fc.integer({ min: 0, max: token.length - 1 })
  fc.assert(
    fc.property(at, fc.constantFrom('A', 'b', '0', '-', '.'), (index, letter) => {
      fc.pre(token[index] !== letter)
      const altered = token.slice(0, index) + letter + token.slice(index + 1)
      // The last letter of base64url holds bits that mean nothing; its text is compared all the same.
      assert.ok(!ours.accepts(cookie, altered))
    }),
  )
})

test('any text at all is refused as a token', () => {
  const cookie = ours.newCookie()
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => !ours.accepts(cookie, text)))
})

test('where a request comes from: the browser says so, or its Origin does', () => {
  const here = 'https://motcua.example'
  const from = (fetchSite?: string, origin?: string, host = 'motcua.example') =>
    isCrossSite({ fetchSite, origin, host }, here)
  assert.equal(from('same-origin'), false)
  assert.equal(from('none'), false)
  assert.equal(from('same-site'), true)
  assert.equal(from('cross-site'), true)
  assert.equal(from('cross-site', here), true)
  assert.equal(from(undefined, here), false)
  assert.equal(from(undefined, 'https://evil.example'), true)
  assert.equal(from(undefined, 'null'), true)
  assert.equal(from(undefined, 'http://10.0.0.5:3000', '10.0.0.5:3000'), false)
  assert.equal(from(undefined, undefined), false)
})
