import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inContext } from '../db/context.ts'
import { handle } from '../dossier/handle.ts'
import { toDay } from '../lib/time.ts'
import { accepted } from '../../test/support/office.ts'
import { openPaymentDoors, type PaymentDoors } from '../../test/support/payment.ts'
import { mainOf } from '../../test/support/page-checks.ts'
import { confirmMoney, openOrder } from './acts.ts'
import { claimExemption, decideClaim } from './decisions.ts'
import { paymentActor } from './deps.ts'
import { compareDay } from './jobs-statement.ts'
import { openFeesIn } from './open-fees.ts'
import { approveRefund, askRefund, payBack } from './refunds.ts'

let doors: PaymentDoors
before(async () => {
  doors = await openPaymentDoors()
})
after(() => doors.close())

const stateOf = async (id: string) => (await doors.standing(id)).orders.map(({ state }) => state)

test('a message that never comes is asked for; coming back by the browser proves nothing', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  const back = `/ho-so/${owing.id}/nop-phi/ket-qua`
  doors.gateway.failNextMessages('lost')
  await doors.gateway.act(order.reference, 'pay')
  const returned = await owing.mother.get(`${back}?outcome=paid&amount=16000`)
  assert.match(mainOf(returned.body), /Đang chờ cổng thanh toán xác nhận/)
  assert.deepEqual(await stateOf(owing.id), ['pending'])
  await doors.afterMinutes(1)
  assert.deepEqual(await stateOf(owing.id), ['paid'])
  assert.match(mainOf((await owing.mother.get(back)).body), /Đã nhận tiền của bạn/)
  assert.ok((await doors.kindsOf(owing.id)).includes('feePaid'))
})

test('while the gateway is silent an order waits, and is settled when the gateway speaks again', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  doors.gateway.failNextMessages('lost')
  await doors.gateway.act(order.reference, 'pay')
  for (const fault of ['500', 'malformed', 'huge', 'errorIn200', 'lost'] as const) {
    doors.gateway.failNextAnswers(fault)
    await doors.afterMinutes(11)
    assert.deepEqual(await stateOf(owing.id), ['pending'], fault)
  }
  await doors.afterMinutes(11)
  assert.deepEqual(await stateOf(owing.id), ['paid'])
})

test('an order that nobody pays expires, and what is paid late counts all the same', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  await doors.afterMinutes(20)
  assert.deepEqual(
    await stateOf(owing.id),
    ['pending'],
    'the gateway’s own clock still lets it be paid',
  )
  await sql`update payment_order set expires_at = now() - interval '1 hour' where id = ${order.id}::uuid`.execute(
    doors.house.database.owner,
  )
  doors.gateway.remembered(order.reference)!.expiresAt = '2026-01-01T00:00:00Z'
  await doors.afterMinutes(11)
  assert.deepEqual(await stateOf(owing.id), ['expired'])
  await doors.gateway.act(order.reference, 'late')
  assert.deepEqual(await stateOf(owing.id), ['paid'])
})

test('what was paid twice goes back once another person has approved it', async () => {
  const owing = await doors.owing()
  const first = await doors.atGateway(owing)
  await doors.gateway.act(first.reference, 'fail')
  const second = await doors.atGateway(owing)
  await doors.gateway.act(second.reference, 'pay')
  doors.gateway.remembered(first.reference)!.state = 'pending'
  await doors.gateway.act(first.reference, 'late')
  assert.deepEqual(await stateOf(owing.id), ['refundDue', 'paid'])
  const leader = await doors.staff('leader')
  accepted(await approveRefund(doors.deps, { orderId: first.id, by: leader }))
  doors.gateway.failNextAnswers('lost')
  await doors.afterMinutes(1)
  assert.deepEqual(await stateOf(owing.id), ['refundAsked', 'paid'])
  await doors.afterMinutes(11)
  assert.deepEqual(await stateOf(owing.id), ['refunded', 'paid'])
  assert.deepEqual(await doors.movements(owing.id), [
    'received 16000',
    'received 16000',
    'refunded 16000',
  ])
})

test('a refund that an official asks for needs the right, and two people', async () => {
  const owing = await doors.owing()
  const receptionist = await doors.staff('receptionist')
  const leader = await doors.staff('leader')
  const toPay = {
    dossierId: owing.id,
    by: receptionist,
    method: 'cash' as const,
    key: randomUUID(),
  }
  const order = accepted(await openOrder(doors.deps, toPay))
  const confirmed = { dossierId: owing.id, orderId: order.id, by: receptionist, paymentId: 'BL-1' }
  accepted(await confirmMoney(doors.deps, confirmed))
  const asked = { orderId: order.id, reason: 'Hồ sơ không được tiếp nhận', ground: 'Biên bản 1' }
  const stranger = await doors.staff('leader', 104)
  await assert.rejects(approveRefund(doors.deps, { orderId: order.id, by: stranger }))
  const early = await approveRefund(doors.deps, { orderId: order.id, by: leader })
  assert.equal(early.ok || early.refusal.code, 'wrongState')
  const both = {
    ...leader,
    roles: [...leader.roles, { role: 'receptionist' as const, officeId: leader.officeId }],
  }
  accepted(await askRefund(doors.deps, { ...asked, by: both }))
  const own = await approveRefund(doors.deps, { orderId: order.id, by: both })
  assert.equal(own.ok || own.refusal.code, 'ownRefund')
  const wrong = await approveRefund(doors.deps, { orderId: order.id, by: receptionist })
  assert.equal(wrong.ok || wrong.refusal.code, 'notAllowed')
  accepted(await approveRefund(doors.deps, { orderId: order.id, by: await doors.staff('leader') }))
  accepted(await payBack(doors.deps, { orderId: order.id, by: receptionist, voucher: 'PC-7' }))
  assert.deepEqual(await stateOf(owing.id), ['refunded'])
})

