import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { canonical, sha256Hex } from './canonical.ts'

test('keys are ordered by UTF-16 code units, at every depth', () => {
  assert.equal(
    canonical({
      '€': 1,
      '\r': 2,
      '1': 3,
      '～': 4,
      '😀': 5,
      ö: 6,
      b: { z: 1, a: [{ d: 1, c: 2 }] },
    }),
    '{"\\r":2,"1":3,"b":{"a":[{"c":2,"d":1}],"z":1},"ö":6,"€":1,"😀":5,"～":4}',
  )
})

test('numbers are written as RFC 8785 writes them', () => {
  const numbers = [
    Number('333333333.33333329'),
    1e30,
    4.5,
    2e-3,
    1e-27,
    -0,
    1e21,
    100000000000000000000,
  ]
  assert.equal(
    canonical(numbers),
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,100000000000000000000]',
  )
})

test('a name written composed or decomposed gives the same text and the same hash', () => {
  const composed = { tên: 'Nguyễn Thị Đào' }
  const decomposed = { ['tên'.normalize('NFD')]: 'Nguyễn Thị Đào'.normalize('NFD') }
  assert.equal(canonical(decomposed), canonical(composed))
  assert.equal(sha256Hex(canonical(decomposed)), sha256Hex(canonical(composed)))
})

test('a property without a value is as good as absent', () => {
  assert.equal(canonical({ a: undefined, b: null }), '{"b":null}')
})

test('what JSON cannot hold exactly is refused, never guessed', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  const wrong = [
    NaN,
    Infinity,
    1n,
    undefined,
    [undefined],
    Object.assign([], { length: 1 }),
    new Date(0),
    new Map(),
    () => 1,
  ]
  for (const value of [...wrong, Symbol('x'), '\uD800', { '\uDC00': 1 }, cycle])
    assert.throws(() => canonical(value), TypeError)
  assert.throws(
    () => canonical({ ['ê'.normalize('NFC')]: 1, ['ê'.normalize('NFD')]: 2 }),
    TypeError,
  )
})

test('the same object twice is not a cycle', () => {
  const shared = { a: 1 }
  assert.equal(canonical([shared, shared]), '[{"a":1},{"a":1}]')
})

test('reading the text back and writing it again changes nothing, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = canonical(value)
      assert.equal(canonical(JSON.parse(text)), text)
      assert.equal(canonical(reversed(value)), text)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, each]) => [key, reversed(each)])
  return Object.fromEntries(entries.toReversed())
}

test('the hash is the published SHA-256', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(sha256Hex('abc'), abc)
  assert.equal(sha256Hex(new Uint8Array([97, 98, 99])), abc)
})
