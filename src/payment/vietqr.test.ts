import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vietQrOf } from './vietqr.ts'

const TREASURY = { bank: '970436', account: '0123456789', holder: 'KHO BAC THU' }

/** CRC-16/CCITT-FALSE (EMVCo QR Code Specification for Payment Systems, 4.7.3), written anew. */
function crc(text: string): string {
  let sum = 0xffff
  for (const byte of Buffer.from(text)) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff
  }
  return sum.toString(16).toUpperCase().padStart(4, '0')
}

/** Tag, length, value. */
function fields(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4))
    found[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length)
    at += 4 + length
  }
  return found
}

test('the code of a transfer names bank, account, amount and reference, and its check sum is right', () => {
  const text = vietQrOf(TREASURY, { amount: 16_000, reference: 'MC0A1B2C3D4E5F' })
  const payload = fields(text)
  const account = fields(payload['38']!)
  assert.equal(account['00'], 'A000000727')
  assert.deepEqual(fields(account['01']!), { '00': '970436', '01': '0123456789' })
  assert.equal(payload['53'], '704')
  assert.equal(payload['54'], '16000')
  assert.equal(payload['58'], 'VN')
  assert.equal(fields(payload['62']!)['08'], 'MC0A1B2C3D4E5F')
  assert.equal(payload['63'], crc(text.slice(0, -4)))
})
