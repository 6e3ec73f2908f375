import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchingStep, newTotpSecret, totpAddress, totpCode } from './totp.ts'

const secret = newTotpSecret()
const step = Math.floor(Date.parse('2026-11-24T01:00:00Z') / 30_000)
const at = (steps: number, seconds = 0) => new Date((step + steps) * 30_000 + seconds * 1000)
const tried = async (code: string, now: Date, lastStep = 0) =>
  matchingStep(secret, code, { now, lastStep })

test('the code is the one of RFC 6238', async () => {
  // Appendix B: the ASCII secret 12345678901234567890 at 59 seconds gives 94287082; six digits of it.
  const known = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  assert.equal(await totpCode(known, new Date(59_000)), '287082')
})

test('a telephone may be half a minute slow or fast, not more', async () => {
  for (const [skew, accepted] of [
    [-2, undefined],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, undefined],
  ] as const) {
    const code = await totpCode(secret, at(skew))
    assert.equal(await tried(code, at(0)), accepted, `first second, skew ${skew}`)
    assert.equal(await tried(code, at(0, 29)), accepted, `last second, skew ${skew}`)
  }
})

test('a code that was used is refused, and so is an older one', async () => {
  const [before, now, next] = await Promise.all(
    [-1, 0, 1].map((skew) => totpCode(secret, at(skew))),
  )
  assert.equal(await tried(now!, at(0), step), undefined)
  assert.equal(await tried(before!, at(0), step), undefined)
  assert.equal(await tried(next!, at(0), step), step + 1)
  assert.equal(await tried(next!, at(0), step + 1), undefined)
})

test('after the clock of the server has jumped back, no used code comes to life again', async () => {
  const code = await totpCode(secret, at(0))
  assert.equal(await tried(code, at(0), step + 5760), undefined)
})

test('a code typed in two groups counts; anything that is not six digits does not', async () => {
  const code = await totpCode(secret, at(0))
  assert.equal(await tried(`${code.slice(0, 3)} ${code.slice(3)}`, at(0)), step)
  for (const wrong of ['', code.slice(1), `${code}0`, 'abcdef', '１２３４５６', '-12345']) {
    assert.equal(await tried(wrong, at(0)), undefined, wrong)
  }
})

test('the address for the authenticator names the account and the secret', () => {
  const address = new URL(totpAddress(secret, 'an@thu.example'))
  assert.equal(address.protocol, 'otpauth:')
  assert.equal(address.searchParams.get('secret'), secret)
  assert.match(decodeURIComponent(address.pathname), /an@thu\.example/)
})
