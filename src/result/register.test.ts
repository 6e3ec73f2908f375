import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birth } from '../../test/support/birth.ts'
import { birthRequest } from './register-questions.ts'
import { registerSentence } from './register-words.ts'
import { secondsToNextTry } from './register.ts'

const asked = {
  key: 'k',
  dossierCode: 'H26.101-20261124-0001',
  office: { code: 'H26.101', name: 'UBND' },
}

test('the register is asked about the child and both parents, and about nothing else', () => {
  const request = birthRequest(birth(), asked)!
  assert.deepEqual(Object.keys(request).sort(), [
    'child',
    'dossierCode',
    'father',
    'key',
    'mother',
    'office',
  ])
  assert.equal(request.mother?.personalNumber, '001196999000')
  assert.equal(birthRequest({ ...birth(), 'father.fullName': undefined }, asked)?.father, null)
})

test('a declaration without child, day or sex is no question', () => {
  for (const id of ['child.fullName', 'child.birthOn', 'child.sex'])
    assert.equal(birthRequest({ ...birth(), [id]: undefined }, asked), null)
})

test('tries come after 2, 4, 8 … seconds, at most ten minutes apart, and hourly once the request is stuck', () => {
  assert.deepEqual([1, 2, 3, 7].map(secondsToNextTry), [2, 4, 8, 128])
  assert.deepEqual([8, 9, 100].map(secondsToNextTry), [3600, 3600, 3600])
})

test('the officer reads in plain words how far the register is', () => {
  const say = (
    state: Parameters<typeof registerSentence>[0]['state'],
    lastError: string | null,
    attempts = 3,
  ) => registerSentence({ state, lastError, attempts })
  assert.equal(say('waiting', null, 0), 'Đang hỏi cơ sở dữ liệu hộ tịch.')
  assert.match(
    say('waiting', 'timeout'),
    /^Đã thử 3 lần: cơ sở dữ liệu hộ tịch không trả lời kịp\./,
  )
  assert.match(say('stuck', 'serverError', 8), /thử lại mỗi giờ/)
  assert.match(say('stuck', 'keyReused'), /cần người kiểm tra/)
  assert.match(say('stuck', 'entryWithoutDossier'), /cần người kiểm tra/)
  assert.match(say('refused', 'unknownMother'), /số định danh của mẹ/)
  assert.match(say('refused', 'neverHeardOf'), /từ chối\./)
  assert.equal(say('entered', null), 'Cơ sở dữ liệu hộ tịch đã trả lời.')
})
