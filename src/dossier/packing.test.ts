import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkout } from '../checkout.ts'
import { canonical } from '../lib/canonical.ts'
import type { DossierState } from './dossier.ts'
import { packPrivate, packState, readPrivate, readState, unpack } from './packing.ts'
import { packingWords } from './packing-words.ts'

const declaration = Buffer.from(
  canonical({
    answers: {
      'child.fullName': 'Nguyễn Hoàng Minh Anh',
      'mother.residence': { commune: '00004', detail: 'Số 12, ngõ 5, tổ dân phố số 3' },
      'situation.kind': 'ordinary',
    },
    phone: '0990000001',
  }),
)

test('whatever people write comes back letter by letter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (answers) => {
      const plain = Buffer.from(JSON.stringify({ answers }))
      assert.deepEqual(unpack(packPrivate(plain)), plain)
      assert.deepEqual(
        readPrivate(packPrivate(plain)),
        JSON.parse(plain.toString()) as Record<string, unknown>,
      )
    }),
  )
})

test('a declaration takes less than half of its letters, and one that would not stays as it is', () => {
  assert.ok(packPrivate(declaration).length < declaration.length / 2)
  const short = Buffer.from('{}')
  assert.equal(packPrivate(short), short)
})

test('what was written before packing is read as it stands', () => {
  const state = { seq: 3, code: 'H26.101-20261129-0001' } as DossierState
  assert.deepEqual(readState({ packed: null, state }), state)
  assert.deepEqual(readState({ packed: packState(state), state: null }), state)
  assert.deepEqual(readPrivate(Buffer.from('{"reason":"cũ"}')), { reason: 'cũ' })
})

test('a value that was not packed here is not read: unknown words, a cut, something behind the end', () => {
  const packed = packPrivate(declaration)
  for (const wrong of [
    Buffer.concat([Buffer.of(99), packed.subarray(1)]),
    packed.subarray(0, -3),
    Buffer.concat([packed, Buffer.from('x')]),
    Buffer.alloc(0),
  ])
    assert.throws(() => unpack(wrong))
  assert.throws(() => readState({ packed: null, state: null }))
})

/** What was packed with them is lost when they change: write new ones under the next number instead. */
const PRINTS: Record<string, string> = {
  1: 'df8228a11131d2b0',
  2: '9f4c0a70736797ee',
}

test('the words never change, and a copy of the database holds the same ones', () => {
  const migration = readFileSync(join(checkout, 'migrations/0033_packed.sql'), 'utf8')
  for (const [number, words] of Object.entries(packingWords)) {
    assert.equal(createHash('sha256').update(words).digest('hex').slice(0, 16), PRINTS[number])
    assert.ok(migration.includes(`(${number}, '${words.replaceAll("'", "''")}')`))
  }
})
