import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  authorizationOf,
  isSignedBy,
  isTimely,
  readAuthorization,
  type SignedRequest,
} from './signature.ts'

const key = { id: 'dvcqg', secret: 'a shared secret of the tests' }
const now = new Date('2026-11-22T03:00:00Z')
const request: SignedRequest = { method: 'POST', path: '/api/x?y=1', body: '{"a":1}' }

test('the signature is the one that the contract describes, byte for byte', () => {
  assert.equal(
    authorizationOf(request, { key, now, nonce: '0123456789abcdef' }),
    'MOTCUA-HMAC-SHA256 keyId=dvcqg, timestamp=1795316400, nonce=0123456789abcdef, ' +
      'signature=53427e2172dccc563ac464fd333b37cf41631f8b158654d1d66d0b2685906473',
  )
})

test('what was signed is believed; one change anywhere and it is not', () => {
  const change = fc.constantFrom('method', 'path', 'body', 'timestamp', 'nonce', 'secret')
  fc.assert(
    fc.property(fc.string(), fc.webPath(), change, (body, path, what) => {
      const sent = { method: 'POST', path: path || '/', body }
      const credentials = readAuthorization(authorizationOf(sent, { key, now }))
      assert.ok(credentials)
      assert.equal(isSignedBy(sent, credentials, key.secret), true)
      const spoiled = {
        sent: {
          method: what === 'method' ? 'GET' : sent.method,
          path: what === 'path' ? `${sent.path}/` : sent.path,
          body: what === 'body' ? `${sent.body} ` : sent.body,
        },
        credentials: {
          ...credentials,
          ...(what === 'timestamp' && { timestamp: '1795316401' }),
          ...(what === 'nonce' && { nonce: 'another-nonce-altogether' }),
        },
        secret: what === 'secret' ? `${key.secret}.` : key.secret,
      }
      assert.equal(isSignedBy(spoiled.sent, spoiled.credentials, spoiled.secret), false)
    }),
  )
})

test('an unknown key is never right', () => {
  const credentials = readAuthorization(authorizationOf(request, { key, now }))!
  assert.equal(isSignedBy(request, credentials, undefined), false)
})

test('a header in any other form is none', () => {
  const good = authorizationOf(request, { key, now })
  for (const header of [
    undefined,
    '',
    'Basic abc',
    good.slice(0, -1),
    `${good}0`,
    good.replace('keyId=dvcqg', 'keyId='),
    good.replace(', nonce', ',nonce'),
    good.replace('MOTCUA', 'motcua'),
    good.replace(/nonce=\w+/, 'nonce=short'),
  ])
    assert.equal(readAuthorization(header), undefined, header ?? 'none')
})

test('five minutes are timely in both directions, a second more is not', () => {
  const at = (seconds: number) =>
    readAuthorization(
      authorizationOf(request, { key, now: new Date(now.getTime() + seconds * 1000) }),
    )!
  for (const seconds of [0, 300, -300]) assert.equal(isTimely(at(seconds), now), true)
  for (const seconds of [301, -301]) assert.equal(isTimely(at(seconds), now), false)
})
