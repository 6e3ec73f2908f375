/** A Merkle tree as RFC 6962 §2.1 defines it, built while its leaves go by: memory grows with the depth, not with the number. */
import { createHash } from 'node:crypto'

/** The head of one history: what a leaf of the tree stands for. Hash as hex. */
export type Head = { dossierId: string; seq: number; hash: string }

/** The line by which a head is written, exported and hashed. */
export function headLine({ dossierId, seq, hash }: Head): string {
  return `${dossierId} ${seq} ${hash}`
}

export type MerkleTree = { add(line: string): void; size(): number; root(): Buffer }

type Subtree = { hash: Buffer; leaves: number }

/** Leaves in the order of their dossier ids. */
export function merkleTree(): MerkleTree {
  // Perfect subtrees from left to right, each larger than the next.
  const perfect: Subtree[] = []
  let leaves = 0
  return {
    add: (line) => {
      leaves += 1
      let grown: Subtree = { hash: leafHash(line), leaves: 1 }
      for (let last = perfect.at(-1); last?.leaves === grown.leaves; last = perfect.at(-1)) {
        perfect.pop()
        grown = { hash: nodeHash(last.hash, grown.hash), leaves: last.leaves * 2 }
      }
      perfect.push(grown)
    },
    size: () => leaves,
    root: () => {
      const [last, ...others] = perfect.toReversed()
      if (last === undefined) return createHash('sha256').digest()
      return others.reduce((right, { hash }) => nodeHash(hash, right), last.hash)
    },
  }
}

function leafHash(line: string): Buffer {
  return createHash('sha256').update(LEAF).update(line, 'utf8').digest()
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])
