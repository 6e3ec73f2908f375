import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cleanInput, cleanLine, fold, maskNumber, maskPhone, nameSortKey } from './text.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const name = 'Nguyễn Thị Hồng Đào'

test('a name typed as decomposed Unicode is stored like the same name typed composed', () => {
  assert.equal(cleanInput(name.normalize('NFD')), name.normalize('NFC'))
  assert.equal(cleanInput('Te\u200B\u0302\u0301'), 'Tế')
})

test('the Icelandic Ð becomes the Vietnamese Đ', () => {
  assert.equal(cleanInput('\u00D0ặng \u00F0ức'), 'Đặng đức')
})

test('invisible and control characters vanish, line breaks stay', () => {
  assert.equal(
    cleanInput('\uFEFF Hà\u200B \u202ENội\u0000 \r\nsố\u00A01\t \u00AD'),
    'Hà Nội \nsố 1',
  )
  assert.equal(cleanInput('a\u{E0041}\uD800b'), 'a\uFFFDb')
  assert.equal(cleanLine(' Lê \n\t Văn  Tám '), 'Lê Văn Tám')
})

test('cleaning twice changes nothing more', () => {
  const messy = fc.string({ unit: anyCharacter })
  fc.assert(
    fc.property(messy, (text) => {
      assert.equal(cleanInput(cleanInput(text)), cleanInput(text))
      assert.equal(fold(fold(text)), fold(text))
    }),
    { numRuns: 2000 },
  )
})

test('searching needs no diacritics', () => {
  assert.equal(fold('Đăng ký  khai sinh'), 'dang ky khai sinh')
  assert.equal(fold('QUYỀN SỬ DỤNG ĐẤT'.normalize('NFD')), 'quyen su dung dat')
  assert.equal(fold('Ðường Ưu tiên'), 'duong uu tien')
  assert.equal(fold('khai \u0301 sinh \u{1E000}'), 'khai sinh')
})

test('people are ordered by their given name, the last word', () => {
  assert.equal(nameSortKey('Nguyễn Văn An'), 'an nguyễn văn')
  assert.equal(nameSortKey('  Bình '), 'bình')
  assert.equal(nameSortKey(''), '')
})

test('a masked phone does not give away the four digits that open the tracking page', () => {
  assert.equal(maskPhone('0912 345 678'), '••• ••• •678')
  assert.equal(maskPhone('+84912345678'), '••• ••• •678')
  assert.equal(maskPhone('5678'), '•••')
  assert.doesNotMatch(maskPhone('0912345678'), /5678/)
})

test('an identity number shows only its last four digits', () => {
  assert.equal(maskNumber('001099012086'), '••• ••• ••2 086')
  assert.equal(maskNumber('012345678'), '••• ••5 678')
  assert.equal(maskNumber('1234'), '•••')
})

test('a text that is uniform already comes out as the long way would make it', () => {
  for (let code = 1; code < 0x2100; code += 1) {
    const text = ` a${String.fromCodePoint(code)}b`
    // the invisible letter sends it the long way
    assert.equal(cleanInput(text), cleanInput(`${text}\u200B`), `U+${code.toString(16)}`)
  }
})
