/** The pages about reorganisations: who sees what, old names, and the decision on a dossier of a divided office. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  CITY,
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  staff,
  THIRD_WARD,
  WARD,
} from '../../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../../test/support/page-checks.ts'
import { planOf, reorganiseDeps } from '../../../test/support/reorganisation.ts'
import { visitor } from '../../../test/support/visitor.ts'
import { webApp } from '../../../test/support/web.ts'
import { startDispatcher } from '../../dossier/dispatcher.ts'
import { apply, type ReorganiseDeps } from '../../dossier/reorganisation/apply.ts'
import { officeMoves } from '../../dossier/reorganisation/subscriber-moves.ts'
import type { Actor } from '../../office/actor.ts'
import type { Directory } from '../../office/directory.ts'
import { reorganisationRoutes } from './routes.ts'

let database: TestDatabase
let deps: ReorganiseDeps & { directory: Directory }
let silent: string
let code: string
const plan = planOf(randomUUID(), [
  {
    act: 'split',
    office: WARD,
    into: [OTHER_WARD, THIRD_WARD],
    default: OTHER_WARD,
    rule: 'byAddress',
  },
])
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await sql`
    insert into office_number (number, office_id, valid_from) values ('00004', ${WARD}, '2025-07-01')`.execute(
    database.owner,
  )
  deps = await reorganiseDeps(database)
  const who = citizen()
  const command = filing(who, { answers: {} })
  const filed = await fileFor(depsFor(database.app), who, { command })
  silent = filed.id
  code = filed.code
  await apply(deps, plan)
  await told()
})
after(() => database.close())

async function told(): Promise<void> {
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [officeMoves],
    onError: (error) => assert.fail(String(error)),
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

function appFor(actor: Actor): Promise<FastifyInstance> {
  return webApp(async (app) => {
    app.decorateRequest('actor')
    app.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    const dossier = { ...deps.dossier, db: database.app }
    await reorganisationRoutes(app, { db: database.app, directory: deps.directory, dossier })
  })
}

async function get(actor: Actor, url: string) {
  const app = await appFor(actor)
  const answer = await app.inject({ url })
  await app.close()
  return answer
}

const city = staff('supervisor', CITY)
const PAGE = '/giam-sat/sap-xep'

test('an old name, without its marks, leads to the old office, what it is now, and its dossiers', async () => {
  for (const words of ['phuong mot', '00004']) {
    const { body } = await get(city, `${PAGE}?q=${encodeURIComponent(words)}`)
    assert.match(body, new RegExp(`href="${PAGE}/don-vi/${WARD}">Phường Một<`))
    assert.match(body, /đến 31\/12\/2025/)
    assert.match(body, /00004 \(từ 01\/07\/2025/)
    assert.match(body, /Phường Hai<\/a>.*Phường Ba<\/a>/s)
  }
  const office = await get(city, `${PAGE}/don-vi/${WARD}`)
  assert.equal(office.statusCode, 200)
  assert.ok(office.body.includes(code))
  const nothing = await get(city, `${PAGE}?q=khong-co-noi-nay`)
  assert.match(nothing.body, /Không có đơn vị nào, nay hoặc trước/)
})

test('a supervisor sees the dossiers of their own offices alone', async () => {
  const mine = await get(staff('supervisor', OTHER_WARD), `${PAGE}/${plan.id}`)
  assert.ok(mine.body.includes(code))
  const elsewhere = await get(staff('supervisor', THIRD_WARD), `${PAGE}/${plan.id}`)
  assert.equal(elsewhere.statusCode, 200)
  assert.ok(!elsewhere.body.includes(code))
  assert.equal(
    (await get(staff('supervisor', THIRD_WARD), `${PAGE}/quyet-dinh/${silent}`)).statusCode,
    404,
  )
  for (const role of ['officer', 'receptionist', 'clerk', 'admin', 'controller'] as const)
    assert.equal((await get(staff(role, CITY), PAGE)).statusCode, 403, role)
  for (const none of [randomUUID(), 'x', 'don-vi/0', 'don-vi/999', `quyet-dinh/${randomUUID()}`])
    assert.equal((await get(city, `${PAGE}/${none}`)).statusCode, 404, none)
})

test('the decision needs an office of the list and a reason; then the dossier is there and the list is empty', async () => {
  const app = await appFor(city)
  const browser = visitor(app)
  const path = `${PAGE}/quyet-dinh/${silent}`
  const shown = await browser.get(path)
  assert.match(shown.body, /Phường Hai[^]*Văn bản nêu là một phần của đơn vị cũ/)
  const form = await browser.formOn(path, path)
  const wrong = await browser.post(path, { ...form, office: String(WARD), reason: 'x' })
  assert.equal(wrong.statusCode, 422)
  assert.equal(summaryOf(wrong.body).length, 2)
  assertAnchorsExist(wrong.body)
  const right = { ...form, office: String(THIRD_WARD), reason: 'Nhà ở ngõ 3, nay thuộc phường Ba' }
  for (let click = 1; click <= 2; click += 1) {
    const done = await browser.post(path, right)
    assert.equal(done.statusCode, 303, `click ${click}`)
  }
  await told()
  const after = await browser.get(`${PAGE}/${plan.id}`)
  assert.match(after.body, /Không có hồ sơ nào chờ quyết định/)
  const all = await browser.get(`${PAGE}/${plan.id}?xem=tat-ca`)
  assert.match(all.body, new RegExp(`${code}[^]*Phường Một[^]*Phường Ba`))
  assert.equal((await browser.post(path, right)).statusCode, 303, 'a late second click')
  assert.equal((await browser.get(path)).statusCode, 303)
  const second = await browser.post(path, { ...right, _key: randomUUID() })
  assert.equal(second.statusCode, 409, 'whoever comes later is told that it has been decided')
  await app.close()
})
