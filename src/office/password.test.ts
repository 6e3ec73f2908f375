import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, isPassword, passwordProblem } from './password.ts'

test('a stored password is argon2id with its own salt', async () => {
  const [one, two] = await Promise.all([hashPassword('mười hai chữ'), hashPassword('mười hai chữ')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(one, two)
})

test('the same letters count however the keyboard composes them', async () => {
  const stored = await hashPassword('Hà Nội mùa thu'.normalize('NFC'))
  assert.equal(await isPassword(stored, 'Hà Nội mùa thu'.normalize('NFD')), true)
  assert.equal(await isPassword(stored, 'Hà Nội mùa Thu'), false)
  assert.equal(await isPassword(stored, ''), false)
})

test('where nobody has the account the answer is no, whatever is typed', async () => {
  assert.equal(await isPassword(undefined, 'nobody has this one'), false)
})

test('a password has from 12 to 200 letters, counted as people count', () => {
  assert.equal(passwordProblem('mười một ký'.normalize('NFC'))?.field, 'password')
  assert.equal(passwordProblem('mười hai chữ'.normalize('NFC')), undefined)
  assert.equal(passwordProblem('x'.repeat(200)), undefined)
  assert.equal(passwordProblem('x'.repeat(201))?.code, 'passwordLength')
})
