import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf } from './fault.ts'

test('a fault keeps kind, code, constraint and frames, and nothing of its message', () => {
  const error = Object.assign(
    new Error(
      'duplicate key: Key (email)=(thu.ha@thu.example)\n    at Nguyễn Thị Hoa (/079123456789)',
    ),
    {
      name: 'DatabaseError',
      code: '23505',
      constraint: 'person_email_key',
      table: 'person',
      detail: 'Key (email)=(thu.ha@thu.example) already exists.',
    },
  )
  const fault = faultOf(error)
  assert.equal(fault.kind, 'DatabaseError')
  assert.equal(fault.code, '23505')
  assert.equal(fault.constraint, 'person_email_key')
  assert.match(fault.at[0] ?? '', /fault\.test\.ts/)
  assert.doesNotMatch(JSON.stringify(fault), /thu\.ha|Nguyễn|079123456789|already/)
})

test('a cause is told the same way, at most three deep', () => {
  const chain = [1, 2, 3, 4, 5, 6].reduce<Error>(
    (cause, nth) => new Error(`bí mật ${nth}`, { cause }),
    Object.assign(new Error('bí mật 0'), { code: 'ECONNREFUSED' }),
  )
  const deep = faultOf(chain)
  assert.equal(deep.cause?.cause?.cause?.cause, undefined)
  assert.doesNotMatch(JSON.stringify(deep), /bí mật/)
})

test('what a person wrote is no code: not a name, not a row of digits, no object', () => {
  for (const code of ['Nguyễn Thị Hoa', '001196001234', '0912345678', 'a b', 'x'.repeat(65)]) {
    assert.equal('code' in faultOf(Object.assign(new Error('x'), { code })), false, code)
  }
  assert.equal('code' in faultOf(Object.assign(new Error('x'), { code: { a: 1 } })), false)
  assert.equal(faultOf(Object.assign(new Error('x'), { code: 42 })).code, '42')
  assert.deepEqual(faultOf('0912345678'), { kind: 'string', at: [] })
  assert.deepEqual(faultOf(undefined), { kind: 'undefined', at: [] })
})
