import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences, type LedgerRow } from './difference.ts'

const ours = (over: Partial<LedgerRow> = {}): LedgerRow => ({
  reference: 'MC1',
  kind: 'received',
  amount: 16_000,
  paymentId: 'GD1',
  dossierId: 'd',
  orderId: 'o',
  ...over,
})
const theirs = ({ dossierId: _d, orderId: _o, ...row }: LedgerRow) => row
const whys = (ledger: LedgerRow[], stated: LedgerRow[]) =>
  differences(ledger, stated.map(theirs)).map(({ why }) => why)

test('a day on which both say the same has no difference, whatever the order of the rows', () => {
  const rows = [ours(), ours({ kind: 'refunded', paymentId: 'HT1' }), ours({ reference: 'MC2' })]
  assert.deepEqual(whys(rows, rows.toReversed()), [])
})

test('each way in which the two can differ has a name of its own', () => {
  const refund = ours({ kind: 'refunded' })
  assert.deepEqual(whys([], [ours()]), ['unknownToUs'])
  assert.deepEqual(whys([ours()], []), ['unknownToGateway'])
  assert.deepEqual(whys([ours()], [ours({ amount: 1000 })]), ['otherAmount'])
  assert.deepEqual(whys([ours()], [ours({ paymentId: 'GD2' })]), ['otherPayment'])
  assert.deepEqual(whys([], [refund]), ['refundUnknownToUs'])
  assert.deepEqual(whys([refund], []), ['refundUnknownToGateway'])
  assert.deepEqual(whys([ours()], [ours(), ours({ paymentId: 'GD9' })]), ['unknownToUs'])
})
