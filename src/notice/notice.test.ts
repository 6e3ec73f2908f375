import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressesOf, mobileNumber, momentIn, shortOffice, shortProcedure } from './notice.ts'

test('a mobile number is written as the carriers want it, however it was typed', () => {
  for (const typed of [
    '0912345678',
    '+84912345678',
    '84912345678',
    '091 234 5678',
    '(091) 234-5678',
  ]) {
    assert.equal(mobileNumber(typed), '84912345678')
  }
})

test('a land line, a foreign number or nonsense gets no text message', () => {
  for (const typed of [
    '02438253536',
    '0112345678',
    '091234567',
    '09123456789',
    '+14155550100',
    'abc',
    '',
  ]) {
    assert.equal(mobileNumber(typed), undefined)
  }
})

test('a person with phone and mail is told by both, and one who cannot be reached leaves a reason', () => {
  const both = { phone: '0912345678', email: 'a@b.vn', language: 'vi' } as const
  assert.deepEqual(
    addressesOf(both).map((a) => [a.channel, a.recipient]),
    [
      ['sms', '84912345678'],
      ['mail', 'a@b.vn'],
    ],
  )
  const landLine = addressesOf({ phone: '02438253536', language: 'vi' })
  assert.match(landLine[0]?.suppressed ?? '', /không nhận được tin nhắn/)
  assert.match(addressesOf({ language: 'vi' })[0]?.suppressed ?? '', /không có số điện thoại/)
})

test('a provisional date is marked as such in both languages', () => {
  assert.equal(momentIn('vi', '2028-01-20T17:00', true), '17:00 ngày 20/01/2028 (tạm tính)')
  assert.equal(momentIn('en', '2026-11-25T17:00'), '17:00 on 25/11/2026')
})

test('the name of a procedure is said without the word procedure', () => {
  assert.equal(shortProcedure('Thủ tục đăng ký khai sinh'), 'Đăng ký khai sinh')
  assert.equal(shortProcedure('Cấp bản sao trích lục'), 'Cấp bản sao trích lục')
})

test('the people committee is named in four letters, other offices by their whole name', () => {
  assert.equal(shortOffice('Ủy ban nhân dân phường Ba Đình'), 'UBND phường Ba Đình')
  assert.equal(shortOffice('Sở Tư pháp'), 'Sở Tư pháp')
})
