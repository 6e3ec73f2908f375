/** The whole house with a payment gateway beside it, as programs that reach each other; dossiers that owe a fee. */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { paymentGatewayAt } from '../../src/adapters/payment.ts'
import { inContext } from '../../src/db/context.ts'
import { handle } from '../../src/dossier/handle.ts'
import { historyOf, stateById } from '../../src/dossier/store.ts'
import type { Role, StaffActor } from '../../src/office/actor.ts'
import { openOrder } from '../../src/payment/acts.ts'
import { paymentActor, type PaymentDeps } from '../../src/payment/deps.ts'
import { settlePayments } from '../../src/payment/jobs.ts'
import { ensureLines, standingOf } from '../../src/payment/lines-store.ts'
import { takeToGateway } from '../../src/payment/online.ts'
import type { OrderStanding, Standing } from '../../src/payment/standing.ts'
import { startPayment, type PaymentStandIn } from '../../standins/payment.ts'
import type { Citizen } from './citizen-doors.ts'
import { plainBirth } from './desk.ts'
import { accepted, filing } from './office.ts'
import { openWholeHouse, type WholeHouse } from './whole-house.ts'

export const WARD = 101
const KEY = { id: 'cong-thu', secret: 'khóa của cổng thanh toán thử' }

export type Owing = { mother: Citizen; id: string; code: string }

export type PaymentDoors = {
  house: WholeHouse
  gateway: PaymentStandIn
  /** Of the application; its clock is `clock`. */
  deps: PaymentDeps
  clock: { aheadMinutes: number }
  /** A birth whose mother wants two copies: 16.000 ₫, collected at the latest when the result is handed out. */
  owing(name?: string): Promise<Owing>
  /** An order made and known at the gateway. */
  atGateway(owing: Owing): Promise<OrderStanding>
  standing(id: string): Promise<Standing>
  /** One turn of the worker, after so many minutes. */
  afterMinutes(minutes: number): Promise<void>
  staff(role: Role, officeId?: number): Promise<StaffActor>
  kindsOf(id: string): Promise<string[]>
  refusals(): Promise<string[]>
  movements(id: string): Promise<string[]>
  close(): Promise<void>
}

export async function openPaymentDoors(): Promise<PaymentDoors> {
  const house = await openWholeHouse()
  await house.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = house.app.server.address() as AddressInfo
  const gateway = await startPayment({ to: `http://127.0.0.1:${port}`, key: KEY, slowMs: 300 })
  house.house.onGateway(paymentGatewayAt({ url: gateway.url, key: KEY, timeoutMs: 2000 }))
  const clock = { aheadMinutes: 0 }
  const now = () => new Date(Date.now() + clock.aheadMinutes * 60_000)
  const { app, owner, worker } = house.database
  const deps: PaymentDeps = {
    ...house.house.payment(app),
    now,
    treasury: { bank: '970436', account: '0123456789', holder: 'KHO BAC THU NGHIEM' },
  }
  const system = paymentActor(deps.directory)
  return {
    house,
    gateway,
    deps,
    clock,
    async owing(name = 'Trần Thị Trả Phí') {
      const mother = await house.citizen(name)
      const answers = { ...plainBirth(), 'copies.wanted': true, 'copies.count': 2 }
      const filed = await handle(deps.dossier, {
        command: filing(mother.actor, { answers, papers: [] }),
        by: mother.actor,
        key: randomUUID(),
        procedure: { code: '1.001193', version: 1, caseCode: '1.001193' },
      })
      const { id, code } = accepted(filed)
      return { mother, id, code }
    },
    async atGateway({ mother, id, code }) {
      const toPay = {
        dossierId: id,
        by: mother.actor,
        method: 'online' as const,
        key: randomUUID(),
      }
      const order = accepted(await openOrder(deps, toPay))
      const there = await takeToGateway(deps, { order, code })
      if (there.kind !== 'ready') throw new Error('the gateway did not take the order')
      return order
    },
    standing: (id) =>
      inContext(app, system, async (tx) => {
        await ensureLines(tx, deps.law, id)
        return standingOf(tx, id)
      }),
    async afterMinutes(minutes) {
      clock.aheadMinutes += minutes
      await settlePayments({ ...house.house.payment(worker), now })
    },
    async staff(role, officeId = WARD) {
      const { personId, assignmentId } = await house.official(role, officeId)
      return {
        kind: 'staff',
        personId,
        name: 'Cán bộ thử',
        title: 'Công chức',
        officeId,
        officeName: 'Đơn vị thử',
        assignmentId,
        role,
        roles: [{ role, officeId }],
        scopes: [officeId],
      }
    },
    kindsOf: (id) =>
      inContext(app, system, async (tx) => {
        await stateById(tx, id)
        return (await historyOf(tx, id)).map(({ kind }) => kind)
      }),
    async refusals() {
      const { rows } = await sql<{ why: string }>`
        select why from payment_refusal order by at, id`.execute(owner)
      return rows.map(({ why }) => why)
    },
    async movements(id) {
      const { rows } = await sql<{ told: string }>`
        select kind || ' ' || amount as told from payment_movement where dossier_id = ${id}::uuid order by at, kind`.execute(
        owner,
      )
      return rows.map(({ told }) => told)
    },
    async close() {
      await gateway.stop()
      await house.close()
    },
  }
}
