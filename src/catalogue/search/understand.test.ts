import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { queryOf } from './search-store.ts'
import { phrasesIn, readingsOf, type Meaning } from './understand.ts'
import { codePrefix, tokensOf, wordsOf } from './words.ts'
import { anyCharacter } from '../../../test/support/any-character.ts'

const rows: [string, string][] = [
  ['giấy khai sinh', 'đăng ký khai sinh'],
  ['sổ đỏ', 'giấy chứng nhận quyền sử dụng đất'],
  ['sổ đỏ', 'cấp đổi giấy chứng nhận'],
  ['thương binh', 'công nhận thương binh'],
  ['xin', ''],
  ['làm', ''],
  ['là', ''],
  ['em', ''],
  ['mở', 'thành lập'],
  ['cho con', ''],
]
const meanings: Meaning[] = rows.map(([phrase, means]) => ({
  folded: wordsOf(phrase).join(' '),
  phrase,
  means,
}))
const pairs = new Map([
  ['viec lam', 40],
  ['tre em', 200],
  ['mo to', 60],
])

function read(typed: string) {
  const tokens = tokensOf(typed)
  return readingsOf({
    tokens,
    meanings,
    occurrences: new Map(tokens.map(({ folded }) => [folded, folded === 'zzz' ? 0 : 5])),
    follows: (first, second) => pairs.get(`${first} ${second}`) ?? 0,
  })
}
const words = (typed: string) => read(typed).map((reading) => reading.words.join(' '))

test('an everyday phrase becomes the words of the catalogue, the longest first', () => {
  assert.deepEqual(words('xin làm GIẤY KHAI SINH cho con!'), ['dang ki khai sinh'])
  assert.equal(read('giay khai sinh')[0]?.shown, 'đăng ký khai sinh')
})

test('a phrase with two meanings gives two readings, the first one first', () => {
  assert.deepEqual(words('làm sổ đỏ'), [
    'giay chung nhan quyen su dung dat',
    'cap doi giay chung nhan',
  ])
  const [first, second] = read('sổ đỏ')
  assert.ok(first!.weight > second!.weight)
})

test('a filler is dropped, but not where it belongs to its neighbour, nor when it stands alone', () => {
  assert.deepEqual(words('làm khai tử'), ['khai tu'])
  assert.deepEqual(words('tìm việc làm'), ['tim viec lam'])
  assert.deepEqual(words('tre em'), ['tre em'])
  assert.deepEqual(words('xe mo to'), ['xe mo to'])
  assert.deepEqual(words('làm'), ['lam'])
})

test('accents that were typed decide: “lá” is not the filler “là”', () => {
  assert.deepEqual(words('thuốc lá'), ['thuoc la'])
  assert.deepEqual(words('thuoc la'), ['thuoc'])
})

test('what two phrases share is said once', () => {
  assert.deepEqual(words('công nhận thương binh'), ['cong nhan thuong binh'])
})

test('words of no name are left out beside others, and words beside an understood phrase are soft', () => {
  assert.deepEqual(words('zzz khai tử'), ['khai tu'])
  assert.deepEqual(words('zzz'), ['zzz'])
  assert.deepEqual([...read('sổ đỏ nhà tôi')[0]!.soft], ['nha', 'toi'])
})

test('English little words are fillers only in English', () => {
  assert.deepEqual(words('register my certificate'), ['register certificate'])
  assert.deepEqual(words('my pham'), ['mi pham'])
})

test('a code is looked for as a code, with or without its dot', () => {
  assert.equal(codePrefix(' 1.001193 '), '1.001193')
  assert.equal(codePrefix('1001193'), '1.001193')
  assert.equal(codePrefix('1.00'), '1.00')
  assert.equal(codePrefix('0912345678'), undefined)
  assert.equal(codePrefix('1'.repeat(50_000)), undefined)
})

test('whatever is typed, there are at most 24 words and 8 readings, and the query holds only letters and digits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 80 }),
      fc.boolean(),
      (typed, missing) => {
        const tokens = tokensOf(typed)
        assert.ok(tokens.length <= 24)
        assert.ok(phrasesIn(tokens.map(({ folded }) => folded)).length <= 24 * 8)
        const readings = read(typed)
        assert.ok(readings.length <= 8)
        if (readings.length > 0)
          assert.match(queryOf(readings, missing), /^(\(('[a-z0-9]+'(:\*)?( & )?)+\)( \| )?)+$/)
      },
    ),
  )
})
