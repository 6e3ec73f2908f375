import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readReceipt } from './receipt.ts'

const TEXT =
  'id:c449ab9744f47b6af1879e49e75e4f40 sub:001 dlvrd:001 submit date:2611200815 done date:2611200816 stat:DELIVRD err:000 text:'

test('a receipt in the usual words tells that the phone has the text', () => {
  assert.deepEqual(readReceipt('carrier-a', { text: TEXT }), {
    carrier: 'carrier-a',
    messageId: 'c449ab9744f47b6af1879e49e75e4f40',
    state: 'delivered',
    reason: 'DELIVRD',
  })
})

test('the optional parameters rank before the text', () => {
  const receipt = readReceipt('a', { receiptedId: '77', messageState: 5, text: TEXT })
  assert.deepEqual([receipt?.messageId, receipt?.state], ['77', 'failed'])
})

test('words that are not final decide nothing', () => {
  for (const word of ['ENROUTE', 'ACCEPTD', 'UNKNOWN', 'SCHEDULED', '']) {
    assert.equal(readReceipt('a', { text: `id:1 stat:${word} err:000` })?.state, 'accepted')
  }
  assert.equal(readReceipt('a', { text: 'id:1 stat:undeliv err:042' })?.state, 'failed')
  assert.equal(readReceipt('a', { text: 'id:1 stat:undeliv err:042' })?.reason, 'UNDELIV 042')
})

test('a message that is no receipt is left alone', () => {
  assert.equal(readReceipt('a', { text: 'Cho tôi hỏi hồ sơ' }), undefined)
  assert.equal(readReceipt('a', { text: '' }), undefined)
})

test('no text, however strange, breaks the reading', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.nat(300), { nil: undefined }), (text, messageState) => {
      const receipt = readReceipt('a', { text: `id:9 ${text}`, messageState })
      assert.equal(receipt?.messageId, '9')
    }),
  )
})