test('nobody is handed a result that is not paid for, unless an official has granted the exemption', async () => {
  const owing = await doors.owing()
  const open = () =>
    inContext(doors.deps.db, paymentActor(doors.deps.directory), (tx) =>
      openFeesIn(doors.deps.law)(tx, owing.id),
    )
  assert.deepEqual(await open(), { atReception: false, any: true, undetermined: false })
  const { lines } = await doors.standing(owing.id)
  const line = lines.find(({ amount }) => amount === 16_000)!
  const receptionist = await doors.staff('receptionist')
  const claim = { dossierId: owing.id, lineId: line.id, groupId: '1', fileId: null }
  accepted(await claimExemption(doors.deps, { ...claim, by: receptionist, key: randomUUID() }))
  assert.equal((await open()).any, true, 'a claim is no decision')
  const [made] = (await doors.standing(owing.id)).claims
  const decided = {
    dossierId: owing.id,
    claimId: made!.id,
    outcome: 'granted' as const,
    reason: 'Sổ hộ nghèo',
  }
  const own = await decideClaim(doors.deps, { ...decided, by: receptionist })
  assert.equal(own.ok || own.refusal.code, 'ownClaim')
  accepted(await decideClaim(doors.deps, { ...decided, by: await doors.staff('officer') }))
  assert.equal((await open()).any, false)
})

test('a fee that an official asked for sets the clock going again when it is paid', async () => {
  const owing = await doors.owing()
  const [receptionist, officer] = [await doors.staff('receptionist'), await doors.staff('officer')]
  const act = (by: typeof officer, command: Parameters<typeof handle>[1]['command']) =>
    handle(doors.deps.dossier, { id: owing.id, by, key: randomUUID(), command })
  accepted(await act(receptionist, { type: 'accept', originals: [] }))
  accepted(await act(officer, { type: 'claim' }))
  const reason = { reason: 'Phí thẩm định', legalBasis: 'Thông tư thử' }
  const asked = { type: 'requestFee', amount: 50_000, currency: 'VND', ...reason } as const
  accepted(await act(officer, asked))
  const order = await doors.atGateway(owing)
  assert.equal(order.amount, 66_000)
  await doors.gateway.act(order.reference, 'pay')
  assert.deepEqual((await doors.kindsOf(owing.id)).slice(-2), ['feeRecorded', 'feePaid'])
})

test('a day of the gateway is compared with the ledger, and each difference waits once in the list of stuck things', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  await doors.gateway.act(order.reference, 'pay')
  const worker = { ...doors.deps, db: doors.house.database.worker }
  const day = toDay(new Date())
  const before = await compareDay(worker, day)
  const known = doors.gateway.remembered(order.reference)!
  known.amount = 15_000
  assert.equal(await compareDay(worker, day), before + 1)
  assert.equal(await compareDay(worker, day), before + 1)
  const supervisor = await doors.house.official('admin', 1)
  const { body } = await supervisor.get('/giam-sat/he-thong/bi-ket?loai=payment')
  assert.equal(mainOf(body).split(order.reference).length - 1 > 0, true)
  assert.match(mainOf(body), /hai bên khác số tiền/)
  known.amount = 16_000
  assert.equal(await compareDay(worker, day), before)
  const { rows } = await sql<{ closed: boolean }>`
    select closed_at is not null as closed from payment_difference where reference = ${order.reference}`.execute(
    doors.house.database.owner,
  )
  assert.deepEqual(rows, [{ closed: true }])
})

test('the ledger, the references and what was not believed are written once and never changed by the program', async () => {
  const columns = {
    payment_movement: 'amount',
    payment_reference: 'order_id',
    payment_refusal: 'why',
  }
  for (const db of [doors.house.database.app, doors.house.database.worker])
    for (const [name, column] of Object.entries(columns)) {
      const [table, ref] = [sql.table(name), sql.ref(column)]
      for (const change of [sql`update ${table} set ${ref} = ${ref}`, sql`delete from ${table}`])
        await assert.rejects(
          inContext(db, { scopes: [1] }, (tx) => change.execute(tx)),
          /permission denied/,
        )
    }
})
