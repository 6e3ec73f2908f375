import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import { PUBLIC, type Actor } from '../office/actor.ts'
import { accepted, staff } from '../../test/support/office.ts'
import { DOSSIERS, handOver, portalWorld, type PortalWorld } from '../../test/support/portal.ts'
import { visitor, type Visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { openSender } from './jobs.ts'
import { messageRoutes } from './message-routes.ts'
import { portalMessages } from './subscriber.ts'

const PAGE = '/tin-gui-cong'
const [BA_DINH, HOAN_KIEM] = [101, 104]
let world: PortalWorld
let code: string
before(async () => {
  world = await portalWorld()
  const filed = (await world.send('POST', DOSSIERS, handOver())).json()
  code = filed.code
  const refuse = { type: 'refuse' as const, reason: 'x', legalBasis: 'y' }
  const by = staff('receptionist', BA_DINH)
  accepted(
    await handle(world.deps.dossier, { id: filed.id, by, command: refuse, key: randomUUID() }),
  )
  const errors: unknown[] = []
  const dispatcher = startDispatcher({
    db: world.database.worker,
    subscribers: [
      portalMessages({
        termsOf: ({ code, caseCode, version }) => world.deps.law.terms(code, caseCode, version),
        isConfigured: false,
        now: () => new Date(),
      }),
    ],
    onError: (error) => errors.push(error),
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
  assert.deepEqual(errors, [])
})
after(() => world.close())

async function as(actor: Actor): Promise<Visitor> {
  const app = await webApp(async (scope) => {
    scope.decorateRequest('actor')
    scope.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    await messageRoutes(scope, world.deps)
  })
  return visitor(app)
}

test('without a portal the page says that messages are kept, and lists them', async () => {
  const { statusCode, body } = await (await as(staff('supervisor', BA_DINH))).get(PAGE)
  assert.equal(statusCode, 200)
  assert.match(body, /chưa được nối với Cổng/)
  assert.ok(body.includes(code))
  assert.match(body, /Trạng thái hồ sơ/)
})

test('another ward sees nothing of it; officers, citizens and strangers do not come in', async () => {
  const elsewhere = await (await as(staff('leader', HOAN_KIEM))).get(PAGE)
  assert.equal(elsewhere.statusCode, 200)
  assert.ok(!elsewhere.body.includes(code))
  assert.match(elsewhere.body, /Cổng đã nhận mọi tin/)
  assert.equal((await (await as(staff('officer', BA_DINH))).get(PAGE)).statusCode, 403)
  const stranger = await (await as(PUBLIC)).get(PAGE)
  assert.equal(stranger.statusCode, 303)
  assert.match(stranger.headers.location ?? '', /^\/can-bo\/dang-nhap/)
})

test('a refused message is shown with its reason and can be sent again once', async () => {
  const portal = { tell: async () => ({ kind: 'rejected' as const, reason: 'Cổng từ chối (10).' }) }
  await openSender({ db: world.database.worker, portal, now: () => new Date() }).turn()
  const leader = await as(staff('leader', BA_DINH))
  const { body } = await leader.get(PAGE)
  assert.match(body, /Cổng từ chối \(10\)/)
  const form = await leader.formOn(PAGE, `${PAGE}/gui-lai`)
  const other = await as(staff('leader', HOAN_KIEM))
  const sent = await leader.post(`${PAGE}/gui-lai`, form)
  assert.equal(sent.statusCode, 303)
  const again = await leader.post(`${PAGE}/gui-lai`, form)
  assert.equal(again.statusCode, 303, 'the same form sent twice is one act')
  const another = { ...form, _key: randomUUID() }
  assert.equal((await leader.post(`${PAGE}/gui-lai`, another)).statusCode, 409)
  const foreign = await other.post(`${PAGE}/gui-lai`, form)
  assert.equal(foreign.statusCode, 403, 'a form of somebody else’s browser')
  const broken = await leader.post(`${PAGE}/gui-lai`, { ...form, dossierId: 'x' })
  assert.equal(broken.statusCode, 404)
})
