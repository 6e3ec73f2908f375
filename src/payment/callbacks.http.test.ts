import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { authorizationOf } from '../exchange/signature.ts'
import { openPaymentDoors, type PaymentDoors } from '../../test/support/payment.ts'
import { CALLBACK_PATH } from '../../standins/payment/faults.ts'

let doors: PaymentDoors
before(async () => {
  doors = await openPaymentDoors()
})
after(() => doors.close())

const PAID_ONCE = ['received 16000']

for (const fault of ['doubled', 'replayed', 'reordered'] as const)
  test(`a message that comes ${fault} pays once`, async () => {
    const owing = await doors.owing()
    const order = await doors.atGateway(owing)
    doors.gateway.failNextMessages(fault)
    const before = doors.gateway.answers.length
    await doors.gateway.act(order.reference, 'pay')
    assert.deepEqual([...new Set(doors.gateway.answers.slice(before))], [200])
    const { lines, orders } = await doors.standing(owing.id)
    assert.deepEqual(
      orders.map(({ state }) => state),
      ['paid'],
    )
    assert.ok(lines.every(({ amount, settledBy }) => amount === 0 || settledBy === order.id))
    assert.deepEqual(await doors.movements(owing.id), PAID_ONCE)
    const told = (await doors.kindsOf(owing.id)).filter((kind) => kind === 'feePaid')
    assert.deepEqual(told, ['feePaid'])
  })

const FALSE = {
  forged: 'signature',
  late: 'timestamp',
  wrongAmount: 'amount',
  wrongDossier: 'dossier',
}
for (const [fault, why] of Object.entries(FALSE))
  test(`a message that is ${fault} pays nothing, and is written down`, async () => {
    const owing = await doors.owing()
    const order = await doors.atGateway(owing)
    const before = await doors.refusals()
    doors.gateway.failNextMessages(fault as 'forged')
    await doors.gateway.act(order.reference, 'pay')
    assert.deepEqual((await doors.refusals()).slice(before.length), [why])
    assert.equal(doors.gateway.answers.at(-1), why === 'amount' || why === 'dossier' ? 422 : 401)
    const { orders } = await doors.standing(owing.id)
    assert.equal(orders[0]?.state, 'pending')
    assert.deepEqual(await doors.movements(owing.id), [])
  })

test('a recorded message in which one letter is other is never believed', async () => {
  const owing = await doors.owing()
  const { reference, amount } = await doors.atGateway(owing)
  const body = JSON.stringify({
    reference,
    dossierCode: owing.code,
    amount,
    currency: 'VND',
    outcome: 'paid',
    paymentId: 'GD0001',
    why: null,
  })
  const key = { id: 'cong-thu', secret: 'khóa của cổng thanh toán thử' }
  const signed = { method: 'POST', path: CALLBACK_PATH, body }
  const authorization = authorizationOf(signed, { key, now: new Date() })
  const post = (payload: string) =>
    doors.house.app.inject({
      method: 'POST',
      url: CALLBACK_PATH,
      headers: { 'content-type': 'application/json', authorization },
      payload,
    })
  await fc.assert(
    fc.asyncProperty(
      fc.nat(body.length - 1),
      fc.constantFrom('0', 'x', ' ', '"'),
      async (at, sign) => {
        const other = body.slice(0, at) + sign + body.slice(at + 1)
        fc.pre(other !== body)
        assert.equal((await post(other)).statusCode, 401)
      },
    ),
    { numRuns: 25 },
  )
  assert.deepEqual(await doors.movements(owing.id), [])
  assert.equal((await post(body)).statusCode, 200)
  assert.deepEqual(await doors.movements(owing.id), PAID_ONCE)
})

test('a body without a signature, too long, of another kind or not understood is turned away', async () => {
  const send = (payload: string, type = 'application/json') =>
    doors.house.app.inject({
      method: 'POST',
      url: CALLBACK_PATH,
      headers: { 'content-type': type },
      payload,
    })
  assert.equal((await send('{}')).statusCode, 401)
  assert.equal((await send('x'.repeat(10_000))).statusCode, 413)
  assert.equal((await send('a=b', 'application/x-www-form-urlencoded')).statusCode, 415)
})
