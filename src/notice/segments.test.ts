import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { joinHeader, segment, segmentBytes } from './segments.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const vietnamese = fc.string({
  unit: fc.constantFrom(...'aăâeêioôơuưyđàảãáạằẳẵắặồổỗốộựữửừứ HỒSƠ0123456789.,:', '😀', '€', '{'),
  maxLength: 600,
})
const anything = fc.oneof(
  vietnamese,
  fc.string({ unit: anyCharacter, maxLength: 500 }),
  fc.string({ maxLength: 700 }),
)

test('a Vietnamese text of 70 characters is one segment, of 71 two segments of at most 67', () => {
  assert.deepEqual(segment('ồ'.repeat(70)).parts.length, 1)
  const two = segment('ồ'.repeat(71))
  assert.deepEqual(
    two.parts.map((part) => part.length),
    [67, 4],
  )
  assert.equal(segment('ồ'.repeat(134)).parts.length, 2)
  assert.equal(segment('ồ'.repeat(135)).parts.length, 3)
})

test('a text without tone marks holds 160 characters, or 153 in each of several segments', () => {
  assert.equal(segment('a'.repeat(160)).parts.length, 1)
  assert.deepEqual(
    segment('a'.repeat(161)).parts.map((part) => part.length),
    [153, 8],
  )
  assert.equal(segment('').parts.length, 1)
})

test('a character of the extension table counts twice and is never cut in half', () => {
  assert.equal(segment('€'.repeat(80)).parts.length, 1)
  assert.equal(segment('€'.repeat(80) + 'a').parts.length, 2)
  const cut = segment('a'.repeat(152) + '€' + 'a'.repeat(20))
  assert.equal(cut.parts[0], 'a'.repeat(152))
  assert.ok(cut.parts[1]?.startsWith('€'))
})

test('tone marks written apart (NFD) cost no more than the same text written together', () => {
  const text = 'Hồ sơ của bạn đã được tiếp nhận'
  assert.deepEqual(segment(text.normalize('NFD')), segment(text))
})

test('segments joined give back the text, and no segment is too long or ends in half a character', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { parts, alphabet } = segment(text)
      assert.equal(parts.join(''), text.normalize('NFC'))
      const most = { gsm7: [160, 153], ucs2: [140, 134] }[alphabet][parts.length > 1 ? 1 : 0]!
      for (const part of parts) {
        assert.ok(segmentBytes(part, alphabet).length <= most)
        if (text.isWellFormed()) assert.ok(part.isWellFormed())
      }
    }),
  )
})

test('no segment could have taken the first character of the next one', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { parts, alphabet } = segment(text)
      const most = alphabet === 'gsm7' ? 153 : 134
      parts.slice(1).forEach((part, i) => {
        const first = [...part][0] ?? ''
        assert.ok(segmentBytes(parts[i]! + first, alphabet).length > most)
      })
    }),
  )
})

test('the bytes are the 7-bit code of each character, or UTF-16 with the high byte first', () => {
  assert.deepEqual([...segmentBytes('@A{', 'gsm7')], [0, 0x41, 0x1b, 0x28])
  assert.deepEqual([...segmentBytes('ồ', 'ucs2')], [0x1e, 0xd3])
  assert.throws(() => segmentBytes('ồ', 'gsm7'), RangeError)
})

test('the header names the reference, the number of segments and the place of this one', () => {
  assert.deepEqual([...joinHeader(0x1a7, 3, 2)], [5, 0, 3, 0xa7, 3, 2])
})
