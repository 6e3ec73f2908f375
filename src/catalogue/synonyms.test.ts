import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { searchWords } from './search.ts'
import { catalogueWords } from './synonyms.ts'

const synonyms = [
  { phrase: 'làm giấy khai sinh cho con', means: 'đăng ký khai sinh' },
  { phrase: 'giấy khai sinh', means: 'đăng ký khai sinh' },
  { phrase: 'sổ đỏ', means: 'giấy chứng nhận quyền sử dụng đất' },
  { phrase: 'làm', means: '' },
  { phrase: 'việc làm', means: 'việc làm' },
]

test('everyday words become those of the catalogue, the longest phrase first', () => {
  assert.deepEqual(catalogueWords('LAM GIAY KHAI SINH cho con!', synonyms), [
    'dang',
    'ky',
    'khai',
    'sinh',
  ])
  assert.deepEqual(
    catalogueWords('làm sổ đỏ', synonyms).join(' '),
    'giay chung nhan quyen su dung dat',
  )
})

test('a filler is dropped, but not inside a phrase, and not when nothing else is left', () => {
  assert.deepEqual(catalogueWords('làm khai tử', synonyms), ['khai', 'tu'])
  assert.deepEqual(catalogueWords('tìm việc làm', synonyms), ['tim', 'viec', 'lam'])
  assert.deepEqual(catalogueWords('làm', synonyms), ['lam'])
})

test('a code is looked for as a code, with or without its dot', () => {
  assert.deepEqual(searchWords(' 1.001193 ', []), { kind: 'code', prefix: '1.001193' })
  assert.deepEqual(searchWords('1001193', []), { kind: 'code', prefix: '1.001193' })
  assert.deepEqual(searchWords('1.00', []), { kind: 'code', prefix: '1.00' })
  assert.equal(searchWords('0912345678', []).kind, 'words')
})

test('whatever is typed, the query holds only letters, digits and dots inside its quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
      const words = searchWords(typed, synonyms)
      if (words.kind === 'words')
        assert.match(words.all, /^'[\p{L}\p{N}.]+'(:\*)?( & '[\p{L}\p{N}.]+'(:\*)?)*$/u)
    }),
  )
})
