import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Conflict, Forbidden, Invalid, NotFound } from '../lib/problem.ts'
import { failureOf } from './failure.ts'
import { FormExpired, NoRoom, TooLarge, UnsupportedBody } from './refusals.ts'

test('each kind of refusal has its status and its stable code', () => {
  const table: [unknown, number, string][] = [
    [new Invalid({ code: 'x', message: 'Sai.' }), 422, 'invalid'],
    [new NotFound(), 404, 'notFound'],
    [new Forbidden(), 403, 'forbidden'],
    [new FormExpired(), 403, 'formExpired'],
    [new Conflict(), 409, 'conflict'],
    [new TooLarge(5), 413, 'tooLarge'],
    [new UnsupportedBody(), 415, 'unsupportedBody'],
    [new NoRoom(), 507, 'full'],
    [Object.assign(new Error('x'), { code: 'ENOSPC' }), 507, 'full'],
    [Object.assign(new Error('x'), { code: 'EDQUOT' }), 507, 'full'],
    [Object.assign(new Error('x'), { code: '53100' }), 507, 'full'],
    [Object.assign(new Error('x'), { statusCode: 429 }), 429, 'tooManyRequests'],
    [Object.assign(new Error('x'), { statusCode: 400 }), 400, 'badRequest'],
  ]
  for (const [error, status, code] of table) {
    const failure = failureOf(error)
    assert.deepEqual([failure.status, failure.code], [status, code])
  }
})

test('a database that is away passes: 503, to be tried again', () => {
  const codes = '57P01 57P02 57P03 08006 08P01 53300 58030 ECONNREFUSED ECONNRESET'
  const away = codes.split(' ').map((code) => Object.assign(new Error('x'), { code }))
  const socket = Object.assign(new Error('connect'), { code: 'ENOENT', syscall: 'connect' })
  const worded = new Error('Connection terminated unexpectedly')
  for (const error of [...away, socket, worded]) {
    const { status, code, retryAfterSeconds } = failureOf(error)
    assert.deepEqual([status, code, retryAfterSeconds], [503, 'unavailable', 5], error.message)
  }
  for (const code of ['23505', '40001', '42501', '57014', 'ENOENT']) {
    const fault = Object.assign(new Error('x'), { code, syscall: 'open' })
    assert.equal(failureOf(fault).code, 'failed', code)
  }
})

test('what nobody foresaw is our own fault, and its words stay inside', () => {
  for (const error of [new Error('password=123'), 'text', null, { statusCode: 200 }]) {
    const failure = failureOf(error)
    assert.equal(failure.code, 'failed')
    assert.equal(JSON.stringify(failure).includes('123'), false)
  }
})

test('a refused form keeps everything that has to be mended', () => {
  const problems = [
    { code: 'required', field: 'ten', message: 'Nhập tên của con.' },
    { code: 'required', field: 'gioiTinh', message: 'Chọn giới tính của con.' },
  ]
  assert.deepEqual(failureOf(new Invalid(problems)).problems, problems)
})
