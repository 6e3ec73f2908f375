import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Conflict, Forbidden, Invalid, NotFound } from './problem.ts'

test('an invalid input lists every problem at once', () => {
  const problem = new Invalid([
    { code: 'required', field: 'name', message: 'Hãy nhập họ tên.' },
    { code: 'date', field: 'bornOn', message: 'Ngày sinh không có thật.' },
  ])
  assert.equal(problem.status, 422)
  assert.deepEqual(
    problem.problems.map((each) => each.field),
    ['name', 'bornOn'],
  )
  assert.equal(problem.message, 'Hãy nhập họ tên. Ngày sinh không có thật.')
})

test('a single problem needs no list', () => {
  const one = { code: 'required', message: 'Hãy nhập họ tên.' }
  assert.deepEqual(new Invalid(one).problems, [one])
})

test('each answer of the house carries its HTTP status and its class', () => {
  const answers = [new NotFound(), new Forbidden(), new Conflict()]
  assert.deepEqual(
    answers.map((each) => [each.name, each.status, each instanceof Error]),
    [
      ['NotFound', 404, true],
      ['Forbidden', 403, true],
      ['Conflict', 409, true],
    ],
  )
  assert.equal(new Conflict('Hồ sơ đã được tiếp nhận.', 'alreadyAccepted').code, 'alreadyAccepted')
})
