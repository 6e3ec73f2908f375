import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCode, unrecorded } from './verification.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const code = '0192f6a0-1111-8222-9333-444455556666'

test('the code is read however people copy it from the paper', () => {
  const ways = [
    code,
    ` ${code} `,
    code.toUpperCase(),
    code.replaceAll('-', ''),
    code.replaceAll('-', ' '),
    `https://motcua.example.vn/kiem-tra/${code}`,
    `motcua.example.vn/kiem-tra/${code}/`,
  ]
  for (const way of ways) assert.equal(readCode(way), code)
})

test('what is no code is no code, and nothing breaks the reading', () => {
  for (const no of ['', '/', code.slice(1), `${code}0`, code.replace('0', 'g'), "' or 1=1 --"])
    assert.equal(readCode(no), undefined)
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (typed) => {
      const read = readCode(typed)
      assert.ok(read === undefined || /^[0-9a-f-]{36}$/.test(read))
    }),
  )
})

test('a file without a record is never valid, whatever its signatures say', () => {
  const verdicts = (
    [
      'valid',
      'notSealed',
      'unsigned',
      'altered',
      'unknownSigner',
      'expired',
      'revoked',
      'wrongOrder',
      'broken',
    ] as const
  ).map((whole) => unrecorded({ whole, signatures: [] }, true))
  assert.deepEqual(
    verdicts.map((verdict) => (verdict.is === 'unknown' ? verdict.because : verdict.is)),
    [
      'notRecorded',
      'notYet',
      'unsigned',
      'altered',
      'otherSigner',
      'otherSigner',
      'otherSigner',
      'otherSigner',
      'altered',
    ],
  )
  assert.deepEqual(unrecorded({ whole: 'broken', signatures: [] }, false), {
    is: 'unknown',
    because: 'unreadable',
  })
})
