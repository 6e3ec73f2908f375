import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ownPath, withReturn } from './return-path.ts'

test('one returns to pages of our own, with their query', () => {
  assert.equal(ownPath('/nop/1.001193?buoc=2'), '/nop/1.001193?buoc=2')
  assert.equal(ownPath('/ho-so/H26.16-20261124-0001'), '/ho-so/H26.16-20261124-0001')
  assert.equal(ownPath('/'), '/')
})

const foreign = [
  'https://thief.example/',
  '//thief.example/',
  '/\\thief.example',
  '/\t/thief.example',
  '/\n/thief.example',
  '///thief.example',
  '/.//thief.example',
  '/x/..//thief.example',
  '\\\\thief.example',
  'javascript:alert(1)',
  'thief.example',
  '',
  `/${'a'.repeat(500)}`,
  undefined,
  null,
  7,
  ['/ky', '/viec'],
]
for (const wanted of foreign) {
  test(`one does not return to ${JSON.stringify(wanted)?.slice(0, 30)}`, () => {
    assert.equal(ownPath(wanted), undefined)
  })
}

test('the doors themselves are no place to return to', () => {
  for (const door of ['/dang-nhap', '/dang-nhap/xong?code=1', '/can-bo/dang-nhap', '/dang-xuat']) {
    assert.equal(ownPath(door), undefined)
  }
  assert.equal(ownPath('/can-bo'), '/can-bo')
})

test('whatever is asked for, the browser stays on our site', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '@',
    ':',
    '?',
    '#',
    '\t',
    ' ',
    'a',
    'thief.example',
    '%2f',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
      const path = ownPath(`/${pieces.join('')}`)
      if (path === undefined) return
      assert.equal(new URL(path, 'https://mot-cua.example/x/y').origin, 'https://mot-cua.example')
    }),
    { numRuns: 2000 },
  )
})

test('the page to return to travels as one parameter', () => {
  assert.equal(withReturn('/dang-nhap', undefined), '/dang-nhap')
  const address = new URL(withReturn('/dang-nhap', '/tim?q=a&b=1'), 'http://own.example')
  assert.equal(address.searchParams.get('next'), '/tim?q=a&b=1')
})
