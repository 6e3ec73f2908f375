import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { startPortal, type Fault, type Portal } from '../../standins/portal.ts'
import { accepted, staff } from '../../test/support/office.ts'
import { KEY, portalWorld, type PortalWorld } from '../../test/support/portal.ts'
import { portalAt } from '../adapters/portal.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher, type Dispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import { inContext } from '../db/context.ts'
import type { StaffActor } from '../office/actor.ts'
import { openSender } from './jobs.ts'
import { sendAgain, waitingMessages } from './store.ts'
import { portalMessages } from './subscriber.ts'

const BA_DINH = 101
let world: PortalWorld
let portal: Portal
let dispatcher: Dispatcher
const clock = { now: new Date() }
const errors: unknown[] = []

before(async () => {
  world = await portalWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = world.app.server.address() as AddressInfo
  portal = await startPortal({ to: `http://127.0.0.1:${port}`, key: KEY, slowMs: 300 })
  dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [
      portalMessages({
        termsOf: ({ code, caseCode, version }) => world.deps.law.terms(code, caseCode, version),
        isConfigured: true,
        now: () => clock.now,
      }),
    ],
    onError: (error) => errors.push(error),
    pollMs: 60_000,
  })
})
after(async () => {
  await dispatcher.stop()
  await portal.stop()
  await world.close()
})

const desk = staff('receptionist', BA_DINH)
const officer = staff('officer', BA_DINH)

async function act(id: string, by: StaffActor, command: Command): Promise<void> {
  accepted(
    await handle(world.deps.dossier, { id, by, command, key: randomUUID(), officeId: BA_DINH }),
  )
}

async function handedOver(): Promise<{ id: string; code: string }> {
  const { code, answer } = await portal.handOver()
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return { code, id: (answer.body as { id: string }).id }
}

/** Turns of the sender, time passing between them, until nothing waits; never more than `most`. */
async function sendAll(most = 60): Promise<void> {
  await dispatcher.drain()
  assert.deepEqual(errors, [])
  const tell = portalAt({ url: portal.url, key: KEY, timeoutMs: 150 })
  const sender = openSender({ db: world.database.worker, portal: tell, now: () => clock.now })
  for (let turn = 0; turn < most; turn += 1) {
    await sender.turn()
    if ((await waiting()).length === 0) return
    clock.now = new Date(clock.now.getTime() + 31 * 60_000)
  }
}

const supervisor = { scopes: [1] }
const waiting = () => inContext(world.database.app, supervisor, (tx) => waitingMessages(tx, 100))

async function stopped(id: string): Promise<void> {
  await act(id, desk, { type: 'accept', originals: [] })
  await act(id, officer, { type: 'claim' })
  await act(id, officer, { type: 'stop', reason: 'Đã đăng ký nơi khác.', legalBasis: 'NĐ 61/2018' })
}

test('the portal hears of every step and ends in the official state', async () => {
  const { id, code } = await handedOver()
  await stopped(id)
  await sendAll()
  const known = portal.remembered(code)!
  assert.equal(known.status, 8)
  assert.match(known.dueAt, /^\d{14}$/)
  const steps = Object.values(known.progress).map(({ what }) => what)
  assert.deepEqual(steps, ['Tiếp nhận hồ sơ', 'Phân công thụ lý hồ sơ', 'Dừng xử lý hồ sơ'])
  assert.equal(known.progress[2]!.office, 'Ủy ban nhân dân phường Ba Đình')
  assert.equal(portal.distrusted(), 0)
})

test('whatever goes wrong on the way, the portal ends in the same state, each step once', async () => {
  const faults: Fault[] = ['lost', '500', 'malformed', 'huge', 'errorIn200', 'slow', 'lost', '500']
  const { id, code } = await handedOver()
  portal.failNext(...faults)
  await stopped(id)
  await sendAll()
  const known = portal.remembered(code)!
  assert.equal(known.status, 8)
  assert.equal(Object.keys(known.progress).length, 3)
  assert.deepEqual(await waiting(), [])
})

test('a refused message holds its dossier up, and nothing overtakes it until a person has looked', async () => {
  const { id, code } = await handedOver()
  portal.failNext('refused')
  await stopped(id)
  await sendAll(3)
  assert.equal(portal.remembered(code)!.status, 1)
  const [first, ...rest] = await waiting()
  assert.equal(first!.state, 'stuck')
  assert.match(first!.lastError ?? '', /Cổng từ chối \(10\)/)
  assert.equal(rest.length, 5)
  const again = { ...first!, now: clock.now }
  const allowed = await inContext(world.database.app, supervisor, (tx) => sendAgain(tx, again))
  assert.equal(allowed, true)
  await sendAll()
  assert.equal(portal.remembered(code)!.status, 8)
})

test('a stranger’s message does not change what the portal knows', async () => {
  const { id, code } = await handedOver()
  await act(id, desk, { type: 'refuse', reason: 'x', legalBasis: 'y' })
  const key = { id: KEY.id, secret: 'a guessed secret' }
  const answer = await portalAt({ url: portal.url, key }).tell({
    id: randomUUID(),
    service: 'CapNhatTrangThai',
    body: { MaHoSo: code, SoThuTu: 9, TrangThaiHoSo: 10, NgayHenTra: '', NgayTra: '' },
  })
  assert.equal(answer.kind, 'failed')
  assert.equal(portal.remembered(code)!.status, 1)
  await sendAll()
  assert.equal(portal.remembered(code)!.status, 3)
})

test('two workers send each message once, in order', async () => {
  const dossiers = await Promise.all([1, 2, 3, 4].map(() => handedOver()))
  for (const { id } of dossiers) await stopped(id)
  await dispatcher.drain()
  const tell = portalAt({ url: portal.url, key: KEY })
  const order: string[] = []
  const watched = {
    tell: (message: Parameters<typeof tell.tell>[0]) => {
      const { MaHoSo, SoThuTu } = message.body as { MaHoSo: string; SoThuTu: number }
      order.push(`${MaHoSo} ${SoThuTu} ${message.service}`)
      return tell.tell(message)
    },
  }
  const worker = () =>
    openSender({ db: world.database.worker, portal: watched, now: () => clock.now }).turn()
  await Promise.all([worker(), worker()])
  await sendAll()
  assert.equal(new Set(order).size, order.length)
  for (const { code } of dossiers) {
    assert.equal(portal.remembered(code)!.status, 8)
    const own = order
      .filter((line) => line.startsWith(code))
      .map((line) => Number(line.split(' ')[1]))
    assert.deepEqual(
      own,
      own.toSorted((a, b) => a - b),
    )
  }
})

test('without a portal the messages are kept and listed, and leave once there is one', async () => {
  const { id, code } = await handedOver()
  await dispatcher.drain()
  await stopped(id)
  const silent = startDispatcher({
    db: world.database.worker,
    subscribers: [
      portalMessages({
        termsOf: ({ code, caseCode, version }) => world.deps.law.terms(code, caseCode, version),
        isConfigured: false,
        now: () => clock.now,
      }),
    ],
    onError: (error) => errors.push(error),
    pollMs: 60_000,
  })
  await silent.drain()
  await silent.stop()
  const states = (await waiting()).map(({ state }) => state)
  assert.deepEqual([...new Set(states)], ['notConfigured'])
  await sendAll()
  assert.equal(portal.remembered(code)!.status, 8)
})

test('dossiers of other doors are no concern of the portal', async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from exchange_delivery m join dossier d on d.id = m.dossier_id
     where d.source <> 'nationalPortal'`.execute(world.database.owner)
  assert.equal(rows[0]!.count, 0)
})
