import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { merkleTree } from './merkle.ts'

/** RFC 6962 §2.1 as it is written there: split at the largest power of two below n. */
function byTheBook(leaves: readonly string[]): Buffer {
  const sha = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
  if (leaves.length === 0) return sha('')
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0]!)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), byTheBook(leaves.slice(0, k)), byTheBook(leaves.slice(k)))
}

const rootOf = (leaves: readonly string[]): string => {
  const tree = merkleTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree.root().toString('hex')
}

test('the root of leaves that go by is the root of RFC 6962', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 70 }), (leaves) => {
      assert.equal(rootOf(leaves), byTheBook(leaves).toString('hex'))
    }),
  )
})

test('no leaf can be changed, added, dropped or moved without another root', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }),
      fc.nat(),
      (leaves, nth) => {
        const at = nth % leaves.length
        const root = rootOf(leaves)
        assert.notEqual(rootOf(leaves.with(at, `${leaves[at]}!`)), root)
        assert.notEqual(rootOf(leaves.toSpliced(at, 1)), root)
        assert.notEqual(rootOf([...leaves, 'one more']), root)
        assert.notEqual(rootOf(leaves.toReversed()), root)
      },
    ),
  )
})

test('the empty house has the root of nothing', () => {
  assert.equal(rootOf([]), createHash('sha256').digest('hex'))
})
