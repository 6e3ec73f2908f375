import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityFrom } from './identity.ts'

const claims = {
  sub: 'a1',
  name: 'Trần Thị Thu Hà',
  birthdate: '1996-03-14',
  phone_number: '+84 990 000 001',
  email: 'ha@thu-nghiem.example',
  personal_number: '001196999000',
}
const from = (changed: Record<string, unknown>) =>
  identityFrom('https://id.example', { ...claims, ...changed })

test('what the provider vouches for is kept in our form', () => {
  assert.deepEqual(from({}), {
    issuer: 'https://id.example',
    subject: 'a1',
    fullName: 'Trần Thị Thu Hà',
    personalNumber: '001196999000',
    birthOn: '1996-03-14',
    phone: '0990000001',
    email: 'ha@thu-nghiem.example',
  })
})

test('names arrive in one form of Unicode, with the Vietnamese Đ', () => {
  assert.equal(from({ name: ' Ðỗ  Thị Hồng Ân '.normalize('NFD') })?.fullName, 'Đỗ Thị Hồng Ân')
})

test('without a subject or a name it is nobody', () => {
  for (const sub of [undefined, '', 7, 'x'.repeat(256)]) assert.equal(from({ sub }), undefined)
  for (const name of [undefined, '', ' \u200b ', {}, 'x'.repeat(201)]) {
    assert.equal(from({ name }), undefined)
  }
})

test('what is not in the form we keep is as if it had not been said', () => {
  const odd = from({
    personal_number: '00119699900',
    birthdate: '1996-02-30',
    phone_number: 'xxx',
    email: 'not an address',
  })
  assert.deepEqual(
    [odd?.personalNumber, odd?.birthOn, odd?.phone, odd?.email],
    [null, null, null, null],
  )
  assert.equal(from({ birthdate: '1996' })?.birthOn, null)
  assert.equal(from({ phone_number: '0990.000.001' })?.phone, '0990000001')
})
