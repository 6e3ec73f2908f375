/** In working minutes who held what: every number is the sum of the spans behind it, and nobody sees another unit's. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import {
  accepted,
  act,
  citizen,
  CITY,
  calendar,
  depsFor,
  fileFor,
  furnish,
  OTHER_WARD,
  staff,
  terms,
  WARD,
} from '../../test/support/office.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { mainOf } from '../../test/support/page-checks.ts'
import { webApp } from '../../test/support/web.ts'
import { checkout } from '../checkout.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import { replayAll } from '../dossier/replay.ts'
import { responsibilityLedger } from '../dossier/holders/subscriber.ts'
import type { Actor, StaffActor } from '../office/actor.ts'
import { openDirectory, type Directory } from '../office/directory.ts'
import { insertStaff } from '../office/store.ts'
import { loadDefinitions } from './definition.ts'
import { measureRoutes } from './routes.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const definitions = loadDefinitions(join(checkout, 'data/kpi'))
const ledger = responsibilityLedger({ calendar, termsOf: () => terms })
let database: TestDatabase
let directory: Directory
let lan: StaffActor
let binh: StaffActor
let id: string

async function hired(fullName: string): Promise<StaffActor> {
  const personId = await insertStaff(database.owner, {
    fullName,
    email: `${randomUUID()}@thu.example`,
    passwordHash: 'x',
    totpSecret: 'x',
    assignments: [{ officeId: WARD, role: 'officer', title: 'Cán bộ', validFrom: '2025-07-01' }],
  })
  return { ...staff('officer'), personId }
}

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  directory = await openDirectory(database.app)
  ;[lan, binh] = [await hired('Phạm Thị Lan'), await hired('Trần Văn Bình')]
  const deps = depsFor(database.app)
  const at = (time: string) => new Date(`2026-11-23T${time}:00+07:00`)
  const filed = await fileFor(deps, citizen(), { occurredAt: at('08:00') })
  id = filed.id
  const does = async (time: string, by: StaffActor, command: Parameters<typeof act>[3]) =>
    accepted(await handle(deps, { id, by, command, key: randomUUID(), occurredAt: at(time) }))
  await does('08:30', staff('receptionist'), { type: 'accept', originals: [] })
  await does('09:00', lan, { type: 'claim' })
  await does('09:40', lan, { type: 'handOver', to: binh.personId, reason: 'Nghỉ phép' })
  await does('11:00', binh, { type: 'stop', reason: 'x', legalBasis: 'y' })
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [ledger],
    onError: (error) => assert.fail(String(error)),
    pollMs: 60_000,
  })
  await dispatcher.drain()
  await dispatcher.stop()
})
after(() => database.close())

async function get(actor: Actor, url: string) {
  const app = await webApp(async (each) => {
    each.decorateRequest('actor')
    each.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    await measureRoutes(each, { db: database.app, directory, definitions, now: () => NOW })
  })
  const answer = await app.inject({ url })
  await app.close()
  return answer
}
const city = staff('supervisor', CITY)
const csv = (body: string) => parse(body, { bom: true })

test('minutes stand with the office and the person that held it, and the spans behind them add up', async () => {
  const { body } = await get(city, '/giam-sat/trach-nhiem.csv?month=2026-11')
  const [heading, ...lines] = csv(body)
  assert.deepEqual(heading?.slice(0, 4), ['Đơn vị', 'Ai giữ', 'Người thụ lý', 'Số phút làm việc'])
  assert.deepEqual(
    new Set(lines.map((line) => line.slice(0, 4).join('; '))),
    new Set([
      'Phường Một; Bộ phận một cửa; ; 30',
      'Phường Một; Hàng đợi thụ lý; ; 30',
      'Phường Một; Người thụ lý; Phạm Thị Lan; 40',
      'Phường Một; Người thụ lý; Trần Văn Bình; 80',
    ]),
  )
  const behind = `month=2026-11&office=${WARD}&who=holder&person=${binh.personId}`
  const spans = csv((await get(city, `/giam-sat/trach-nhiem/ho-so.csv?${behind}`)).body)
  assert.deepEqual(
    spans.slice(1).map((line) => [line[3], line[4], line[6]]),
    [['Trần Văn Bình', '23/11/2026 09:40', '80']],
  )
  const page = mainOf((await get(city, `/giam-sat/trach-nhiem/ho-so?${behind}`)).body)
  assert.match(page, new RegExp(`/viec/${id}\\?xem=trach-nhiem`))
  const ward = mainOf((await get(staff('leader'), '/giam-sat/trach-nhiem?month=2026-11')).body)
  assert.match(ward, /Trần Văn Bình/)
  assert.match(ward, /1 giờ 20 phút/)
})

test('another ward sees nothing of it, an officer not the page, and what does not exist is not there', async () => {
  const other = staff('supervisor', OTHER_WARD)
  const { body } = await get(other, '/giam-sat/trach-nhiem?month=2026-11')
  assert.doesNotMatch(mainOf(body), /Phường Một|Trần Văn Bình/)
  const address = '/giam-sat/trach-nhiem/ho-so?month=2026-11'
  for (const url of [
    `${address}&office=${WARD}&who=holder`,
    `/giam-sat/trach-nhiem?month=2026-11&office=${WARD}`,
  ])
    assert.equal((await get(other, url)).statusCode, 404)
  for (const wrong of [
    '&who=holder',
    `&office=${WARD}&who=applicant`,
    `&office=${WARD}&who=holder&person=x`,
  ])
    assert.equal((await get(city, `${address}${wrong}`)).statusCode, 404)
  assert.equal((await get(city, '/giam-sat/trach-nhiem?month=1999-01')).statusCode, 422)
  assert.equal((await get(staff('officer'), '/giam-sat/trach-nhiem')).statusCode, 403)
})

test('told again from the history the ledger is the same, and a lost one comes back', async () => {
  const rows = async () => {
    const { rows: all } = await sql`
      select leg, place, who, person_id, since, until, minutes from responsibility order by dossier_id, leg, place`.execute(
      database.worker,
    )
    return all
  }
  const before = await rows()
  assert.equal(before.length, 4)
  await sql`delete from responsibility`.execute(database.owner)
  await replayAll({ db: database.worker, subscriber: ledger, onProgress: () => undefined })
  assert.deepEqual(await rows(), before)
  await replayAll({ db: database.worker, subscriber: ledger, onProgress: () => undefined })
  assert.deepEqual(await rows(), before)
})
