import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { distance, mended, splitWords, withoutTelex, type Lexicon } from './spelling.ts'

const follow = new Map([
  ['khai sinh', 30],
  ['tam tru', 20],
  ['dang ki', 300],
  ['ki khai', 40],
  ['ket hon', 30],
])
const lexicon: Lexicon = {
  words: new Map(
    'khai 90 sinh 80 tru 40 tam 50 dang 400 ki 350 giay 900 ket 40 hon 30 sin 3 chung 500 binh 40 kha 4 is 2 inh 2'
      .split(/ (?=[a-z])/)
      .map((entry) => entry.split(' '))
      .map(([word, n]) => [word!, Number(n)]),
  ),
  follows: (first, second) => follow.get(`${first} ${second}`) ?? 0,
}
const alone = {}

test('letters that a Vietnamese keyboard left over are taken out', () => {
  assert.equal(withoutTelex('giaays'), 'giay')
  assert.equal(withoutTelex('sinhs'), 'sinh')
  assert.equal(withoutTelex('ddawng'), 'dang')
  assert.equal(withoutTelex('kys'), 'ky')
  assert.equal(withoutTelex('keest'), 'ket')
  assert.equal(withoutTelex('bawfng'), 'bang')
  assert.equal(withoutTelex('sinh'), 'sinh')
})

test('words written together are taken apart, into the fewest that go together', () => {
  assert.deepEqual(splitWords('khaisinh', lexicon), ['khai', 'sinh'])
  assert.deepEqual(splitWords('dangkykhaisinh', lexicon), ['dang', 'ki', 'khai', 'sinh'])
  assert.deepEqual(splitWords('tamtru', lexicon), ['tam', 'tru'])
  assert.equal(splitWords('sinh', lexicon), undefined)
  assert.equal(splitWords('qwertyuiop', lexicon), undefined)
})

test('a slip of the finger becomes the known word that goes with its neighbours', () => {
  assert.deepEqual(mended('sihn', lexicon, { before: 'khai' }), ['sinh'])
  assert.deepEqual(mended('tamm', lexicon, { after: 'tru' }), ['tam'])
  assert.deepEqual(mended('giaays', lexicon, alone), ['giay'])
})

test('numbers, short words and words that resemble nothing stay as they are', () => {
  for (const word of ['12', 'a1', 'qx', 'zzzzqqqq', 'certificate'])
    assert.equal(mended(word, lexicon, alone), undefined, word)
})

test('exchanged neighbours are one slip; sounds that people confuse are half a one', () => {
  assert.equal(distance('sihn', 'sinh', 2), 1)
  assert.equal(distance('chu', 'tru', 2), 0.5)
  assert.equal(distance('lam', 'nam', 2), 0.5)
  assert.equal(distance('khai', 'khai', 2), 0)
  assert.ok(distance('khai', 'sinh', 1) > 1)
})

test('the distance is the same both ways and never negative', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdghinstu'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(distance(a, b, 9), distance(b, a, 9))
      assert.ok(distance(a, b, 9) >= 0)
    }),
  )
})

test('whatever is typed, mending ends and gives only known words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'abdefghinorstuwxy'), maxLength: 40 }),
      (word) => {
        for (const each of mended(word, lexicon, alone) ?? [])
          assert.ok(lexicon.words.has(each), each)
      },
    ),
  )
})
